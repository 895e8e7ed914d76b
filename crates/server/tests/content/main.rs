//! What the server holds besides the API: media, the app, the demo community and its neighbours, backups. Over HTTP,
//! against a server of each test's own.

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

mod app;
mod backup;
mod media;
mod neighbours;
mod pictures;
mod seed;
