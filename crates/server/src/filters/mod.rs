//! What people do not want to see: keeping their filters, and saying which of them a post matches.
//!
//! The server covers and drops
//! nothing by itself: a status says in `filtered` which filters it matches, each with the contexts it is meant for and
//! what is to become of the post, and the client does that, as on Mastodon.

mod body;
mod results;
mod store;
mod write;

pub(crate) use body::{FilterBody, FilterV1Body, KeywordBody};
pub(crate) use results::results;
pub(crate) use store::{KeywordRow, filter_of, filters_of, keyword_of, keywords_of, statuses_of};
pub(crate) use write::{
    add_keyword, add_status, create, delete, edit_keyword, remove_keyword, remove_status, update,
};
