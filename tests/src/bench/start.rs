//! How long it takes from the start of the browser to a feed that can be read, with little and with much on the device,
//! without any server.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{Figure, STORED, TIMES, enqueue, median};
use crate::app::App;
use crate::browser::{Browser, Engine};
use crate::server::Server;
use crate::store_page::call;

/// Runs before the page: notes when the first post has been painted, in milliseconds since the navigation began.
const WATCH: &str = "new MutationObserver((_, watch) => {
    if (!document.querySelector('main article')) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.__painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true })";

/// Fills the account's database up to so many posts, with feeds, threads and people in the proportion in which the engine
/// keeps them.
const FILL: &str = include_str!("fill.js");

/// A page without an app that reads what the first screen needs from the same database.
const PLAIN: &str = "const [prefix] = given;
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const start = performance.now();
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith(prefix) && !name.endsWith('/-'));
    const database = await done(indexedDB.open(name));
    const tx = database.transaction(['timelines', 'posts', 'accounts']);
    const home = await done(tx.objectStore('timelines').get('home'));
    const keys = [...home.t.matchAll(/\"(\\d+)\"/g)].slice(0, 24).map(([, id]) => id);
    await Promise.all(keys.map((key) => done(tx.objectStore('posts').get(key))));
    const took = performance.now() - start;
    database.close();
    return took";

pub(super) async fn measure() -> Result<Vec<Figure>> {
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    for n in 0..40 {
        ben.publish(&format!("Post number {n} of a feed that has been read, with a few words to it."))
            .await?;
    }
    let mut browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Post number 39").shown().await?;
    app.can_go_offline().await?;
    server.stop().await?;

    let (mut cold, mut warm, mut plain, mut taps) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for stored in STORED {
        fill(&browser, &server, stored).await?;
        let times = starts(&mut browser, &server).await?;
        cold.push(median(times.cold));
        warm.push(median(times.warm));
        plain.push(median(times.plain));
        taps.extend(enqueue::measure(&browser, &server, stored).await?);
    }
    browser.quit().await?;
    let mut figures = Vec::new();
    for (name, times) in [("browser started", &cold), ("page reloaded", &warm)] {
        let few = times.first().copied().unwrap_or_default();
        for ((stored, time), plain) in STORED.iter().zip(times).zip(&plain) {
            let against = (*plain, "a plain page that reads as much");
            figures.push(Figure::new(
                format!("feed painted, {name}, {stored} posts"),
                (*time, "ms"),
                against,
            ));
        }
        let many = times.last().copied().unwrap_or_default();
        figures.push(Figure::new(
            format!("feed painted, {name}, many against few"),
            (many, "ms"),
            (few, "a hundredth of the posts"),
        ));
    }
    figures.extend(taps);
    Ok(figures)
}

async fn fill(browser: &Browser, server: &Server, stored: usize) -> Result<()> {
    // A file of the app's origin, where no app runs.
    App::new(browser, server).open("/icon.svg").await?;
    let page = browser.page();
    page.driver().set_script_timeout(std::time::Duration::from_secs(600)).await?;
    let there: usize = call(&page, FILL, vec![json!(prefix(server)), json!(stored)]).await?;
    ensure!(there >= stored, "there are {there} posts instead of {stored}");
    Ok(())
}

/// How the names of the databases of this server's accounts begin.
pub(super) fn prefix(server: &Server) -> String {
    format!("rejoin/{}/", server.origin().replace("http://", ""))
}

#[derive(Default)]
struct Times {
    cold: Vec<f64>,
    warm: Vec<f64>,
    plain: Vec<f64>,
}

async fn starts(browser: &mut Browser, server: &Server) -> Result<Times> {
    let mut times = Times::default();
    for _ in 0..TIMES {
        browser.restart().await?;
        let page = browser.page();
        let watch = json!({ "source": WATCH });
        page.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", watch).await?;
        let app = App::new(browser, server);
        for times in [&mut times.cold, &mut times.warm] {
            app.open("/").await?;
            let painted = async || {
                let at: Value = page.eval("return window.__painted ?? null", vec![]).await?;
                Ok(at.as_f64())
            };
            times.push(page.until("the painted feed", painted).await?);
        }
        app.open("/icon.svg").await?;
        times.plain.push(call(&page, PLAIN, vec![json!(prefix(server))]).await?);
    }
    Ok(times)
}
