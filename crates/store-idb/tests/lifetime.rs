//! Opening, closing, replacing and deleting databases, and transactions that are given up.
#![cfg(target_arch = "wasm32")]

mod common;

use common::fresh_name;
use futures::future::join;
use indexed_db_futures::database::Database;
use rejoin_store_idb::{IdbStore, VERSION, delete};
use rejoin_sync::store::{Mode, Store, StoreError, Table, Transaction};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

type Outcome = Result<(), StoreError>;

async fn write(store: &IdbStore, key: &str, text: &str) -> Outcome {
    let tx = store.begin(&[Table::Values], Mode::Write).await?;
    tx.put(Table::Values, key, text, None)?;
    tx.commit().await
}

async fn read(store: &IdbStore, key: &str) -> Result<Option<String>, StoreError> {
    let tx = store.begin(&[Table::Values], Mode::Read).await?;
    Ok(tx.get(Table::Values, &[key]).await?.pop().flatten())
}

/// What an app of tomorrow does.
async fn open_newer(name: &str) -> Result<Database, StoreError> {
    let opening = Database::open(name).with_version(VERSION + 1);
    opening.await.map_err(|error| StoreError::Failed(error.to_string()))
}

#[wasm_bindgen_test]
async fn data_survives_the_connection() -> Outcome {
    let name = fresh_name();
    let store = IdbStore::open(&name).await?;
    write(&store, "draft", "hello").await?;
    drop(store);

    let store = IdbStore::open(&name).await?;
    assert_eq!(read(&store, "draft").await?.as_deref(), Some("hello"));
    delete(&name).await
}

#[wasm_bindgen_test]
async fn two_connections_of_one_version_share_the_data() -> Outcome {
    let name = fresh_name();
    let (one, other) = (IdbStore::open(&name).await?, IdbStore::open(&name).await?);
    write(&one, "read up to", "7").await?;
    assert_eq!(read(&other, "read up to").await?.as_deref(), Some("7"));
    write(&other, "read up to", "8").await?;
    assert_eq!(read(&one, "read up to").await?.as_deref(), Some("8"));
    delete(&name).await
}

#[wasm_bindgen_test]
async fn a_newer_version_elsewhere_makes_a_connection_outdated() -> Outcome {
    let name = fresh_name();
    let old = IdbStore::open(&name).await?;
    write(&old, "draft", "hello").await?;

    // This hangs unless the old connection lets go.
    let newer = open_newer(&name).await?;
    assert_eq!(write(&old, "draft", "lost").await, Err(StoreError::Outdated));
    assert_eq!(read(&old, "draft").await, Err(StoreError::Outdated));
    assert_eq!(IdbStore::open(&name).await.err(), Some(StoreError::Newer), "the app of before, once more");

    newer.close();
    delete(&name).await
}

#[wasm_bindgen_test]
async fn a_transaction_that_has_begun_ends_well_when_a_newer_version_comes() -> Outcome {
    let name = fresh_name();
    let old = IdbStore::open(&name).await?;
    let tx = old.begin(&[Table::Values], Mode::Write).await?;
    tx.put(Table::Values, "draft", "hello", None)?;
    let (committed, newer) = join(tx.commit(), open_newer(&name)).await;
    assert_eq!(committed, Ok(()));
    newer?.close();
    assert_eq!(read(&old, "draft").await, Err(StoreError::Outdated));
    delete(&name).await
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_empty_and_its_old_connection_says_so() -> Outcome {
    let name = fresh_name();
    let old = IdbStore::open(&name).await?;
    write(&old, "secret", "1").await?;

    // This hangs unless the old connection lets go.
    delete(&name).await?;
    assert_eq!(read(&old, "secret").await, Err(StoreError::Outdated));

    let new = IdbStore::open(&name).await?;
    assert_eq!(read(&new, "secret").await?, None);
    delete(&name).await
}

#[wasm_bindgen_test]
async fn deleting_what_is_not_there_is_no_failure() -> Outcome {
    delete(&fresh_name()).await
}

#[wasm_bindgen_test]
async fn a_dropped_transaction_is_undone_and_lets_the_next_one_through() -> Outcome {
    let name = fresh_name();
    let store = IdbStore::open(&name).await?;
    write(&store, "draft", "kept").await?;

    let given_up = store.begin(&[Table::Values], Mode::Write).await?;
    given_up.put(Table::Values, "draft", "lost", None)?;
    given_up.put(Table::Values, "other", "lost", None)?;
    assert_eq!(given_up.get(Table::Values, &["draft"]).await?, [Some("lost".to_owned())]);
    // Waits its turn, which comes when the first is dropped.
    let (next, ()) = join(write(&store, "next", "kept"), async { drop(given_up) }).await;

    assert_eq!(next, Ok(()));
    assert_eq!(read(&store, "draft").await?.as_deref(), Some("kept"));
    assert_eq!(read(&store, "other").await?, None);
    assert_eq!(read(&store, "next").await?.as_deref(), Some("kept"));
    delete(&name).await
}

#[wasm_bindgen_test]
async fn a_transaction_outlives_the_store_it_came_from() -> Outcome {
    let name = fresh_name();
    let store = IdbStore::open(&name).await?;
    let tx = store.begin(&[Table::Values], Mode::Write).await?;
    drop(store);
    tx.put(Table::Values, "draft", "hello", None)?;
    tx.commit().await?;

    assert_eq!(read(&IdbStore::open(&name).await?, "draft").await?.as_deref(), Some("hello"));
    delete(&name).await
}
