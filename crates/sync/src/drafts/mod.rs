//! Drafts of a person on one device: several tabs write them, and nothing of it is lost.
//!
//! The drafts of an account are one text that every tab reads, changes and writes as a whole. So each draft carries how many
//! changes of which writer (a tab, from its opening to its end) it has in it. Of two copies the one that has all of the other's
//! changes in it is the newer, whatever the clocks say. Where each has changes that the other lacks, the later one is the draft
//! and the other becomes a version of it.
//!
//! What is given up or sent leaves a mark for a month, so that a copy of before does not bring it back.
//!
//! Versions are what a draft was before: taken every few minutes of writing, and before much of it is deleted or replaced.

mod merge;
#[cfg(test)]
mod tests;

use rejoin_api::Timestamp;
use rejoin_domain::record;

use crate::outbox::Draft;

/// How many versions of a draft are kept.
pub const VERSIONS: usize = 10;
/// Versions that are taken by time are so far apart, in milliseconds.
const APART: i64 = 180_000;
/// So many characters that go make a version of what they stood in.
const MUCH: usize = 40;
/// A draft from which everything was deleted is kept for its versions so long, in milliseconds.
const EMPTY: i64 = 24 * 3_600_000;
/// How many writers a draft remembers.
const WRITERS: usize = 8;
/// The mark of a draft that is gone stays so long, in milliseconds.
const REMEMBERED: i64 = 30 * 24 * 3_600_000;

record! {
    /// What a draft was before.
    pub struct Version {
        /// What was written.
        pub draft: Draft,
        /// When it was last changed.
        pub at: Timestamp,
    }
}

record! {
    /// A draft as it is kept.
    pub struct Kept {
        /// Names it.
        pub key: String,
        /// What is written.
        pub draft: Draft,
        /// When it was last changed.
        pub changed_at: Timestamp,
        /// Whether it was given up or sent.
        pub gone: bool,
        /// What it was before, latest first.
        pub versions: Vec<Version>,
        /// When the last version was taken, or writing began.
        versioned_at: Timestamp,
        /// How many changes of which writer it has in it.
        seen: Vec<(String, u32)>,
    }
}

record! {
    struct Stored {
        drafts: Vec<Kept>,
    }
}

/// The drafts of an account, as one tab knows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    drafts: Vec<Kept>,
    /// What drafts were before characters began to go, by their keys.
    whole: Vec<(String, Draft)>,
}

impl Shelf {
    /// Reads what was written; nothing where it makes no sense.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let stored = rejoin_api::parse::<Stored>(text).unwrap_or_default();
        Self { drafts: stored.drafts, whole: Vec::new() }
    }

    /// As text.
    #[must_use]
    pub fn written(&self) -> String {
        serde_json::to_string(&Stored { drafts: self.drafts.clone() }).unwrap_or_default()
    }

    /// The drafts, the latest first.
    #[must_use]
    pub fn all(&self) -> Vec<&Kept> {
        let mut all: Vec<&Kept> = self.drafts.iter().filter(|kept| !kept.gone).collect();
        all.sort_by_key(|kept| std::cmp::Reverse(kept.changed_at));
        all
    }

    /// The draft of this name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Kept> {
        self.drafts.iter().find(|kept| kept.key == key && !kept.gone)
    }

    /// Keeps what is written now.
    pub fn save(&mut self, writer: &str, key: &str, draft: Draft, now: Timestamp) {
        self.change(writer, key, now, |kept, whole| {
            let start = whole.take().unwrap_or_else(|| kept.draft.clone());
            let long_ago = now.as_millis() - kept.versioned_at.as_millis() >= APART;
            if lost(&start.text, &draft.text) >= MUCH {
                kept.take_version(start, now);
            } else {
                if long_ago {
                    kept.take_version(kept.draft.clone(), now);
                }
                if lost(&kept.draft.text, &draft.text) > 0 {
                    *whole = Some(start);
                }
            }
            kept.draft = draft;
            kept.gone = false;
        });
    }

    /// Puts something else in its place; what was written becomes a version.
    pub fn replace(&mut self, writer: &str, key: &str, draft: Draft, now: Timestamp) {
        self.change(writer, key, now, |kept, whole| {
            *whole = None;
            kept.take_version(kept.draft.clone(), now);
            kept.versions.retain(|version| version.draft != draft);
            kept.draft = draft;
            kept.gone = false;
        });
    }

    /// Gives a draft up, with its versions. Answers with what it was.
    pub fn discard(&mut self, writer: &str, key: &str, now: Timestamp) -> Option<Kept> {
        let was = self.get(key)?.clone();
        self.change(writer, key, now, |kept, whole| {
            *whole = None;
            kept.gone = true;
            kept.draft = Draft::default();
            kept.versions.clear();
        });
        Some(was)
    }

    /// Takes back that a draft was given up.
    pub fn put_back(&mut self, writer: &str, was: Kept, now: Timestamp) {
        let Kept { key, draft, versions, .. } = was;
        self.change(writer, &key, now, |kept, _| {
            kept.take_version(kept.draft.clone(), now);
            kept.versions.extend(versions);
            kept.versions.truncate(VERSIONS);
            kept.draft = draft;
            kept.gone = false;
        });
    }

    /// Takes in what others have written. Answers with whether there is anything new in it.
    pub fn take(&mut self, other: Self) -> bool {
        let before = self.drafts.clone();
        for theirs in other.drafts {
            match self.drafts.iter_mut().find(|mine| mine.key == theirs.key) {
                Some(mine) => *mine = merge::merged(std::mem::take(mine), theirs),
                None => self.drafts.push(theirs),
            }
        }
        self.drafts != before
    }

    /// Forgets the marks of what went long ago, and drafts in which nothing was left.
    pub fn tidy(&mut self, now: Timestamp) {
        let emptied = now.as_millis() - EMPTY;
        for kept in self.drafts.iter_mut().filter(|kept| !kept.gone && kept.draft.is_empty()) {
            kept.gone = kept.changed_at.as_millis() < emptied;
            kept.versions.retain(|_| !kept.gone);
        }
        let since = now.as_millis() - REMEMBERED;
        self.drafts.retain(|kept| !kept.gone || kept.changed_at.as_millis() > since);
    }

    /// The files that belong to drafts and their versions.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.drafts.iter().flat_map(Kept::files)
    }

    fn change(
        &mut self,
        writer: &str,
        key: &str,
        now: Timestamp,
        work: impl FnOnce(&mut Kept, &mut Option<Draft>),
    ) {
        let known = self.drafts.iter().position(|kept| kept.key == key);
        let new = || Kept { key: key.to_owned(), versioned_at: now, ..Kept::default() };
        let mut kept = known.map_or_else(new, |place| self.drafts.remove(place));
        if kept.gone {
            kept.versioned_at = now;
        }
        let known = self.whole.iter().position(|(other, _)| other == key);
        let mut whole = known.map(|place| self.whole.remove(place).1);
        work(&mut kept, &mut whole);
        self.whole.extend(whole.map(|draft| (key.to_owned(), draft)));
        kept.changed_at = now;
        kept.note(writer);
        self.drafts.insert(0, kept);
    }
}

impl Kept {
    /// The files that belong to it and its versions.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let drafts = std::iter::once(&self.draft).chain(self.versions.iter().map(|version| &version.draft));
        drafts.flat_map(Draft::attachments).map(|media| media.file.as_str()).filter(|file| !file.is_empty())
    }

    fn take_version(&mut self, draft: Draft, now: Timestamp) {
        self.versioned_at = now;
        if draft.is_empty() || self.versions.first().is_some_and(|last| last.draft == draft) {
            return;
        }
        self.versions.insert(0, Version { draft, at: self.changed_at });
        self.versions.truncate(VERSIONS);
    }

    fn note(&mut self, writer: &str) {
        let known = self.seen.iter().position(|(name, _)| name == writer);
        let count = known.map_or(0, |place| self.seen.remove(place).1);
        self.seen.push((writer.to_owned(), count + 1));
        let surplus = self.seen.len().saturating_sub(WRITERS);
        self.seen.drain(..surplus);
    }
}

/// How many characters of the old text are not in the new one, if what stands before and after them has stayed.
fn lost(old: &str, new: &str) -> usize {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let shorter = old.len().min(new.len());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end =
        old.iter().rev().zip(new.iter().rev()).take(shorter - start).take_while(|(a, b)| a == b).count();
    old.len() - start - end
}
