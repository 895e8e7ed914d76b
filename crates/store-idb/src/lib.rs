//! The engine's store on IndexedDB, by way of `indexed_db_futures`.
//!
//! One database holds the data of one account. Each table of [`rejoin_sync::store::Table`] is an object store whose records
//! are `{k: key, t: text, i: index}`, or `{k: key, f: Blob}` for files. The texts are JSON that only the engine reads: the
//! `serde` feature of `indexed_db_futures` stays off, since a second serde format would double the weight of every derived
//! `Deserialize`.
//!
//! Writes are made with strict durability: what [`rejoin_sync::store::Transaction::commit`] has acknowledged is on the disk.
//!
//! web-sys is named for what `indexed_db_futures` leaves out: files, being told of version changes without a package that
//! nobody maintains, and the reason why a transaction was given up.

mod access;
mod connection;
mod database;
mod error;
mod migrations;
mod open;
mod record;
mod transaction;

pub use access::{Access, watch_access};
pub use database::{IdbStore, delete};
pub use migrations::VERSION;
pub use open::give_up_all;
pub use transaction::IdbTransaction;
