//! Writes that happen together.

use rejoin_api::{Relationship, StatusId, Timestamp};
use rejoin_domain::timeline::Change;
use rejoin_domain::{Harvest, NotificationsChange, Thread, TimelineKey};

use crate::outbox::QueueChange;
use crate::store::Table;

/// Writes that happen together.
#[derive(Debug, Default)]
pub struct Batch {
    /// Posts and accounts that a server sent.
    pub entities: Harvest,
    /// Posts that are gone: with their boosts, from every list.
    pub removed: Vec<StatusId>,
    /// Relationships that a server sent.
    pub relationships: Vec<Relationship>,
    /// Changes to timelines.
    pub timelines: Vec<(TimelineKey, Change)>,
    /// Threads that a server sent, by the post they were opened at.
    pub threads: Vec<(StatusId, Thread)>,
    /// Changes to the notifications.
    pub notifications: Vec<NotificationsChange>,
    /// Values to set, or to delete.
    pub values: Vec<(String, Option<String>)>,
    /// When the server was asked for this, by the device's clock: what was acknowledged since is not overwritten by it.
    pub asked_at: Option<Timestamp>,
    /// Whether a stream said it, perhaps a while ago: what is known of the reader's own marks stays.
    pub streamed: bool,
}

impl Batch {
    /// The tables that the transaction has to cover.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        let gone = !self.removed.is_empty();
        let needed = [
            (Table::Posts, gone || !self.entities.posts.is_empty()),
            (Table::Accounts, !self.entities.accounts.is_empty()),
            (Table::Relationships, !self.relationships.is_empty()),
            (Table::Timelines, gone || !self.timelines.is_empty()),
            (Table::Threads, !self.threads.is_empty()),
            (Table::Notifications, gone || !self.notifications.is_empty()),
            (Table::Values, self.asked_at.is_some() || !self.values.is_empty()),
        ];
        needed.into_iter().filter(|(_, needed)| *needed).map(|(table, _)| table).collect()
    }
}

/// Writes to the queue, with others that happen together with them.
///
/// Apart from [`Batch`], so that what only reads does not carry the rules of the queue: they are half of what writing weighs.
#[derive(Debug, Default)]
pub struct QueueBatch {
    /// Changes to the queue.
    pub outbox: Vec<QueueChange>,
    /// Files that are no longer needed.
    pub files_removed: Vec<String>,
    /// All else.
    pub batch: Batch,
    /// When the server said how things stand now, unasked or by acknowledging something: answers to older questions do not
    /// overwrite that.
    pub settled_at: Option<Timestamp>,
    /// Nothing is written unless this is who leads, by [`LEADER`](super::LEADER).
    pub led_by: Option<String>,
    /// Nothing is written unless this is still what [`REFRESHED`](super::REFRESHED) holds.
    pub unless_refreshed: Option<Option<String>>,
}

impl From<QueueChange> for QueueBatch {
    fn from(change: QueueChange) -> Self {
        Self { outbox: vec![change], ..Self::default() }
    }
}
