//! The engine of the client: what is fetched, streamed and sent, without a browser.
//!
//! - [`Engine`] brings what servers say into the store and what users do to servers;
//! - [`outbox`] tells the protocol by which nothing written is lost or sent twice;
//! - [`drafts`] keeps what is being written, from several tabs, with versions;
//! - [`records`] is what the store's texts mean, and the only way to write them;
//! - [`store`], [`net`] and [`Platform`] are the ports through which the outside is handed in.

mod backoff;
mod bell;
pub mod drafts;
mod engine;
pub mod net;
pub mod outbox;
mod platform;
mod problem;
pub mod records;
pub mod store;

pub use engine::{
    Amount, Conversation, Engine, Event, FEATURES, FILTERS, Feature, Found, INBOX, Identity, Kept, LISTS,
    Limits, PROFILE, People, Preferences, PutAside, SHELF, SIMPLE_FILTERS, Scheduled, Surroundings,
    history_of, members_of, samples_of, translation_of,
};
pub use outbox::{Attachment, Draft, How, Mark, Mutation, MutationId, PolicyOf, PollDraft, Relation, Switch};
pub use platform::{Clock, Platform};
pub use problem::{Problem, words};
