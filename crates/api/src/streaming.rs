//! The streaming API: frames of a WebSocket, from the server and to it.
//!
//! A frame is an object with the streams it belongs to, the name of the event and a payload, which is JSON inside a
//! string. Deletions come for posts never seen, and to streams the post was never in. `filters_changed` has no payload,
//! or an empty one.

mod frame;
mod name;

pub use frame::{AnnouncementReaction, StreamError, StreamEvent, StreamFrame};
pub use name::{StreamCommand, StreamCommandKind, StreamName};
