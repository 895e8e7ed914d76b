//! What the device keeps: how much it is, what of it may go, and all of it as one text.
//!
//! Feeds and threads are forgotten by when they were last opened, and with them the posts and people that nothing else
//! holds. What the user wrote, bookmarked, sorted into folders or has still to send is never forgotten.

use std::collections::HashSet;

use rejoin_api::{AccountId, StatusId, Timestamp};
use rejoin_domain::shelf::Shelf;
use rejoin_domain::timeline::Change;
use rejoin_domain::{Inbox, Notifications, Post, Thread, Timeline, TimelineKey, record};

use super::Engine;
use super::heard::SAMPLES;
use super::inbox::INBOX;
use super::kept::{self, Conversation, Kept, PutAside, Scheduled};
use super::lists::MEMBERS;
use super::posts::{HISTORY, TRANSLATION};
use super::shelf::SHELF;
use crate::platform::Platform;
use crate::records::{json, parse, value};
use crate::store::{Mode, Record, Store, StoreError, Table, Transaction};

/// The value that holds when feeds and threads were last opened.
const OPENED: &str = "opened";

record! {
    /// When feeds and threads were last opened, by table and key; the latest last.
    struct Opened {
        list: Vec<(String, Timestamp)>,
    }
}

/// How much the device shall keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Feeds, besides home.
    pub timelines: usize,
    /// Posts of a feed.
    pub posts: usize,
    /// Threads.
    pub threads: usize,
    /// What was not opened for so long goes, in milliseconds.
    pub age: i64,
}

impl Limits {
    /// What is kept as a rule.
    pub const USUAL: Self = Self { timelines: 100, posts: 800, threads: 300, age: 60 * 24 * 3_600_000 };
    /// When the device has no more room.
    pub const TIGHT: Self = Self { timelines: 5, posts: 100, threads: 20, age: 7 * 24 * 3_600_000 };
    /// When the user wants the room.
    pub const NOTHING: Self = Self { timelines: 0, posts: 0, threads: 0, age: 0 };
}

/// How much there is of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// What.
    pub table: Table,
    /// Records.
    pub records: usize,
    /// The length of their texts in bytes of UTF-8; what the database adds is not counted.
    pub bytes: usize,
}

/// The tables that a tidying reads and writes.
const TIDIED: [Table; 8] = [
    Table::Posts,
    Table::Accounts,
    Table::Relationships,
    Table::Timelines,
    Table::Threads,
    Table::Notifications,
    Table::Outbox,
    Table::Values,
];

impl<P: Platform> Engine<P> {
    /// How much there is, by table. Files are not counted.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn amounts(&self) -> Result<Vec<Amount>, StoreError> {
        let tx = self.store.begin(&TIDIED, Mode::Read).await?;
        let mut amounts = Vec::with_capacity(TIDIED.len());
        for table in TIDIED {
            let records = tx.all(table).await?;
            let bytes = records.iter().map(|(key, text)| key.len() + text.len()).sum();
            amounts.push(Amount { table, records: records.len(), bytes });
        }
        Ok(amounts)
    }

    /// Everything that is kept of the account, as a JSON object of tables, each an object of records by key. Without files.
    /// `drafts` is JSON too, and stands beside the tables.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn export(&self, drafts: &str) -> Result<String, StoreError> {
        let tx = self.store.begin(&TIDIED, Mode::Read).await?;
        let mut text = format!("{{\n\"drafts\": {drafts},");
        for (place, table) in TIDIED.into_iter().enumerate() {
            text.push_str(if place == 0 { "\n" } else { ",\n" });
            text.push_str(&format!("{}: {{", json(&table.name())));
            for (place, (key, record)) in tx.all(table).await?.into_iter().enumerate() {
                text.push_str(if place == 0 { "\n" } else { ",\n" });
                // Values are texts of any kind, the others are JSON.
                let record = if table == Table::Values { json(&record) } else { record };
                text.push_str(&format!("  {}: {record}", json(&key)));
            }
            text.push('}');
        }
        text.push_str("\n}\n");
        Ok(text)
    }

    /// Remembers that a feed or a thread has been opened now.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn note_opened(&self, table: Table, key: &str) -> Result<(), StoreError> {
        let name = format!("{}:{key}", table.name());
        let tx = self.store.begin(&[Table::Values], Mode::Write).await?;
        let mut opened = opened(&tx).await?;
        opened.list.retain(|(other, _)| *other != name);
        opened.list.push((name, self.now()));
        let many = Limits::USUAL.timelines + Limits::USUAL.threads;
        let surplus = opened.list.len().saturating_sub(2 * many);
        opened.list.drain(..surplus);
        tx.put(Table::Values, OPENED, &json(&opened), None)?;
        tx.commit().await
    }

    /// Forgets what goes beyond `limits`, but nothing of what is `shown`. Answers with how many records went.
    ///
    /// # Errors
    /// When the device's storage fails; then nothing has been forgotten.
    pub async fn tidy(&self, limits: &Limits, shown: &[TimelineKey]) -> Result<usize, StoreError> {
        let tx = self.store.begin(&TIDIED, Mode::Write).await?;
        let opened = opened(&tx).await?;
        let since = self.now().as_millis().saturating_sub(limits.age);
        let mut held = Held::default();
        let mut gone = 0;

        let shown: HashSet<String> =
            shown.iter().chain([&TimelineKey::Home]).map(TimelineKey::name).collect();
        let timelines = tx.all(Table::Timelines).await?;
        let kept = latest(&timelines, Table::Timelines, &opened, since, limits.timelines);
        for (key, text) in &timelines {
            let Some(mut timeline) = parse::<Timeline>(Some(text.clone())) else { continue };
            let is_shown = shown.contains(key) && limits.posts > 0;
            if !is_shown && !kept.contains(key) {
                tx.delete(Table::Timelines, key)?;
                gone += 1;
                continue;
            }
            if timeline.apply(Change::Trim(limits.posts)) {
                tx.put(Table::Timelines, key, &json(&timeline), None)?;
            }
            held.posts.extend(timeline.posts().cloned());
        }

        let threads = tx.all(Table::Threads).await?;
        let kept = latest(&threads, Table::Threads, &opened, since, limits.threads);
        for (key, text) in &threads {
            match parse::<Thread>(Some(text.clone())).filter(|_| kept.contains(key)) {
                Some(thread) => held.thread(key, &thread),
                None => {
                    tx.delete(Table::Threads, key)?;
                    gone += 1;
                }
            }
        }

        for (_, text) in tx.all(Table::Notifications).await? {
            held.notifications(&parse(Some(text)).unwrap_or_default());
        }
        let queue: String = tx.all(Table::Outbox).await?.into_iter().map(|(_, text)| text).collect();
        gone += self.sweep(&tx, held, &queue).await?;
        tx.commit().await?;
        Ok(gone)
    }

    /// Deletes the posts, people and relationships that nothing holds.
    async fn sweep<T: Transaction>(&self, tx: &T, mut held: Held, queue: &str) -> Result<usize, StoreError> {
        let me = self.identity.account.as_ref();
        let all = tx.all(Table::Posts).await?;
        let posts: Vec<Post> = all.iter().filter_map(|(_, text)| parse(Some(text.clone()))).collect();
        for post in &posts {
            let own = me == Some(&post.account) || post.mine.bookmarked == Some(true);
            if own || queue.contains(post.id.as_str()) {
                held.posts.insert(post.id.clone());
            }
        }
        let shelf: Shelf = parse(value(tx, SHELF).await?).unwrap_or_default();
        held.posts.extend(shelf.saved.into_iter().map(|one| one.post));
        // A boost leads to a post, which may quote another one.
        for _ in 0..2 {
            let there = posts.iter().filter(|post| held.posts.contains(&post.id));
            let further: Vec<StatusId> = there
                .flat_map(|post| {
                    post.reblog.iter().chain(post.quote.as_ref().and_then(|quote| quote.id.as_ref()))
                })
                .cloned()
                .collect();
            held.posts.extend(further);
        }
        for post in posts.iter().filter(|post| held.posts.contains(&post.id)) {
            held.people.insert(post.account.clone());
            held.people.extend(post.in_reply_to_account_id.clone());
        }
        held.people.extend(me.cloned());

        let mut gone = 0;
        // People who are named in lists stay; what is kept of each of them goes with those whom nothing else holds.
        let mut named: Vec<AccountId> = Vec::new();
        for (key, text) in tx.all(Table::Values).await? {
            let post = [HISTORY, SAMPLES, TRANSLATION].iter().find_map(|kind| key.strip_prefix(kind));
            let post = post.map(StatusId::from);
            let of = kept::person_of(&key);
            if post.is_some_and(|post| !held.posts.contains(&post))
                || of.is_some_and(|of| !held.people.contains(&of))
            {
                tx.delete(Table::Values, &key)?;
                gone += 1;
            } else if key.starts_with(MEMBERS) || kept::names_people(&key) {
                named.extend(parse::<Vec<AccountId>>(Some(text)).unwrap_or_default());
            } else if key == INBOX {
                let inbox = parse::<Inbox>(Some(text)).unwrap_or_default();
                for one in inbox.mentions.into_iter().filter(|one| one.waits() || one.waits_for_later()) {
                    named.push(one.account);
                    held.posts.insert(one.post);
                }
            } else if key == Kept::Conversations.name() {
                for one in parse::<Vec<Conversation>>(Some(text)).unwrap_or_default() {
                    named.extend(one.people);
                    held.posts.extend(one.last);
                }
            } else if key == Kept::Scheduled.name() {
                let all = parse::<Vec<Scheduled>>(Some(text)).unwrap_or_default();
                held.posts.extend(all.into_iter().filter_map(|one| one.draft.in_reply_to));
            } else if key == Kept::Requests.name() {
                for one in parse::<Vec<PutAside>>(Some(text)).unwrap_or_default() {
                    named.push(one.account);
                    held.posts.extend(one.last);
                }
            }
        }
        held.people.extend(named);
        for (key, _) in &all {
            if !held.posts.contains(&StatusId::from(key.as_str())) {
                tx.delete(Table::Posts, key)?;
                gone += 1;
            }
        }
        for table in [Table::Accounts, Table::Relationships] {
            for (key, _) in tx.all(table).await? {
                if !held.people.contains(&AccountId::from(key.as_str())) && !queue.contains(&key) {
                    tx.delete(table, &key)?;
                    gone += 1;
                }
            }
        }
        Ok(gone)
    }
}

/// What something else holds, so that it stays.
#[derive(Default)]
struct Held {
    posts: HashSet<StatusId>,
    people: HashSet<AccountId>,
}

impl Held {
    fn thread(&mut self, focus: &str, thread: &Thread) {
        self.posts.insert(focus.into());
        self.posts.extend(thread.ancestors.iter().cloned());
        self.posts.extend(thread.descendants.iter().map(|reply| reply.id.clone()));
    }

    fn notifications(&mut self, all: &Notifications) {
        for group in &all.groups {
            self.posts.extend(group.status.clone());
            self.people.extend(group.accounts.iter().cloned());
        }
    }
}

async fn opened<T: Transaction>(tx: &T) -> Result<Opened, StoreError> {
    Ok(parse(tx.get(Table::Values, &[OPENED]).await?.pop().flatten()).unwrap_or_default())
}

/// The keys of those that were opened last, and not too long ago.
fn latest(all: &[Record], table: Table, opened: &Opened, since: i64, count: usize) -> HashSet<String> {
    let prefix = format!("{}:", table.name());
    let recent = opened.list.iter().rev().filter(|(_, at)| at.as_millis() >= since);
    let keys = recent.filter_map(|(name, _)| name.strip_prefix(&prefix));
    let there: HashSet<&str> = all.iter().map(|(key, _)| key.as_str()).collect();
    keys.filter(|key| there.contains(key)).take(count).map(str::to_owned).collect()
}
