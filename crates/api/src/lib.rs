//! Wire types and request descriptions of the Mastodon REST API.

#[macro_use]
mod macros;

pub mod entities;
pub mod id;
pub mod lenient;
pub mod time;

pub use entities::*;
pub use id::*;
pub use lenient::{Broken, Fault, FromJson, Parsed, parse};
pub use time::{Date, Timestamp};
