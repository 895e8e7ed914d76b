//! How much of the disk a post takes.

use anyhow::Result;
use serde_json::json;

use super::{Figure, filling};
use crate::browser::{Browser, Engine};
use crate::store_page::{StorePage, call};

const PAGES: usize = 250;

/// The browser counts a database from when it is first opened.
const USED: &str = "await new Promise((resolve, reject) => {
        const opening = indexedDB.open(given[0]);
        opening.onsuccess = () => { opening.result.close(); resolve(); };
        opening.onerror = () => reject(opening.error);
    });
    return (await navigator.storage.estimate()).usageDetails?.indexedDB ?? 0";

pub(super) async fn measure() -> Result<Vec<Figure>> {
    let pages = filling::pages(PAGES).await?;
    let posts = (PAGES * filling::PAGE) as f64;
    let sent = pages.iter().map(String::len).sum::<usize>() as f64 / posts;
    let files = StorePage::start().await?;
    let mut browser = Browser::start(Engine::Chromium).await?;
    let page = files.open(&browser).await?;
    let before: f64 = call(&page, USED, vec![json!("another")]).await?;
    for some in pages.chunks(50) {
        let take = "return await page.take_pages(...given)";
        call::<u32>(&page, take, vec![json!("rejoin/size"), json!(some)]).await?;
    }
    // The next start of the browser puts its log in order.
    browser.restart().await?;
    let after: f64 = call(&files.open(&browser).await?, USED, vec![json!("rejoin/size")]).await?;
    browser.quit().await?;
    let name = "a post on the disk, with its author and place";
    Ok(vec![Figure::new(name, ((after - before) / posts, "bytes"), (sent, "its JSON as sent"))])
}
