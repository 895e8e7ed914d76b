//! The engine of the client: what is fetched, streamed and sent, without a browser.

pub mod outbox;
pub mod store;

pub use outbox::{Attachment, Draft, Mark, Mutation, MutationId, PollDraft, Relation};
