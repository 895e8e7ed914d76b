//! Opening and deleting databases.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use rejoin_sync::store::{Mode, Store, StoreError, Table};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbTransactionMode, IdbVersionChangeEvent};

use crate::error::from_js;
use crate::transaction::IdbTransaction;
use crate::{VERSION, migrations, request};

/// The data of one account, in one IndexedDB database. Clones share the connection.
#[derive(Debug, Clone)]
pub struct IdbStore {
    connection: Rc<Connection>,
}

#[derive(Debug)]
struct Connection {
    database: IdbDatabase,
    /// Set when another tab wants to delete the database or bring it to a newer version.
    outdated: Rc<Cell<bool>>,
    _on_version_change: Closure<dyn FnMut()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.close();
    }
}

impl IdbStore {
    /// Opens the database of this name, creating it or bringing it up to date first.
    ///
    /// # Errors
    /// When the browser keeps no data, or holds a newer version.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let request = factory()?.open_with_u32(name, VERSION).map_err(|error| from_js(&error))?;
        let upgrade = upgrading(&request);
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database: IdbDatabase = request::pending(request.into()).await?.unchecked_into();
        let outdated = Rc::new(Cell::new(false));
        let on_version_change = Closure::<dyn FnMut()>::new({
            let (database, outdated) = (database.clone(), Rc::clone(&outdated));
            move || {
                outdated.set(true);
                database.close();
            }
        });
        database.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        let connection = Connection { database, outdated, _on_version_change: on_version_change };
        Ok(Self { connection: Rc::new(connection) })
    }
}

impl Store for IdbStore {
    type File = Blob;
    type Transaction = IdbTransaction;

    async fn begin(&self, tables: &[Table], mode: Mode) -> Result<IdbTransaction, StoreError> {
        if self.connection.outdated.get() {
            return Err(StoreError::Outdated);
        }
        let names: Array = tables.iter().map(|table| JsValue::from_str(table.name())).collect();
        let sys_mode = match mode {
            Mode::Read => IdbTransactionMode::Readonly,
            Mode::Write => IdbTransactionMode::Readwrite,
        };
        let strict = mode == Mode::Write && tables.contains(&Table::Outbox);
        let transaction = start(&self.connection.database, &names, sys_mode, strict);
        transaction.map(|sys| IdbTransaction::new(sys, mode)).map_err(|error| from_js(&error))
    }
}

/// Deletes the database of this name with all that is in it.
///
/// # Errors
/// When the browser refuses.
pub async fn delete(name: &str) -> Result<(), StoreError> {
    let request = factory()?.delete_database(name).map_err(|error| from_js(&error))?;
    request::pending(request.into()).await.map(drop)
}

/// `IDBDatabase.transaction` with its options, which web-sys does not bind.
fn start(
    database: &IdbDatabase,
    names: &Array,
    mode: IdbTransactionMode,
    strict: bool,
) -> Result<web_sys::IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &if strict { "strict" } else { "relaxed" }.into())?;
    let method: js_sys::Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let mode = if mode == IdbTransactionMode::Readwrite { "readwrite" } else { "readonly" };
    method.call3(database, names, &mode.into(), &options)?.dyn_into()
}

fn upgrading(request: &IdbOpenDbRequest) -> Closure<dyn FnMut(IdbVersionChangeEvent)> {
    let request = request.clone();
    Closure::once(move |event: IdbVersionChangeEvent| {
        let (Ok(database), Some(upgrade)) = (request.result(), request.transaction()) else { return };
        // Versions are small whole numbers; the platform gives them as doubles.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        let from = event.old_version() as u32;
        if migrations::run(from, database.unchecked_ref(), &upgrade).is_err() {
            // The opening then fails with the reason, and the database stays as it was.
            let _ = upgrade.abort();
        }
    })
}

/// `indexedDB` of the page or the worker.
fn factory() -> Result<IdbFactory, StoreError> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(|error| from_js(&error))?;
    factory.dyn_into().map_err(|_| StoreError::Refused)
}
