//! What the engine does with pages of a feed, for a stopwatch.

use rejoin_api::Status;
use rejoin_domain::timeline::Change;
use rejoin_domain::{Harvest, TimelineKey};
use rejoin_store_idb::IdbStore;
use rejoin_sync::records::{Batch, commit};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Takes pages of a feed, each the JSON that a server sends, into the home timeline, one transaction a page as the engine
/// does. Answers with how many posts were taken.
///
/// # Errors
/// When the store fails or a page is no list of posts.
#[wasm_bindgen]
pub async fn take_pages(name: String, pages: Vec<String>) -> Result<u32, JsValue> {
    let thrown = |error: &dyn std::fmt::Display| JsValue::from_str(&error.to_string());
    let store = IdbStore::open(&name).await.map_err(|error| thrown(&error))?;
    let mut taken = 0;
    for page in pages {
        let statuses: Vec<Status> = rejoin_api::parse(&page).map_err(|error| thrown(&error))?;
        let mut entities = Harvest::default();
        let page = entities.statuses(&statuses);
        taken += u32::try_from(page.len()).unwrap_or_default();
        let timelines = vec![(TimelineKey::Home, Change::Newest { page, next: None, known: None })];
        let batch = Batch { entities, timelines, ..Batch::default() };
        commit(&store, batch).await.map_err(|error| thrown(&error))?;
    }
    Ok(taken)
}
