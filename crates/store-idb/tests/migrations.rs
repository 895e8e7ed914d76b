//! A database of every earlier version is opened with all that is in it.
#![cfg(target_arch = "wasm32")]

mod common;
mod earlier;

use common::fresh_name;
use earlier::{Earlier, Left, v1};
use indexed_db_futures::database::Database;
use rejoin_store_idb::{IdbStore, VERSION, delete};
use rejoin_sync::store::{Mode, Store, StoreError, Table, Transaction};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What each version left behind, by its number. A new version does not compile before the one before has its entry.
const EARLIER: [Earlier; VERSION as usize + 1] = [earlier::NOTHING, v1::EARLIER];

async fn finds(store: &IdbStore, version: usize, left: &Left) -> Result<(), StoreError> {
    let tx = store.begin(&[left.table], Mode::Read).await?;
    let found = tx.get(left.table, &[left.key]).await?.pop().flatten();
    assert_eq!(found.as_deref(), Some(left.text), "{:?} of version {version}", left.table);
    if let Some(index) = left.index {
        let found = tx.find(left.table, index).await?;
        assert_eq!(found, [(left.key.to_owned(), left.text.to_owned())], "{:?} by its index", left.table);
    }
    Ok(())
}

/// All that the engine may ask of a table.
async fn can_be_used(store: &IdbStore, table: Table) -> Result<(), StoreError> {
    let tx = store.begin(&[table], Mode::Write).await?;
    tx.put(table, "new key", "new text", Some("new index"))?;
    assert_eq!(tx.find(table, "new index").await?, [("new key".to_owned(), "new text".to_owned())]);
    tx.commit().await
}

#[wasm_bindgen_test]
async fn what_every_earlier_version_left_is_found_by_this_one() -> Result<(), StoreError> {
    for (version, earlier) in EARLIER.iter().enumerate() {
        let name = fresh_name();
        earlier.leave_in(&name).await;
        let store = IdbStore::open(&name).await?;
        for left in earlier.left {
            finds(&store, version, left).await?;
        }
        for table in Table::ALL {
            can_be_used(&store, table).await?;
        }
        delete(&name).await?;
    }
    Ok(())
}

/// What is called version `n` here is what the app of version `n` makes.
#[wasm_bindgen_test]
async fn the_newest_of_them_has_the_shape_that_this_version_makes() -> Result<(), StoreError> {
    let (made, noted) = (fresh_name(), fresh_name());
    drop(IdbStore::open(&made).await?);
    let [.., newest] = EARLIER;
    newest.leave_in(&noted).await;
    assert_eq!(shape(&made).await?, shape(&noted).await?);
    Ok(())
}

/// The version of a database and the names of its tables.
async fn shape(name: &str) -> Result<(f64, Vec<String>), StoreError> {
    let database = Database::open(name).await;
    let database = database.map_err(|error| StoreError::Failed(error.to_string()))?;
    let mut tables: Vec<String> = database.object_store_names().collect();
    tables.sort();
    let version = database.version();
    database.close();
    delete(name).await?;
    Ok((version, tables))
}
