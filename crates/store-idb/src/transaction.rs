//! Transactions: the port's reads and writes as IndexedDB requests.

use js_sys::{Array, Function, Object, Promise, Reflect};
use rejoin_sync::store::{Mode, Record, StoreError, Table, Transaction};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, IdbObjectStore};

use crate::error::from_js;
use crate::request::pending;

/// A transaction. Dropping it undoes it; only [`Transaction::commit`] keeps what it wrote.
#[derive(Debug)]
pub struct IdbTransaction {
    sys: web_sys::IdbTransaction,
    mode: Mode,
    committed: bool,
}

impl IdbTransaction {
    pub(crate) fn new(sys: web_sys::IdbTransaction, mode: Mode) -> Self {
        Self { sys, mode, committed: false }
    }

    fn store(&self, table: Table) -> Result<IdbObjectStore, StoreError> {
        self.sys.object_store(table.name()).map_err(|error| from_js(&error))
    }

    fn write(&self, table: Table, fields: &[(&str, JsValue)]) -> Result<(), StoreError> {
        let record = Object::new();
        for (name, value) in fields {
            Reflect::set(&record, &(*name).into(), value).map_err(|error| from_js(&error))?;
        }
        // A failure of the request itself aborts the transaction and so comes out of the commit.
        self.store(table)?.put(&record).map(drop).map_err(|error| from_js(&error))
    }

    /// The first word on why a transaction has ended without being committed.
    fn failure(&self) -> StoreError {
        let aborted = || StoreError::Failed("the transaction was given up".into());
        self.sys.error().map_or_else(aborted, |exception| from_js(&exception))
    }
}

impl Drop for IdbTransaction {
    fn drop(&mut self) {
        if !self.committed && self.mode == Mode::Write {
            // Fails only when the transaction has ended already, with nothing left to undo.
            let _ = self.sys.abort();
        }
    }
}

impl Transaction for IdbTransaction {
    type File = Blob;

    async fn get(&self, table: Table, keys: &[&str]) -> Result<Vec<Option<String>>, StoreError> {
        let store = self.store(table)?;
        let mut requests = Vec::with_capacity(keys.len());
        for key in keys {
            requests.push(pending(store.get(&(*key).into()).map_err(|error| from_js(&error))?));
        }
        let mut texts = Vec::with_capacity(keys.len());
        for request in requests {
            texts.push(text(&request.await?, "t"));
        }
        Ok(texts)
    }

    async fn all(&self, table: Table) -> Result<Vec<Record>, StoreError> {
        let request = self.store(table)?.get_all().map_err(|error| from_js(&error))?;
        Ok(records(pending(request).await?))
    }

    async fn find(&self, table: Table, index: &str) -> Result<Vec<Record>, StoreError> {
        let found = self.store(table)?.index("i").and_then(|all| all.get_all_with_key(&index.into()));
        Ok(records(pending(found.map_err(|error| from_js(&error))?).await?))
    }

    fn put(&self, table: Table, key: &str, text: &str, index: Option<&str>) -> Result<(), StoreError> {
        let fields = [("k", key.into()), ("t", text.into())];
        match index {
            Some(index) => self.write(table, &[fields.as_slice(), &[("i", index.into())]].concat()),
            None => self.write(table, &fields),
        }
    }

    fn delete(&self, table: Table, key: &str) -> Result<(), StoreError> {
        self.store(table)?.delete(&key.into()).map(drop).map_err(|error| from_js(&error))
    }

    async fn file(&self, key: &str) -> Result<Option<Blob>, StoreError> {
        let request = self.store(Table::Files)?.get(&key.into()).map_err(|error| from_js(&error))?;
        Ok(field(&pending(request).await?, "f").and_then(|file| file.dyn_into().ok()))
    }

    fn put_file(&self, key: &str, file: &Blob) -> Result<(), StoreError> {
        self.write(Table::Files, &[("k", key.into()), ("f", file.into())])
    }

    async fn commit(mut self) -> Result<(), StoreError> {
        self.committed = true;
        if self.mode == Mode::Read {
            return Ok(());
        }
        let mut wire = |resolve: Function, reject: Function| {
            self.sys.set_oncomplete(Some(&resolve));
            self.sys.set_onabort(Some(&reject));
        };
        let done = Promise::new(&mut wire);
        // Asking for the commit spares the wait for the transaction to be found idle; one that has failed already throws.
        commit_now(&self.sys).map_err(|_| self.failure())?;
        JsFuture::from(done).await.map(drop).map_err(|_| self.failure())
    }
}

/// `IDBTransaction.commit`, where the browser has it.
fn commit_now(transaction: &web_sys::IdbTransaction) -> Result<(), JsValue> {
    match Reflect::get(transaction, &"commit".into())?.dyn_into::<Function>() {
        Ok(commit) => commit.call0(transaction).map(drop),
        Err(_) => Ok(()),
    }
}

fn records(list: JsValue) -> Vec<Record> {
    let record = |value: JsValue| Some((text(&value, "k")?, text(&value, "t")?));
    list.unchecked_into::<Array>().iter().filter_map(record).collect()
}

fn text(record: &JsValue, name: &str) -> Option<String> {
    field(record, name)?.as_string()
}

fn field(record: &JsValue, name: &str) -> Option<JsValue> {
    record.is_object().then(|| Reflect::get(record, &name.into()).ok()).flatten()
}
