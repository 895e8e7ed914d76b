//! Databases of versions that do not exist yet: what an upgrade keeps, what a failed one leaves, and who waits for whom.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::future::join;
use futures::{FutureExt, StreamExt};
use indexed_db_futures::KeyPath;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use rejoin_sync::store::{Mode, Store, StoreError, Table, Transaction};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::{IdbStore, delete};
use crate::access::{self, Access, watch_access};
use crate::migrations::{MIGRATIONS, Migration};

wasm_bindgen_test_configure!(run_in_browser);

/// Ours, and one more, as the next version will be. A new version has to be put in.
const NEXT: [Migration; 2] = {
    let [v1] = MIGRATIONS;
    [v1, add_a_table]
};
/// The next version with a mistake in it.
const BROKEN: [Migration; 2] = {
    let [v1] = MIGRATIONS;
    [v1, add_a_table_twice]
};

fn add_a_table(database: &Database) -> Result<(), Error> {
    database.create_object_store("tomorrow").with_key_path(KeyPath::One("k")).build().map(drop)
}

fn add_a_table_twice(database: &Database) -> Result<(), Error> {
    add_a_table(database)?;
    add_a_table(database)
}

fn fresh_name() -> String {
    format!("test-{}-{}", js_sys::Date::now(), js_sys::Math::random())
}

async fn write(store: &IdbStore, text: &str) -> Result<(), StoreError> {
    let tx = store.begin(&[Table::Values], Mode::Write).await?;
    tx.put(Table::Values, "draft", text, None)?;
    tx.commit().await
}

async fn read(store: &IdbStore) -> Result<Option<String>, StoreError> {
    let tx = store.begin(&[Table::Values], Mode::Read).await?;
    Ok(tx.get(Table::Values, &["draft"]).await?.pop().flatten())
}

/// What is told from now on.
fn told() -> UnboundedReceiver<Access> {
    let (tell, told) = unbounded();
    watch_access(move |access| drop(tell.unbounded_send(access)));
    told
}

async fn until(told: &mut UnboundedReceiver<Access>, wanted: Access) {
    while told.next().await.is_some_and(|access| access != wanted) {}
}

#[wasm_bindgen_test]
async fn an_upgrade_keeps_what_is_there_and_adds_what_is_new() -> Result<(), StoreError> {
    let name = fresh_name();
    let old = IdbStore::open_after(&name, &MIGRATIONS).await?;
    write(&old, "kept").await?;
    drop(old);

    let new = IdbStore::open_after(&name, &NEXT).await?;
    assert_eq!(read(&new).await?.as_deref(), Some("kept"));
    let tables: Vec<String> = new.connection.database().object_store_names().collect();
    assert!(tables.iter().any(|table| table == "tomorrow"), "{tables:?}");
    delete(&name).await
}

#[wasm_bindgen_test]
async fn an_upgrade_that_fails_leaves_the_database_as_it_was() -> Result<(), StoreError> {
    let name = fresh_name();
    let old = IdbStore::open_after(&name, &MIGRATIONS).await?;
    write(&old, "kept").await?;
    drop(old);

    let failed = IdbStore::open_after(&name, &BROKEN).await.err();
    assert!(matches!(failed, Some(StoreError::Failed(_))), "{failed:?}");
    let old = IdbStore::open_after(&name, &MIGRATIONS).await?;
    assert_eq!(read(&old).await?.as_deref(), Some("kept"));
    drop(old);
    // And the mended one goes through.
    let new = IdbStore::open_after(&name, &NEXT).await?;
    assert_eq!(read(&new).await?.as_deref(), Some("kept"));
    delete(&name).await
}

#[wasm_bindgen_test]
async fn an_older_app_is_refused_and_told_so_and_spoils_nothing() -> Result<(), StoreError> {
    let name = fresh_name();
    let new = IdbStore::open_after(&name, &NEXT).await?;
    write(&new, "of tomorrow").await?;

    let mut told = told();
    assert_eq!(IdbStore::open_after(&name, &MIGRATIONS).await.err(), Some(StoreError::Newer));
    until(&mut told, Access::Newer).await;
    assert_eq!(read(&new).await?.as_deref(), Some("of tomorrow"), "the newer app goes on");
    // What is told to the next test is of that one.
    access::forget(&name);
    delete(&name).await
}

#[wasm_bindgen_test]
async fn a_tab_of_the_older_version_lets_go_and_is_told_to_load_anew() -> Result<(), StoreError> {
    let name = fresh_name();
    let old = IdbStore::open_after(&name, &MIGRATIONS).await?;
    write(&old, "kept").await?;

    let mut told = told();
    let new = IdbStore::open_after(&name, &NEXT).await?;
    until(&mut told, Access::Outdated).await;
    assert_eq!(read(&old).await, Err(StoreError::Outdated));
    assert_eq!(read(&new).await?.as_deref(), Some("kept"));
    access::forget(&name);
    delete(&name).await
}

#[wasm_bindgen_test]
async fn an_upgrade_that_has_to_wait_says_so_and_goes_on_by_itself() -> Result<(), StoreError> {
    let name = fresh_name();
    let old = IdbStore::open_after(&name, &MIGRATIONS).await?;
    write(&old, "kept").await?;
    drop(old);
    // A page that sleeps: it hears nothing and holds on.
    let asleep = Database::open(&name).with_version(1u32).await;
    let asleep = asleep.map_err(|error| StoreError::Failed(error.to_string()))?;

    let mut told = told();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let opening = IdbStore::open_after(&name, &NEXT).inspect({
        let heard = Rc::clone(&heard);
        move |_| heard.borrow_mut().push("opened")
    });
    let closing = async {
        until(&mut told, Access::Blocked).await;
        heard.borrow_mut().push("blocked");
        asleep.close();
    };
    let (new, ()) = join(opening, closing).await;
    let new = new?;
    assert_eq!(*heard.borrow(), ["blocked", "opened"]);
    until(&mut told, Access::Open).await;
    assert_eq!(read(&new).await?.as_deref(), Some("kept"));
    delete(&name).await
}
