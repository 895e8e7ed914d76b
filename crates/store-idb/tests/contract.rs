//! The store's contract, in a browser.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;

use rejoin_store_idb::{IdbStore, delete};
use rejoin_sync::store::contract::{Subject, check};
use rejoin_sync::store::{Mode, Store, StoreError, Table, Transaction};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Blob;

wasm_bindgen_test_configure!(run_in_browser);

/// Databases of their own for each run, so that a run that was cut short spoils no other.
fn fresh_name() -> String {
    format!("contract-{}-{}", js_sys::Date::now(), js_sys::Math::random())
}

struct Browser {
    newest: Cell<Option<String>>,
}

impl Subject for Browser {
    type Store = IdbStore;

    async fn empty(&self) -> Result<IdbStore, StoreError> {
        let name = fresh_name();
        let store = IdbStore::open(&name).await;
        self.newest.set(Some(name));
        store
    }

    async fn reopen(&self, _: &IdbStore) -> Result<IdbStore, StoreError> {
        let name = self.newest.take().expect("a store was opened");
        let store = IdbStore::open(&name).await;
        self.newest.set(Some(name));
        store
    }

    fn file(&self, bytes: &[u8]) -> Blob {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        Blob::new_with_u8_array_sequence(&parts).expect("a blob")
    }

    async fn bytes(&self, file: Blob) -> Vec<u8> {
        let buffer = JsFuture::from(file.array_buffer()).await.expect("its bytes");
        js_sys::Uint8Array::new(&buffer.unchecked_into::<js_sys::ArrayBuffer>()).to_vec()
    }
}

#[wasm_bindgen_test]
async fn indexed_db_keeps_the_contract() {
    let outcome = check(&Browser { newest: Cell::new(None) }).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_empty_and_its_old_connection_says_so() {
    let name = fresh_name();
    let old = IdbStore::open(&name).await.expect("opens");
    let tx = old.begin(&[Table::Values], Mode::Write).await.expect("begins");
    tx.put(Table::Values, "secret", "1", None).expect("puts");
    tx.commit().await.expect("commits");

    delete(&name).await.expect("deletes although another connection was open");
    assert_eq!(old.begin(&[Table::Values], Mode::Read).await.err(), Some(StoreError::Outdated));

    let new = IdbStore::open(&name).await.expect("opens again");
    let tx = new.begin(&[Table::Values], Mode::Read).await.expect("begins");
    assert_eq!(tx.get(Table::Values, &["secret"]).await, Ok(vec![None]));
}
