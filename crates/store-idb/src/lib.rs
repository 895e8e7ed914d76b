//! The engine's store on IndexedDB.
//!
//! One database holds the data of one account. Each table of [`rejoin_sync::store::Table`] is an object store whose records
//! are `{k: key, t: text, i: index}`, or `{k: key, f: Blob}` for files. The texts are JSON that only the engine reads.
//!
//! web-sys is used directly: the few requests that a store of texts makes weigh less than a wrapper for all of IndexedDB,
//! and transactions can be owned, which the port asks for.
//!
//! Writes of what the user did are made with strict durability: they are on the disk before the screen says so. What can be
//! fetched again is written in the browser's quicker, relaxed way.

mod database;
mod error;
mod migrations;
mod request;
mod transaction;

pub use database::{IdbStore, delete};
pub use migrations::VERSION;
pub use transaction::IdbTransaction;
