//! The outbox: what the user did, until the server has acknowledged it.
//!
//! # The life of an entry
//!
//! ```text
//! Queued ──> Sending ──> done: removed, in the transaction that stores the server's answer
//!   ^           │
//!   │           ├──> Waiting: offline, no answer, 429, 5xx; tried again after a backoff with jitter, Retry-After obeyed
//!   │           │      (`uncertain` when the request may have arrived: it is repeated under the same idempotency key)
//!   │           └──> Wedged: the server refused; its words are kept, and the user edits, retries or discards
//!   └── the user retries, or the leader that was sending has gone
//! ```
//!
//! # Promises
//!
//! - An entry is durable before the screen shows it, and is removed only in the transaction that stores what the server
//!   answered. A crash at any point leaves either the entry or its result.
//! - One leader per account and browser drains the queue; a new leader first sends again what an old one was sending.
//! - Entries that set a state coalesce: a later one takes the place of an earlier, and opposites vanish as long as the
//!   server has not heard of the first.
//! - Dependents wait: attachments are uploaded before their post, a reply to an unsent post is sent after it and under its
//!   real id, an edit of an unsent post changes it where it stands, its deletion removes it.
//! - Not having been answered is not being refused: a missing answer never wedges or discards an entry.
//!
//! # The parts
//!
//! [`Mutation`] is what was done, [`Entry`] how it stands, [`queue`] the rules above as pure functions on a list of entries,
//! [`Overlay`] what is shown meanwhile. The engine's `drain` sends.

mod codec;
mod entry;
mod mutation;
pub mod overlay;
pub mod queue;

pub use entry::{Entry, State, Subject};
pub use mutation::{Attachment, Draft, Mark, Mutation, MutationId, PollDraft, Relation};
pub use overlay::Overlay;
pub use queue::QueueChange;

#[cfg(test)]
mod tests;
