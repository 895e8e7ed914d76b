//! Timelines as the device remembers them: the server's order, with gaps where pages are missing.
//!
//! A timeline is a list of ids, newest first, exactly as the server listed them. Ids are never compared: what is newer
//! follows from the server's order alone. Where the device knows that something is missing between two posts there is a
//! [`Gap`], with the [`PageCursor`] that asks the server for what stands directly below the post above it. The end of the list
//! is a gap too, called the [`Tail`].
//!
//! All changes are [`Change`]s, applied by a store inside one transaction, so that two tabs can merge into one timeline.

mod codec;
mod key;
mod merge;
pub mod repeats;

pub use key::{AccountTab, SEVERAL, TimelineKey};
pub use merge::Change;

use rejoin_api::{PageCursor, StatusId};

use crate::record;

record! {
    /// A hole in a timeline.
    #[derive(Eq, Hash)]
    pub struct Gap {
        /// Its name within the timeline, never used twice.
        pub id: u32,
        /// Asks for what stands directly below the entry above.
        pub cursor: PageCursor,
    }
}

/// One place in a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A post.
    Post(StatusId),
    /// Something is missing here.
    Gap(Gap),
}

/// What follows the last entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Tail {
    /// Nothing was ever asked.
    #[default]
    Unknown,
    /// Older posts, to be asked for here.
    More(PageCursor),
    /// Nothing: this is the server's end of the timeline.
    End,
}

record! {
    /// The posts of a timeline, newest first.
    #[derive(Eq)]
    pub struct Timeline {
        entries: Vec<Entry>,
        tail: Tail,
        next_gap: u32,
        /// Posts whose place the server has not told yet.
        unplaced: Vec<StatusId>,
    }
}

impl Timeline {
    /// The entries, newest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What follows the last entry.
    #[must_use]
    pub fn tail(&self) -> &Tail {
        &self.tail
    }

    /// The ids of all posts, newest first.
    pub fn posts(&self) -> impl DoubleEndedIterator<Item = &StatusId> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Post(id) => Some(id),
            Entry::Gap(_) => None,
        })
    }

    /// The gap of this name, if it is still open.
    #[must_use]
    pub fn gap(&self, id: u32) -> Option<&Gap> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Gap(gap) if gap.id == id => Some(gap),
            _ => None,
        })
    }

    /// Whether the place of this post is the server's word.
    #[must_use]
    pub fn is_placed(&self, id: &StatusId) -> bool {
        !self.unplaced.contains(id)
    }

    /// Whether the timeline lists this post.
    #[must_use]
    pub fn contains(&self, id: &StatusId) -> bool {
        self.posts().any(|post| post == id)
    }
}

#[cfg(test)]
mod tests;
