//! The store's contract when the browser is killed in the middle of writes: every transaction that was acknowledged is
//! there whole, and none is there in half.

use std::collections::BTreeSet;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::page::Page;
use rejoin_journeys::store_page::{StorePage, call};
use serde_json::json;

/// How often the browser is killed.
const KILLS: u32 = 5;
const DATABASE: &str = "rejoin/crash";

/// Some time between a twentieth of a second and a second, another one each time.
fn some_time() -> Duration {
    let noise = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().subsec_micros();
    Duration::from_millis(u64::from(50 + noise % 950))
}

async fn acknowledged(page: &Page<'_>) -> Result<u32> {
    page.eval("if (window.failed) throw window.failed; return globalThis.acknowledged ?? 0", vec![]).await
}

/// Writes until some moment, and answers with the last transaction that is known to have been acknowledged by then.
async fn write_for(page: &Page<'_>, from: u32, time: Duration) -> Result<u32> {
    let start =
        "page.write_on(arguments[0], arguments[1]).catch((error) => { window.failed = String(error) })";
    page.eval::<()>(start, vec![json!(DATABASE), json!(from)]).await?;
    page.becomes("the first of the transactions", async || Ok(acknowledged(page).await? >= from)).await?;
    let begun = Instant::now();
    loop {
        let last = acknowledged(page).await?;
        if begun.elapsed() >= time {
            return Ok(last);
        }
    }
}

async fn is_whole_after_kills(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let files = StorePage::start().await?;
    let mut browser = Browser::start(engine).await?;
    let mut next = 1;
    for kill in 1..=KILLS {
        let time = some_time();
        let last = write_for(&files.open(&browser).await?, next, time).await?;
        browser.crash().await?;

        let page = files.open(&browser).await?;
        let found = "return await page.found(given[0])";
        let (whole, half): (BTreeSet<u32>, BTreeSet<u32>) = call(&page, found, vec![json!(DATABASE)]).await?;
        let told = format!("kill {kill}, {time:?} after the first of {next}.., acknowledged up to {last}");
        ensure!(half.is_empty(), "{told}: in half are {half:?}");
        let missing: Vec<u32> = (1..=last).filter(|n| !whole.contains(n)).collect();
        ensure!(missing.is_empty(), "{told}: lost are {missing:?}");
        // One after the other, so that what comes after the last known one has no hole either.
        let end = whole.last().copied().unwrap_or_default();
        ensure!(whole.len() == end as usize, "{told}: there are holes before {end}");
        println!("{engine:?}: {told}; found {end}");
        next = end + 1;
    }
    browser.quit().await
}

#[tokio::test]
async fn chromium_keeps_whole_transactions_when_it_is_killed() -> Result<()> {
    is_whole_after_kills(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_keeps_whole_transactions_when_it_is_killed() -> Result<()> {
    is_whole_after_kills(Engine::Firefox).await
}
