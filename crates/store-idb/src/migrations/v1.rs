//! Version 1: the tables.

use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbObjectStoreParameters, IdbTransaction};

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

pub(super) fn create_tables(database: &IdbDatabase, _: &IdbTransaction) -> Result<(), JsValue> {
    for name in TABLES {
        let parameters = IdbObjectStoreParameters::new();
        parameters.set_key_path(&"k".into());
        let store = database.create_object_store_with_optional_parameters(name, &parameters)?;
        store.create_index_with_str("i", "i")?;
    }
    Ok(())
}
