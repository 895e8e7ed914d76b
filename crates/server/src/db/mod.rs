//! The database: SQLite in WAL mode, one writer, many readers.
//!
//! A read runs on a pooled connection inside one snapshot. A write is a closure queued to the one writer thread, which
//! runs it in a savepoint of its own: all of it happens or none. What waits in the queue at the same time shares one
//! COMMIT, and so one fsync; nobody is answered before that COMMIT has returned (`synchronous=FULL`), so that killing
//! the process loses no acknowledged write. Events that a write emitted are published after it, in commit order.

mod query;
mod schema;
mod write;

use std::{path::Path, sync::Arc};

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::{Connection, OpenFlags};

pub(crate) use query::{Query, json_ids};
pub(crate) use write::Tx;

use crate::{
    config::Site,
    error::{ApiError, ApiResult},
    events::Hub,
};

/// The name of the database in the data directory.
pub const FILE: &str = "rejoin.db";

/// Milliseconds that a connection waits for another process (a backup, a subcommand) to let go.
const BUSY_TIMEOUT: &str = "10000";

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// SQLite refused.
    #[error("the database could not be opened: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// It is of a newer version, or damaged.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// No connection to read by.
    #[error("the database could not be read: {0}")]
    Pool(#[from] r2d2::Error),
    /// No thread to write by.
    #[error("the writer could not be started: {0}")]
    Thread(#[from] std::io::Error),
}

/// A handle on the database; clones share it.
#[derive(Clone)]
pub(crate) struct Db {
    readers: r2d2::Pool<SqliteConnectionManager>,
    writer: Arc<write::Writer>,
}

impl Db {
    /// Opens (or makes) the database in `dir` and brings its schema up to date.
    pub(crate) fn open(dir: &Path, site: Arc<Site>, hub: Hub) -> Result<Self, OpenError> {
        let path = dir.join(FILE);
        let mut connection = Connection::open(&path)?;
        tune(&connection)?;
        schema::migrations().to_latest(&mut connection)?;
        connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA optimize = 0x10002;")?;
        let writer = write::Writer::start(connection, site, hub)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let manager = SqliteConnectionManager::file(&path)
            .with_flags(flags)
            .with_init(|connection| tune_reader(connection));
        let readers = r2d2::Pool::builder().max_size(8).min_idle(Some(1)).build(manager)?;
        Ok(Self { readers, writer: Arc::new(writer) })
    }

    /// Runs `job` on a connection that can only read, inside one snapshot, off the async threads.
    pub(crate) async fn read<T, F>(&self, job: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> ApiResult<T> + Send + 'static,
    {
        let readers = self.readers.clone();
        tokio::task::spawn_blocking(move || {
            let connection = readers.get().map_err(ApiError::internal)?;
            let snapshot = connection.unchecked_transaction()?;
            job(&snapshot)
        })
        .await
        .map_err(ApiError::internal)?
    }

    /// Runs `job` on the writer: all of it is on disk when this returns `Ok`, and none of it is otherwise.
    pub(crate) async fn write<T, F>(&self, job: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> ApiResult<T> + Send + 'static,
    {
        self.writer.run(job).await
    }

    /// As [`Self::write`], for callers without an async runtime.
    pub(crate) fn write_blocking<T, F>(&self, job: F) -> ApiResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> ApiResult<T> + Send + 'static,
    {
        self.writer.run_blocking(job)
    }
}

fn tune(connection: &Connection) -> rusqlite::Result<()> {
    // Migrations run with foreign keys off: a table may be rebuilt in them.
    connection.execute_batch(&format!(
        "PRAGMA busy_timeout = {BUSY_TIMEOUT}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;"
    ))?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

fn tune_reader(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "PRAGMA busy_timeout = {BUSY_TIMEOUT}; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -8000; PRAGMA mmap_size = 268435456;"
    ))?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}
