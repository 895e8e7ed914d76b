//! How long it takes from a tap until the screen shows what it did, which it does when that is safe on the device.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{Figure, median, start::prefix};
use crate::app::App;
use crate::browser::Browser;
use crate::server::Server;
use crate::store_page::call;

/// Favourites and takes it back again, ten times each, and looks after each whether it is in the database.
/// Answers with milliseconds from the tap to the mark, and whether each was there by then.
const TAPS: &str = "const [prefix] = given;
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith(prefix) && !name.endsWith('/-'));
    const database = await done(indexedDB.open(name));
    const times = [];
    let safe = true;
    const frame = () => new Promise(requestAnimationFrame);
    while (document.querySelectorAll('main article').length < 10) await frame();
    const buttons = [...document.querySelectorAll('main article button[data-act=favourite][aria-pressed=false]')].slice(0, 10);
    for (const button of buttons) {
        const waiting = async () => (await done(database.transaction('outbox').objectStore('outbox').getAll())).length;
        const before = await waiting();
        const marked = new Promise((resolve) => new MutationObserver((_, watch) => {
            if (button.ariaPressed !== 'true') return;
            watch.disconnect();
            resolve(performance.now());
        }).observe(button, { attributes: true }));
        const start = performance.now();
        button.click();
        times.push((await marked) - start);
        safe &&= (await waiting()) === before + 1;
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    database.close();
    return [times, safe]";

/// One text by a plain call, as durable, as often.
const PLAIN: &str = "const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const opening = indexedDB.open('plain', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('outbox', { keyPath: 'k' });
    const database = await done(opening);
    const times = [];
    for (let n = 0; n < 10; n += 1) {
        const start = performance.now();
        const tx = database.transaction('outbox', 'readwrite', { durability: 'strict' });
        const ended = new Promise((resolve, reject) => { tx.oncomplete = resolve; tx.onabort = () => reject(tx.error); });
        tx.objectStore('outbox').put({ k: `${performance.now()}`, t: 'x'.repeat(300) });
        await ended;
        times.push(performance.now() - start);
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    database.close();
    return times";

pub(super) async fn measure(browser: &Browser, server: &Server, stored: usize) -> Result<Vec<Figure>> {
    let app = App::new(browser, server);
    app.open("/").await?;
    app.post("Post number 39").shown().await?;
    let (times, safe): (Vec<f64>, bool) = call(&app.page(), TAPS, vec![json!(prefix(server))]).await?;
    ensure!(times.len() == 10, "{} favourites instead of 10", times.len());
    ensure!(safe, "a favourite was shown before it was safe");
    let plain: Vec<f64> = call(&app.page(), PLAIN, vec![]).await?;
    let against = (median(plain), "one plain text, as durable");
    Ok(vec![Figure::new(
        format!("favourite, from tap to shown and safe, {stored} posts"),
        (median(times), "ms"),
        against,
    )])
}
