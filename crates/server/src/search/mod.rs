//! Search over SQLite's full text, for posts and hashtags; for people see [`crate::accounts::search`].
//!
//! What is typed is taken apart in [`query`]; nothing of it reaches SQLite but as a bound value or a quoted phrase.
//! Posts are found by those who may find them, which is narrower than who may see them: public posts of people who let
//! theirs be found; unlisted ones by followers and by whoever had to do with them; followers-only and direct ones by
//! their author and those whom they mention.

mod phrase;
mod query;
mod resolve;
mod statuses;
mod tags;

pub(crate) use resolve::{Resolved, resolve};
pub(crate) use statuses::{StatusSearch, statuses};
pub(crate) use tags::tags;
