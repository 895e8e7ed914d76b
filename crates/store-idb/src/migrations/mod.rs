//! The shape of the database, one file a version.
//!
//! A database of version `n` is brought up by running the migrations after `n` in order, all within the transaction that the
//! browser opens for the upgrade. A migration that has been released is never changed.

mod v1;

use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbTransaction};

type Migration = fn(&IdbDatabase, &IdbTransaction) -> Result<(), JsValue>;

const MIGRATIONS: [Migration; 1] = [v1::create_tables];

/// The version of databases that this code reads and writes.
pub const VERSION: u32 = MIGRATIONS.len() as u32;

/// Runs what `from` has not seen.
pub(crate) fn run(from: u32, database: &IdbDatabase, upgrade: &IdbTransaction) -> Result<(), JsValue> {
    MIGRATIONS.iter().skip(from as usize).try_for_each(|migration| migration(database, upgrade))
}
