//! What the records of a store mean: written here once, for every store.
//!
//! Everything the engine wants to write goes into a [`Batch`], or a [`QueueBatch`] when the queue changes with it, and is
//! applied in one transaction by [`commit`] or [`commit_queue`], which reads
//! what is there, merges, writes, and answers with [`Changes`]: the new versions of all that was touched. Timelines, the
//! queue and the notifications are merged inside the transaction, so that tabs cannot overwrite each other's work.

mod batch;
mod changes;
mod commit;
mod read;
mod settled;

use rejoin_api::StatusId;

use crate::outbox::{Made, MutationId};

pub use batch::{Batch, QueueBatch};
pub use changes::{Changes, Touched};
pub use commit::{commit, commit_queue};
pub use read::{
    Loaded, accounts, load, made, notifications, outbox, posts, published, relationships, thread, timeline,
    value,
};
pub use settled::LATEST;

/// The one record of [`crate::store::Table::Notifications`].
const ALL: &str = "all";

/// The value that names who leads, among the engines of an account.
pub const LEADER: &str = "leader";

/// The value that changes when an engine that does not lead has brought the top of a timeline up to date.
pub const REFRESHED: &str = "refreshed";

/// The value that holds what was made from here: posts, lists, filters.
const PUBLISHED: &str = "published";

/// Of what was made the posts: the ids under which they waited, and their real ones.
fn as_published((id, made): &(MutationId, Made)) -> Option<(StatusId, StatusId)> {
    match made {
        Made::Post(real) => Some((id.as_post(), real.clone())),
        Made::List(_) | Made::Filter(_) | Made::Scheduled(_) => None,
    }
}

/// A record's text as what it stands for. A text that cannot be read is as good as none: the server has it again.
pub(crate) fn parse<T: rejoin_api::FromJson>(text: Option<String>) -> Option<T> {
    text.and_then(|text| rejoin_api::parse(&text).ok())
}

/// JSON of what has no map with other keys than strings, which is all that could fail.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
