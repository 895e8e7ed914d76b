//! The Mastodon REST API as types: what goes over the wire and what comes back. No I/O; the app and the bundled server
//! both use it.
//!
//! | module | what it holds |
//! |---|---|
//! | [`entities`] | what servers say: [`Status`], [`Account`], [`Notification`] and the rest, one file each |
//! | [`params`] | what clients say, in the bodies of requests |
//! | [`requests`] | every endpoint as a function that gives a [`Request`] of a typed answer |
//! | [`Response`], [`ApiError`] | what came back, and what a refusal means to the caller |
//! | [`Links`], [`PageCursor`] | where a list goes on |
//! | [`streaming`] | frames of the WebSocket |
//! | [`lenient`] | how JSON of any server is read |
//! | [`form`] | the form encoding of the API, both ways |
//!
//! ```
//! use rejoin_api::{Page, Response, requests::timelines};
//!
//! let request = timelines::home(&Page::of(20));
//! assert_eq!(request.call.target(), "/api/v1/timelines/home?limit=20");
//! // … the network sends `request.call` and brings back:
//! let body = r#"[{"id": "1", "account": {"id": "2"}}, {"broken": true}]"#.to_owned();
//! let page = request.read(&Response { status: 200, body, ..Response::default() })?;
//! assert_eq!((page.items.len(), page.broken.len()), (1, 1));
//! # Ok::<(), rejoin_api::ApiError>(())
//! ```
//!
//! # How answers are read
//!
//! Servers differ, and some are wrong. The rules, in order of how much they let through:
//!
//! 1. **Unknown fields are not looked at.**
//! 2. **Missing fields have defaults**, and so has `null`: the empty text, zero, `false`, the empty list, the epoch, the
//!    first word of an enum. Without a default are ids, and a few fields that are nothing without
//!    (`access_token`, the instance's `version`, a hashtag's name); an entity without those is broken.
//! 3. **Other spellings of a scalar are understood**: a number as text, text as a number, `"true"` and `1` for a
//!    boolean, -1 for a count that is not told, the empty text for an id that is not there. Ids are texts whatever
//!    they look like.
//! 4. **Unknown words stay**: every enum has `Unknown` with the server's text, and writes it again.
//! 5. **A broken optional part is dropped alone**: a poll, card, quote, boost, attachment's `meta`, a limit of the
//!    instance. Of lists inside an entity, broken entries are left out.
//! 6. **A wrong scalar spoils its entity**: text where a flag should be says nothing about whether media are sensitive,
//!    and guessing would be worse than leaving the post out.
//! 7. **A broken entity of a list is left out and told**: [`Parsed`] has the rest, and says which entry was broken where.
//!    Only what is no list at all is no answer.
//! 8. **Nesting has a bottom**: deeper than any entity goes is refused before the stack ends.
//!
//! What a *server* is told is read by [`parse_strict`] instead, where every wrong part is refused: guessing at a date would
//! publish at once what was meant for later.
//!
//! Entities implement `serde`'s traits, so that they can be stored inside other things; their `Deserialize` follows the
//! same rules and works with `serde_json` only, from text, bytes or a `Value`.

#[macro_use]
mod macros;

pub mod entities;
pub mod error;
pub mod form;
pub mod id;
pub mod keyword;
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
pub use lenient::{Broken, Fault, FromJson, Parsed, Problem, parse, parse_strict};
pub use link::{Links, PageCursor};
pub use request::{Auth, Body, Call, FilePart, FileSource, Method, Page, Part, PartContent, Request};
pub use response::{Nothing, Response};
pub use streaming::{StreamCommand, StreamCommandKind, StreamEvent, StreamFrame, StreamName};
pub use time::{Date, Timestamp};
