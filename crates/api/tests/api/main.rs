//! The wire types against answers recorded from real servers, and against made-up worse ones.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is tests, and clippy.toml knows only the functions that are marked so"
)]

mod agreement;
mod containment;
mod fixtures;
mod forms;
mod links;
mod recorded;
mod refusals;
mod requests;
mod round_trip;
mod snapshots;
mod streams;
mod time;
