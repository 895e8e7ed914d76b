//! Version 1: the tables.

use indexed_db_futures::database::Database;
use indexed_db_futures::{Build, KeyPath, Result};

/// Spelt out rather than taken from the engine's list, which may grow.
const TABLES: [&str; 9] = [
    "posts",
    "accounts",
    "relationships",
    "timelines",
    "threads",
    "notifications",
    "outbox",
    "files",
    "values",
];

pub(super) fn create_tables(database: &Database) -> Result<()> {
    for name in TABLES {
        let table = database.create_object_store(name).with_key_path(KeyPath::One("k")).build()?;
        table.create_index("i", KeyPath::One("i")).build()?;
    }
    Ok(())
}
