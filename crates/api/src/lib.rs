//! Wire types and request descriptions of the Mastodon REST API.

#[macro_use]
mod macros;

pub mod entities;
pub mod error;
pub mod form;
pub mod id;
pub mod lenient;
pub mod link;
pub mod params;
pub mod request;
pub mod requests;
pub mod response;
pub mod streaming;
pub mod time;

pub use entities::*;
pub use error::{ApiError, NotFoundMeans};
pub use id::*;
pub use lenient::{Broken, Fault, FromJson, Parsed, parse, parse_strict};
pub use link::{Links, PageCursor};
pub use request::{Auth, Body, Call, FilePart, FileSource, Method, Page, Part, PartContent, Request};
pub use response::{Nothing, Response};
pub use streaming::{StreamCommand, StreamCommandKind, StreamEvent, StreamFrame, StreamName};
pub use time::{Date, Timestamp};
