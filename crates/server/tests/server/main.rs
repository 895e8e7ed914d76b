//! What people do and read: signing in, posting, timelines, profiles, and who may see what. Over HTTP, against a server of
//! each test's own.

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

mod accounts;
mod auth;
mod bad_input;
mod cors_and_limits;
mod durability;
mod idempotency;
mod instance;
mod paging;
mod polls;
mod statuses;
mod sweep;
mod timelines;
mod visibility;
mod without;
