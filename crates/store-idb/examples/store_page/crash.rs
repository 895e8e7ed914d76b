//! Writes without end, and says what of it is there.
//!
//! Transaction `n` writes five parts into four tables, or six where it has a file. Its number is in
//! `globalThis.acknowledged` once the store has acknowledged it.

use std::collections::BTreeMap;

use rejoin_store_idb::IdbStore;
use rejoin_sync::store::{Mode, Store, StoreError, Table, Transaction};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Blob;

const TABLES: [Table; 4] = [Table::Outbox, Table::Posts, Table::Values, Table::Files];
/// Long enough that a transaction spans several blocks of a disk.
const LENGTH: usize = 4_000;
/// One transaction in so many has a file.
const WITH_FILE: u32 = 4;

fn thrown(error: StoreError) -> JsValue {
    JsValue::from_str(&error.to_string())
}

/// How many parts transaction `n` has.
fn parts(n: u32) -> u32 {
    if n.is_multiple_of(WITH_FILE) { 6 } else { 5 }
}

fn number(key: &str) -> Option<u32> {
    key.split('-').next()?.parse().ok()
}

/// Writes transactions from this number on, one after the other, until the browser ends.
///
/// # Errors
/// When the store fails.
#[wasm_bindgen]
pub async fn write_on(name: String, from: u32) -> Result<(), JsValue> {
    let store = IdbStore::open(&name).await.map_err(thrown)?;
    for n in from.. {
        write(&store, n).await.map_err(thrown)?;
        js_sys::Reflect::set(&js_sys::global(), &"acknowledged".into(), &n.into())?;
    }
    Ok(())
}

async fn write(store: &IdbStore, n: u32) -> Result<(), StoreError> {
    let text = format!("{n} ").repeat(LENGTH / 5);
    let tx = store.begin(&TABLES, Mode::Write).await?;
    tx.put(Table::Outbox, &format!("{n}-a"), &text, None)?;
    // Read in the middle, as the engine does.
    tx.get(Table::Values, &["1-a"]).await?;
    tx.put(Table::Posts, &format!("{n}-a"), &text, Some("index"))?;
    tx.put(Table::Posts, &format!("{n}-b"), &text, None)?;
    tx.put(Table::Values, &format!("{n}-a"), &text, None)?;
    tx.put(Table::Values, &format!("{n}-b"), &text, None)?;
    if n.is_multiple_of(WITH_FILE) {
        let bytes = js_sys::Array::of1(&text.into());
        let file = Blob::new_with_str_sequence(&bytes);
        tx.put_file(&n.to_string(), &file.map_err(|_| StoreError::Failed("no file".into()))?)?;
    }
    tx.commit().await
}

/// Answers with two lists of numbers: transactions that are there whole, and those that are there in part.
///
/// # Errors
/// When the store fails.
#[wasm_bindgen]
pub async fn found(name: String) -> Result<js_sys::Array, JsValue> {
    let found = count(&name).await.map_err(thrown)?;
    let (whole, half): (Vec<_>, Vec<_>) = found.into_iter().partition(|(n, found)| parts(*n) == *found);
    let list =
        |all: Vec<(u32, u32)>| all.into_iter().map(|(n, _)| JsValue::from(n)).collect::<js_sys::Array>();
    Ok(js_sys::Array::of2(&list(whole), &list(half)))
}

async fn count(name: &str) -> Result<BTreeMap<u32, u32>, StoreError> {
    let store = IdbStore::open(name).await?;
    let tx = store.begin(&TABLES, Mode::Read).await?;
    let mut found = BTreeMap::new();
    for table in [Table::Outbox, Table::Posts, Table::Values] {
        for (key, text) in tx.all(table).await? {
            let n = number(&key).unwrap_or_default();
            // A text that is cut short is no part.
            if text.len() >= LENGTH / 5 && text.ends_with(&format!("{n} ")) {
                *found.entry(n).or_default() += 1;
            }
        }
    }
    let last = found.keys().next_back().copied().unwrap_or_default();
    for n in (0..=last + WITH_FILE).filter(|n| n.is_multiple_of(WITH_FILE)) {
        if tx.file(&n.to_string()).await?.is_some() {
            *found.entry(n).or_default() += 1;
        }
    }
    Ok(found)
}
