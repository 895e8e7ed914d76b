//! What people read and arrange: notifications, streams, conversations, lists, filters, tags, search, trends, and posts
//! that wait for their time. Over HTTP, against a server of each test's own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]
#![allow(missing_docs, unreachable_pub, reason = "a test binary has no callers")]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod conversations;
mod discover;
mod filters;
mod follow_requests;
mod groups;
mod lists;
mod markers;
mod notifications;
mod policy;
mod quotes;
mod reports;
mod scheduled;
mod search;
mod streaming;
mod streaming_doors;
mod tags;
mod translation;
