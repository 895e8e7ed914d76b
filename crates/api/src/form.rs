//! Form encoding as Rails has it, which the Mastodon API is made of: `poll[options][]=Tea` and the like.

mod json;
mod pairs;

pub use json::{BadForm, to_json};
pub use pairs::{encode, to_pairs};
