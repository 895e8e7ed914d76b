//! Opening and deleting databases.

use std::rc::Rc;

use futures::future::{pending, select};
use gloo_timers::future::TimeoutFuture;
use indexed_db_futures::Build;
use indexed_db_futures::database::Database;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use rejoin_sync::store::{Mode, Store, StoreError, Table};
use web_sys::Blob;

use crate::access::{self, Access};
use crate::connection::Connection;
use crate::error::{from_failure, from_opening};
use crate::migrations::{self, MIGRATIONS, Migration};
use crate::transaction::IdbTransaction;

/// Chromium sometimes forgets to answer when the page before was left while it made the same database. It answers whoever
/// asks again; this is when, in milliseconds.
const PATIENCE: u32 = 1_000;

/// The data of one account, in one IndexedDB database. Clones share the connection.
#[derive(Debug, Clone)]
pub struct IdbStore {
    connection: Rc<Connection>,
}

impl IdbStore {
    /// Opens the database of this name, creating it or bringing it up to date first. Waits for other tabs to let go of an
    /// older version, which they do when they are told of the newer one; while one does not, [`Access::Blocked`] is told.
    ///
    /// # Errors
    /// When the browser keeps no data, or holds a newer version.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let first = Box::pin(Self::open_after(name, &MIGRATIONS));
        let again = Box::pin(async {
            TimeoutFuture::new(PATIENCE).await;
            if access::of(name) == Some(Access::Blocked) {
                // There is a reason to wait.
                return pending().await;
            }
            Self::open_after(name, &MIGRATIONS).await
        });
        select(first, again).await.factor_first().0
    }

    /// The same with these migrations.
    async fn open_after(name: &str, migrations: &'static [Migration]) -> Result<Self, StoreError> {
        let waiting = name.to_owned();
        let opening = Database::open(name)
            .with_version(migrations::version(migrations))
            .with_on_blocked(move |_| {
                access::set(&waiting, Access::Blocked);
                Ok(())
            })
            .with_on_upgrade_needed(move |event, database| {
                migrations::run(migrations, event.old_version(), &database)
            });
        let opened = opening.await.map_err(from_opening);
        match &opened {
            Ok(_) => access::set(name, Access::Open),
            Err(StoreError::Newer) => access::set(name, Access::Newer),
            // Others are told by whoever asks for the store.
            Err(_) => access::forget(name),
        }
        Ok(Self { connection: Rc::new(Connection::new(opened?)) })
    }
}

impl Store for IdbStore {
    type File = Blob;
    type Transaction = IdbTransaction;

    async fn begin(&self, tables: &[Table], mode: Mode) -> Result<IdbTransaction, StoreError> {
        if self.connection.is_lost() {
            return Err(StoreError::Outdated);
        }
        let names: Vec<&str> = tables.iter().map(|table| table.name()).collect();
        let (mode, durability) = match mode {
            Mode::Read => (TransactionMode::Readonly, TransactionDurability::Default),
            Mode::Write => (TransactionMode::Readwrite, TransactionDurability::Strict),
        };
        let options = TransactionOptions::new().with_durability(durability);
        let begun =
            self.connection.database().transaction(names).with_mode(mode).with_options(options).build();
        begun.map(IdbTransaction::new).map_err(from_failure)
    }
}

/// Deletes the database of this name with all that is in it. Stores that have it open become outdated.
///
/// # Errors
/// When the browser refuses.
pub async fn delete(name: &str) -> Result<(), StoreError> {
    Database::delete_by_name(name).map_err(from_opening)?.await.map_err(from_failure)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
