//! How what the server lists is merged into what is remembered.
//!
//! A page is a contiguous piece of the server's list: what lies between two of its posts and is not in it is no longer in
//! the timeline, be it a deleted post or a gap that has closed. Servers do repeat and reorder posts between pages, though.
//! A known post therefore only counts as an anchor when it stands no further down than the page is long; a repetition from
//! far away is left where it is, so that one odd page can never wipe what was remembered.

use std::collections::HashSet;

use rejoin_api::{PageCursor, StatusId};

use super::{Entry, Gap, Tail, Timeline};

/// A change to a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The server's newest page, and where it goes on (`None`: nowhere).
    Newest {
        /// The page.
        page: Vec<StatusId>,
        /// Where the server goes on below it.
        next: Option<PageCursor>,
        /// What was listed at the top when the page was asked for (`None`: all that is there). What has come to stand there
        /// since may be newer than the page.
        known: Option<HashSet<StatusId>>,
    },
    /// The page that follows the last entry.
    Older {
        /// The cursor that was asked with; the page is dropped when the tail has moved on since.
        asked: PageCursor,
        /// The page.
        page: Vec<StatusId>,
        /// Where the server goes on below it.
        next: Option<PageCursor>,
    },
    /// The page at the top of a gap.
    Fill {
        /// The gap; the page is dropped when it has been closed since.
        gap: u32,
        /// The page.
        page: Vec<StatusId>,
        /// Where the server goes on below it.
        next: Option<PageCursor>,
    },
    /// A post that is new here, while others may be newer: one that was just published, or that arrived while a page was
    /// fetched. It stands at the top until a page tells its place.
    Unplaced {
        /// The post.
        post: StatusId,
        /// Whether it is newer than others of this kind: the stream says so, and an acknowledgement does not.
        streamed: bool,
        /// Whether nothing can have been missed since the timeline was last brought up to date.
        gapless: bool,
    },
    /// A post that has just arrived by a stream.
    Arrived {
        /// The post.
        post: StatusId,
        /// Whether nothing can have been missed since the timeline was last brought up to date.
        gapless: bool,
    },
    /// A post is no longer there.
    Removed(StatusId),
    /// The list as a whole, for timelines without memory.
    Replaced(Vec<StatusId>),
    /// Older entries beyond this many are forgotten; they can be asked for again.
    Trim(usize),
}

impl Timeline {
    /// Applies a change. Returns whether anything is different.
    pub fn apply(&mut self, change: Change) -> bool {
        let before = self.clone();
        match change {
            Change::Newest { page, next, known } => self.newest(page, next, known.as_ref()),
            Change::Older { asked, page, next } => self.older(&asked, page, next),
            Change::Fill { gap, page, next } => self.fill(gap, page, next),
            Change::Unplaced { post, streamed, gapless } => self.unplaced_arrived(post, streamed, gapless),
            Change::Arrived { post, gapless } => self.arrived(post, gapless),
            Change::Removed(post) => {
                self.unplaced.retain(|own| *own != post);
                self.entries.retain(|entry| *entry != Entry::Post(post.clone()));
            }
            Change::Replaced(page) => {
                self.entries = distinct(page).into_iter().map(Entry::Post).collect();
                self.tail = Tail::End;
            }
            Change::Trim(length) => self.trim(length),
        }
        self.join_gaps();
        *self != before
    }

    fn newest(&mut self, page: Vec<StatusId>, next: Option<PageCursor>, known: Option<&HashSet<StatusId>>) {
        if page.is_empty() && next.is_none() {
            if self.entries.is_empty() {
                self.tail = Tail::End;
            }
            return;
        }
        let since = known.map_or(0, |known| self.come_since(known, &page, |_| false));
        if since > 0 && !page.iter().any(|post| self.contains(post) && self.is_placed(post)) {
            // Nobody can tell which of them is newer.
            return;
        }
        let newer = self.newer_than_listed(&page);
        self.lift(&page);
        let start = known.map_or(0, |known| self.come_since(known, &page, |post| newer.contains(post)));
        let woven = self.weave(start, false, page);
        let below = self.entries.get(woven.end);
        match (below, next) {
            (None, Some(cursor)) => self.tail = Tail::More(cursor),
            (None, None) => self.tail = Tail::End,
            (Some(Entry::Gap(_)), Some(cursor)) => self.set_cursor(woven.end, cursor),
            (Some(_), Some(cursor)) if !woven.anchored => self.insert_gap(woven.end, cursor),
            _ => {}
        }
    }

    /// The unplaced posts above one that the page lists, and lists without them: they were published one after the other.
    fn newer_than_listed(&self, page: &[StatusId]) -> HashSet<StatusId> {
        let unplaced: Vec<&StatusId> = self.posts().filter(|post| !self.is_placed(post)).collect();
        let listed = unplaced.iter().rposition(|post| page.contains(post)).unwrap_or(0);
        let above = unplaced.into_iter().take(listed);
        above.filter(|post| !page.contains(post)).cloned().collect()
    }

    /// How many entries at the top have come to stand there since these were all, and are not of this page. Of those whose
    /// place is not told, `counted` ones.
    fn come_since(
        &self,
        known: &HashSet<StatusId>,
        page: &[StatusId],
        counted: impl Fn(&StatusId) -> bool,
    ) -> usize {
        let mut count = 0;
        for (place, entry) in self.entries.iter().enumerate() {
            match entry {
                Entry::Post(id) if !self.is_placed(id) && !counted(id) => {}
                Entry::Post(id) if known.contains(id) || page.contains(id) => break,
                Entry::Post(_) => count = place + 1,
                // What the page lists stands below the gap.
                Entry::Gap(_) => count += usize::from(count == place && count > 0),
            }
        }
        count
    }

    fn older(&mut self, asked: &PageCursor, page: Vec<StatusId>, next: Option<PageCursor>) {
        if self.tail != Tail::More(asked.clone()) {
            return;
        }
        self.lift(&page);
        self.weave(self.entries.len(), true, page);
        self.tail = match next {
            // A server that points back to where one already is would be asked forever.
            Some(cursor) if cursor != *asked => Tail::More(cursor),
            _ => Tail::End,
        };
    }

    fn fill(&mut self, gap: u32, page: Vec<StatusId>, next: Option<PageCursor>) {
        if self.gap(gap).is_none() {
            return;
        }
        self.lift(&page);
        let place = self.entries.iter().position(|entry| matches!(entry, Entry::Gap(g) if g.id == gap));
        let Some(place) = place else { return };
        let Entry::Gap(old) = self.entries.remove(place) else { return };
        let woven = self.weave(place, true, page);
        match next {
            Some(cursor) if !woven.anchored && cursor != old.cursor => match self.entries.get(woven.end) {
                None => self.tail = Tail::More(cursor),
                Some(_) => self.entries.insert(woven.end, Entry::Gap(Gap { id: gap, cursor })),
            },
            _ => {}
        }
    }

    fn unplaced_arrived(&mut self, post: StatusId, streamed: bool, gapless: bool) {
        if streamed {
            self.lift(std::slice::from_ref(&post));
        }
        if !self.contains(&post) {
            self.unplaced.push(post.clone());
            self.put_on_top(post, gapless);
        }
    }

    /// Takes out unplaced posts that a page or the stream lists: it knows their place, and they must not count as known ones,
    /// since nobody knows what is around them.
    fn lift(&mut self, page: &[StatusId]) {
        let (told, kept) =
            std::mem::take(&mut self.unplaced).into_iter().partition(|post| page.contains(post));
        self.unplaced = kept;
        let told: Vec<StatusId> = told;
        for own in told {
            let Some(place) = self.entries.iter().position(|entry| *entry == Entry::Post(own.clone())) else {
                continue;
            };
            self.entries.remove(place);
            let above = place.checked_sub(1).and_then(|above| self.entries.get(above));
            let cursor = match above {
                Some(Entry::Post(id)) => Some(PageCursor::older_than(id.as_str())),
                Some(Entry::Gap(_)) | None => None,
            };
            match (self.entries.get_mut(place), cursor) {
                (Some(Entry::Gap(gap)), Some(cursor)) => gap.cursor = cursor,
                (Some(Entry::Gap(_)), None) if place == 0 => drop(self.entries.remove(0)),
                (None, Some(cursor)) if self.tail != Tail::End => self.tail = Tail::More(cursor),
                (None, None) if place == 0 && self.tail != Tail::End => self.tail = Tail::Unknown,
                _ => {}
            }
        }
    }

    fn arrived(&mut self, post: StatusId, gapless: bool) {
        self.lift(std::slice::from_ref(&post));
        if !self.contains(&post) {
            self.put_on_top(post, gapless);
        }
    }

    fn put_on_top(&mut self, post: StatusId, gapless: bool) {
        if !gapless || (self.entries.is_empty() && self.tail == Tail::Unknown) {
            // Becomes the tail when nothing stands below.
            self.insert_gap(0, PageCursor::older_than(post.as_str()));
        }
        self.entries.insert(0, Entry::Post(post));
    }

    fn trim(&mut self, length: usize) {
        if self.entries.len() <= length {
            return;
        }
        self.entries.truncate(length);
        let entries = &self.entries;
        self.unplaced.retain(|post| entries.contains(&Entry::Post(post.clone())));
        while matches!(self.entries.last(), Some(Entry::Gap(_))) {
            self.entries.pop();
        }
        self.tail = match self.entries.last() {
            Some(Entry::Post(id)) => Tail::More(PageCursor::older_than(id.as_str())),
            _ => Tail::Unknown,
        };
    }

    /// Writes a page into the list from `start` on. `contiguous` says that the page follows directly upon what stands
    /// above `start`.
    fn weave(&mut self, start: usize, mut contiguous: bool, page: Vec<StatusId>) -> Woven {
        let page = distinct(page);
        let listed: HashSet<&StatusId> = page.iter().collect();
        let reach = page.len();
        let mut end = start;
        let mut anchored = false;
        for id in &page {
            match self.entries.iter().position(|entry| matches!(entry, Entry::Post(post) if post == id)) {
                None => {
                    self.entries.insert(end, Entry::Post(id.clone()));
                    end += 1;
                }
                Some(place) if place >= end && self.known(end, place) <= reach => {
                    // What stands above the first anchor may be newer than the page. What is missing right above its last posts may
                    // stand below them by now, on the next page; twice, if its place was wrong already.
                    let moved = contiguous && page.iter().rev().take(2).any(|last| last == id);
                    let kept = self.keep(end, place, |post| moved || !contiguous || listed.contains(post));
                    end += if moved { self.sink(end, kept, &listed) } else { kept } + 1;
                    contiguous = true;
                    anchored = true;
                }
                Some(_) => {}
            }
        }
        Woven { end, anchored }
    }

    /// Drops the gaps of `from..to`, which the page has closed, and the posts that are not wanted. Returns how many stay.
    fn keep(&mut self, from: usize, to: usize, wanted: impl Fn(&StatusId) -> bool) -> usize {
        let between: Vec<Entry> = self.entries.drain(from..to).collect();
        let unplaced = &self.unplaced;
        let stays = |id: &StatusId| wanted(id) || unplaced.contains(id);
        let kept = between.into_iter().filter(|entry| matches!(entry, Entry::Post(id) if stays(id)));
        let before = self.entries.len();
        self.entries.splice(from..from, kept);
        self.entries.len() - before
    }

    /// How many posts of a known place stand in `from..to`.
    fn known(&self, from: usize, to: usize) -> usize {
        let placed = |entry: &&Entry| matches!(entry, Entry::Post(post) if !self.unplaced.contains(post));
        self.entries.get(from..to).into_iter().flatten().filter(placed).count()
    }

    /// Moves what a page does not list, of `count` posts from `from` on, below the one that follows them. Returns how many stay.
    fn sink(&mut self, from: usize, count: usize, listed: &HashSet<&StatusId>) -> usize {
        let is_listed = |entry: &Entry| matches!(entry, Entry::Post(post) if listed.contains(post));
        let Some(part) = self.entries.get_mut(from..=from + count) else { return count };
        part.sort_by_key(|entry| !is_listed(entry));
        part.iter().filter(|entry| is_listed(entry)).count() - 1
    }

    fn insert_gap(&mut self, place: usize, cursor: PageCursor) {
        let id = self.next_gap;
        self.next_gap = self.next_gap.wrapping_add(1);
        self.entries.insert(place, Entry::Gap(Gap { id, cursor }));
    }

    fn set_cursor(&mut self, place: usize, new: PageCursor) {
        if let Some(Entry::Gap(gap)) = self.entries.get_mut(place) {
            gap.cursor = new;
        }
    }

    /// Of gaps that have come to stand together the upper one leads to all that is missing; one at the end is the tail.
    fn join_gaps(&mut self) {
        self.entries.dedup_by(|lower, upper| matches!((lower, upper), (Entry::Gap(_), Entry::Gap(_))));
        if let Some(Entry::Gap(_)) = self.entries.last()
            && let Some(Entry::Gap(gap)) = self.entries.pop()
        {
            self.tail = Tail::More(gap.cursor);
        }
    }
}

/// What became of a page.
struct Woven {
    /// The place below its last post.
    end: usize,
    /// Whether it shares a post with what was there.
    anchored: bool,
}

fn distinct(page: Vec<StatusId>) -> Vec<StatusId> {
    let mut seen = HashSet::new();
    page.into_iter().filter(|id| seen.insert(id.clone())).collect()
}
