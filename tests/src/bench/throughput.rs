//! How quickly what a server sends is on the device.

use anyhow::Result;
use serde_json::{Value, json};

use super::{Figure, TIMES, filling, median};
use crate::browser::{Browser, Engine};
use crate::store_page::{StorePage, call};

const PAGES: usize = 25;

/// The engine: parses pages of a feed, takes them apart, merges them and writes them. Answers with milliseconds.
const ENGINE: &str = "const [name, pages] = given;
    const start = performance.now();
    await page.take_pages(name, pages);
    return performance.now() - start";

/// The texts that the engine has written, by plain calls: as many posts a transaction as a page has, as durable.
const PLAIN: &str = "const [from, name, size] = given;
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const source = await done(indexedDB.open(from));
    const records = await done(source.transaction('posts').objectStore('posts').getAll());
    source.close();
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () =>
        opening.result.createObjectStore('posts', { keyPath: 'k' }).createIndex('i', 'i');
    const target = await done(opening);
    const start = performance.now();
    for (let place = 0; place < records.length; place += size) {
        const tx = target.transaction('posts', 'readwrite', { durability: 'strict' });
        const ended = new Promise((resolve, reject) => { tx.oncomplete = resolve; tx.onabort = () => reject(tx.error); });
        for (const record of records.slice(place, place + size)) tx.objectStore('posts').put(record);
        await ended;
    }
    const took = performance.now() - start;
    target.close();
    return took";

pub(super) async fn measure() -> Result<Vec<Figure>> {
    let pages = filling::pages(PAGES).await?;
    let files = StorePage::start().await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let page = files.open(&browser).await?;
    let (mut engine, mut plain) = (Vec::new(), Vec::new());
    for time in 0..TIMES {
        let (ours, theirs) = (format!("rejoin/throughput-{time}"), format!("plain-{time}"));
        engine.push(call::<f64>(&page, ENGINE, vec![json!(ours), json!(pages)]).await?);
        let given: Vec<Value> = vec![json!(ours), json!(theirs), json!(filling::PAGE)];
        plain.push(call::<f64>(&page, PLAIN, given).await?);
    }
    browser.quit().await?;
    let a_second = |millis: f64| (PAGES * filling::PAGE) as f64 * 1_000.0 / millis;
    let plain = (a_second(median(plain)), "the same texts by plain JavaScript");
    Ok(vec![Figure::new("posts into the store", (a_second(median(engine)), "a second"), plain)])
}
