//! The store's contract, in a browser.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::RefCell;

use common::fresh_name;
use rejoin_store_idb::IdbStore;
use rejoin_sync::store::StoreError;
use rejoin_sync::store::contract::{Subject, check};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Blob;

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Default)]
struct Browser {
    newest: RefCell<String>,
}

#[expect(clippy::expect_used, reason = "the suite has no word for a browser without blobs")]
impl Subject for Browser {
    type Store = IdbStore;

    async fn empty(&self) -> Result<IdbStore, StoreError> {
        let name = fresh_name();
        self.newest.replace(name.clone());
        IdbStore::open(&name).await
    }

    async fn reopen(&self, _: &IdbStore) -> Result<IdbStore, StoreError> {
        let name = self.newest.borrow().clone();
        IdbStore::open(&name).await
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
    let outcome = check(&Browser::default()).await;
    assert!(outcome.is_ok(), "{outcome:?}");
}
