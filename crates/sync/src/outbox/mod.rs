//! The outbox.

mod mutation;

pub use mutation::{Attachment, Draft, Mark, Mutation, MutationId, PollDraft, Relation};
