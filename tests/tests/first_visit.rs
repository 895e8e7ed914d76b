//! What somebody downloads until the first post is on the screen, as the browser counts it, against the project's budget.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde::Deserialize;
use serde_json::json;

/// Notes when the first post stands in the page.
const WATCH: &str = "new MutationObserver((_, observer) => {
    if (document.querySelector('article.post')) { window.__first_post = performance.now(); observer.disconnect(); }
}).observe(document, { childList: true, subtree: true });";

/// What had arrived by then: bytes as sent, with their headers, and addresses.
const COUNT: &str = "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const sooner = all.filter((entry) => entry.responseEnd <= window.__first_post);
    return [sooner.reduce((sum, entry) => sum + entry.transferSize, 0), sooner.map((entry) => entry.name)];";

#[derive(Deserialize)]
struct Budgets {
    initial_kib: u64,
    initial_requests: usize,
}

fn budgets() -> Result<Budgets> {
    let text = include_str!("../../xtask/budgets.toml");
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.trim().strip_prefix('='));
        line.and_then(|value| value.trim().parse().ok()).with_context(|| format!("no {name} in budgets.toml"))
    };
    Ok(Budgets {
        initial_kib: value("initial_kib")?,
        initial_requests: usize::try_from(value("initial_requests")?)?,
    })
}

#[tokio::test]
async fn home_is_within_its_budget() -> Result<()> {
    let _turn = env::turn().await;
    let budgets = budgets()?;
    let server = Server::demo().await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    let ada = server.api()?.register("ada").await?;
    let local = ada.get("/api/v1/timelines/public?local=true&limit=20").await?;
    for post in local.as_array().context("no local timeline")? {
        ada.follow(post["account"]["acct"].as_str().context("no acct")?).await?;
    }
    app.sign_in("ada").await?;
    app.page().role("article").shown().await?;
    app.can_go_offline().await?;

    // Signed in, but otherwise as on a device that has never been here.
    let forget = "return Promise.all([
        navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister()))),
        caches.keys().then((all) => Promise.all(all.map((one) => caches.delete(one)))),
    ]).then(() => true)";
    ensure!(app.page().eval::<bool>(forget, vec![]).await?);
    let devtools = browser.driver().cdp();
    devtools.send_raw("Network.clearBrowserCache", json!({})).await?;
    devtools.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    app.open("/").await?;
    app.page()
        .becomes("the first post", async || app.page().eval("return window.__first_post > 0", vec![]).await)
        .await?;

    let (bytes, names): (u64, Vec<String>) = app.page().eval(COUNT, vec![]).await?;
    println!("{:.1} KiB in {} requests until the first post", bytes as f64 / 1024.0, names.len());
    ensure!(bytes > 100 * 1024, "the browser counted {bytes} bytes only: {names:#?}");
    ensure!(names.len() <= budgets.initial_requests, "{names:#?}");
    ensure!(bytes <= budgets.initial_kib * 1024, "{bytes} bytes: {names:#?}");
    browser.quit().await
}
