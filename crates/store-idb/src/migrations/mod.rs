//! The shape of the database, one file a version.
//!
//! A database of version `n` is brought up by running the migrations after `n` in order, all within the transaction that the
//! browser opens for the upgrade. A migration that has been released is never changed.
//!
//! A migration creates and deletes tables. It cannot reach into one that exists, so a table that is to get another index
//! is deleted and created again where a server can fill it once more, and otherwise followed by one of a new name.
//!
//! With a new version, write down in `tests/earlier` what the one before left behind: without, the tests do not compile.

mod v1;

use indexed_db_futures::Result;
use indexed_db_futures::database::Database;

pub(crate) type Migration = fn(&Database) -> Result<()>;

pub(crate) const MIGRATIONS: [Migration; 1] = [v1::create_tables];

/// The version of databases that this code reads and writes.
pub const VERSION: u32 = version(&MIGRATIONS);

/// The version to which these lead.
pub(crate) const fn version(migrations: &[Migration]) -> u32 {
    migrations.len() as u32
}

/// Runs what version `from` has not seen; version 0 is a new database. After a failure the database stays as it was.
pub(crate) fn run(migrations: &[Migration], from: f64, database: &Database) -> Result<()> {
    // The platform gives versions as doubles. They are whole, and none is above ours.
    migrations.iter().skip(from as usize).try_for_each(|migration| migration(database))
}
