//! Small texts that survive a browser that is killed.
//!
//! What must be readable at once at start is in `localStorage`, which browsers write to disk only seconds later. So it is
//! kept here too, in a database of the device. Each text says when it was made; the newer one counts.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;

use leptos::task::spawn_local;
use rejoin_sync::records;
use rejoin_sync::store::{Mode, Store, StoreError, Table, Transaction};

use super::platform::OpeningStore;

/// The database. Its name cannot be that of an account, which holds a server.
const DEVICE: &str = "rejoin/device";

thread_local! {
    static STORE: OnceCell<OpeningStore> = const { OnceCell::new() };
    /// What is still to be written: of each name the latest.
    static WAITING: RefCell<BTreeMap<String, Option<String>>> = const { RefCell::new(BTreeMap::new()) };
    static IS_WRITING: Cell<bool> = const { Cell::new(false) };
}

/// Keeps a text under a name, or forgets what is there.
pub(super) fn keep(name: &str, text: Option<String>) {
    WAITING.with_borrow_mut(|waiting| waiting.insert(name.to_owned(), text));
    if !IS_WRITING.replace(true) {
        spawn_local(async {
            // A device that keeps nothing has said so elsewhere; `localStorage` may still do.
            let _ = write_all().await;
            IS_WRITING.set(false);
        });
    }
}

/// The text under a name.
pub(super) async fn recall(name: &str) -> Option<String> {
    let tx = store().begin(&[Table::Values], Mode::Read).await.ok()?;
    records::value(&tx, name).await.ok().flatten()
}

async fn write_all() -> Result<(), StoreError> {
    loop {
        let batch = WAITING.take();
        if batch.is_empty() {
            return Ok(());
        }
        let tx = store().begin(&[Table::Values], Mode::Write).await?;
        for (name, text) in batch {
            match text {
                Some(text) => tx.put(Table::Values, &name, &text, None)?,
                None => tx.delete(Table::Values, &name)?,
            }
        }
        tx.commit().await?;
    }
}

fn store() -> OpeningStore {
    STORE.with(|cell| cell.get_or_init(|| OpeningStore::open(DEVICE.to_owned())).clone())
}
