//! The engine of the client: what is fetched, streamed and sent, without a browser.

mod backoff;
mod bell;
mod engine;
pub mod net;
pub mod outbox;
mod platform;
mod problem;
pub mod records;
pub mod store;

pub use engine::{Engine, Event, Found, Identity, People, Preferences, Surroundings};
pub use outbox::{Attachment, Draft, Mark, Mutation, MutationId, PollDraft, Relation};
pub use platform::{Clock, Platform};
pub use problem::{Problem, words};
