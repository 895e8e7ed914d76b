//! How long it takes from the navigation to a feed that can be read: with nothing on the device, with little bandwidth, in a browser
//! that was just started, and without a server. Each beside the floor: a page without a framework (`tests/floor`) that does the
//! least with the same posts.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Figure, TIMES, WATCH, median};
use crate::app::App;
use crate::browser::{Browser, Engine};
use crate::server::Server;
use crate::{env, pages};

/// What Lighthouse takes for a slow 4G line: round trips of 150 ms, 1.6 Mbit/s down and 0.75 up; and a processor that is four times
/// slower than this one.
const LATENCY: u32 = 150;
const DOWN: u32 = 1_600_000 / 8;
const UP: u32 = 750_000 / 8;
const SLOWER: u32 = 4;

/// Everything that came until the first post was painted.
const COST: &str = "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const before = all.filter((one) => one.responseEnd <= window.__painted);
    return { painted: window.__painted, bytes: before.reduce((sum, one) => sum + one.encodedBodySize, 0), requests: before.length }";

#[derive(Debug, Clone, Copy, Deserialize)]
struct Loaded {
    /// From the navigation to the frame with the first post, in milliseconds.
    painted: f64,
    /// What was sent until then, headers apart.
    bytes: f64,
    requests: f64,
}

/// One of the two that are compared, in a browser of its own.
struct Side {
    browser: Browser,
    origin: String,
    /// What makes it known who reads.
    known: Value,
    first: &'static str,
    again: &'static str,
    cold: Vec<Loaded>,
    slow: Vec<Loaded>,
    warm: Vec<Loaded>,
}

impl Side {
    async fn open(&self, path: &str) -> Result<()> {
        self.browser.page().open(&format!("{}{path}", self.origin)).await
    }

    async fn load(&self, path: &str) -> Result<Loaded> {
        let page = self.browser.page();
        self.open("/icon.svg").await?;
        self.open(path).await?;
        page.becomes("the painted feed", async || page.eval("return window.__painted > 0", vec![]).await)
            .await?;
        page.eval(COST, vec![]).await
    }

    /// Loads with nothing on the device but who reads.
    async fn load_afresh(&self, is_slow: bool) -> Result<Loaded> {
        self.open("/icon.svg").await?;
        let cdp = self.browser.driver().cdp();
        let all = json!({ "origin": self.origin, "storageTypes": "all" });
        cdp.send_raw("Storage.clearDataForOrigin", all).await?;
        cdp.send_raw("Network.clearBrowserCache", json!({})).await?;
        let remember =
            "for (const [key, value] of Object.entries(arguments[0])) localStorage.setItem(key, value)";
        self.browser.page().eval::<()>(remember, vec![self.known.clone()]).await?;
        throttle(&self.browser, is_slow).await?;
        let loaded = self.load(self.first).await;
        throttle(&self.browser, false).await?;
        loaded
    }

    /// The first visit once more, until everything is kept that a later start needs.
    async fn prepare(&self, app: bool) -> Result<()> {
        self.load_afresh(false).await?;
        if app {
            return App::at(&self.browser, &self.origin).can_go_offline().await;
        }
        let page = self.browser.page();
        page.becomes("the posts to be kept", async || {
            page.eval("return document.body.dataset.kept === 'yes'", vec![]).await
        })
        .await
    }

    async fn load_warm(&mut self) -> Result<Loaded> {
        self.browser.restart().await?;
        watch(&self.browser).await?;
        self.load(self.again).await
    }
}

async fn watch(browser: &Browser) -> Result<()> {
    let script = json!({ "source": WATCH });
    browser.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    Ok(())
}

async fn throttle(browser: &Browser, is_slow: bool) -> Result<()> {
    let cdp = browser.driver().cdp();
    let line = if is_slow {
        json!({ "offline": false, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP })
    } else {
        json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 })
    };
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw("Network.emulateNetworkConditions", line).await?;
    let rate = if is_slow { SLOWER } else { 1 };
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await?;
    Ok(())
}

/// The built app with the floor beside it.
fn files() -> Result<TempDir> {
    let folder = TempDir::with_prefix("rejoin-floor-")?;
    copy(&env::app_dir()?, folder.path())?;
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("floor"), &folder.path().join("floor"))?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot copy {}", entry.path().display()))?;
        }
    }
    Ok(())
}

/// The app in a browser in which somebody is signed in, and the floor in another.
async fn sides(server: &Server) -> Result<[Side; 2]> {
    let ada = server.api()?.register("ada").await?;
    pages::signed_in(&ada).await?;
    let (app, floor) = (Browser::start(Engine::Chromium).await?, Browser::start(Engine::Chromium).await?);
    App::new(&app, server).sign_in("ada").await?;
    let known = app.page().eval("return { ...localStorage }", vec![]).await?;
    let side = |browser, known, first, again| Side {
        browser,
        origin: server.origin(),
        known,
        first,
        again,
        cold: Vec::new(),
        slow: Vec::new(),
        warm: Vec::new(),
    };
    let token = json!({ "floor.token": ada.token().context("no token")? });
    let sides = [side(app, known, "/", "/"), side(floor, token, "/floor/network.html", "/floor/stored.html")];
    for side in &sides {
        watch(&side.browser).await?;
    }
    Ok(sides)
}

/// Measures the app and the floor in turn, so that whatever else the machine does befalls both.
pub async fn load() -> Result<Vec<Figure>> {
    let files = files()?;
    let mut server = Server::demo_of_files(files.path().to_owned()).await?;
    let mut sides = sides(&server).await?;
    for _ in 0..TIMES {
        for side in &mut sides {
            side.cold.push(side.load_afresh(false).await?);
            side.slow.push(side.load_afresh(true).await?);
        }
    }
    for (place, side) in sides.iter().enumerate() {
        side.prepare(place == 0).await?;
    }
    for _ in 0..TIMES {
        for side in &mut sides {
            let loaded = side.load_warm().await?;
            side.warm.push(loaded);
        }
    }
    let [mut app, floor] = sides;
    server.stop().await?;
    let mut offline = Vec::new();
    for _ in 0..TIMES {
        offline.push(app.load_warm().await?);
    }
    let of = |all: &[Loaded], value: fn(&Loaded) -> f64| median(all.iter().map(value).collect());
    let time = |name: &str, measured: &[Loaded], least: &[Loaded]| {
        let (measured, least) = (of(measured, |one| one.painted), of(least, |one| one.painted));
        Figure::new(name, (measured, "ms"), (least, "the floor"))
    };
    let figures = vec![
        time("first post painted, nothing on the device", &app.cold, &floor.cold),
        time("the same, slow 4G and a processor four times slower", &app.slow, &floor.slow),
        time("first post painted, browser just started", &app.warm, &floor.warm),
        time("the same, without a server", &offline, &floor.warm),
        Figure::new(
            "sent until then, nothing on the device",
            (of(&app.cold, |one| one.bytes) / 1024.0, "KiB"),
            (of(&floor.cold, |one| one.bytes) / 1024.0, "the floor"),
        ),
        Figure::new(
            "requests until then",
            (of(&app.cold, |one| one.requests), ""),
            (of(&floor.cold, |one| one.requests), "the floor"),
        ),
    ];
    app.browser.quit().await?;
    floor.browser.quit().await?;
    Ok(figures)
}
