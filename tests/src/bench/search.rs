//! How long the worker that searches takes, from a letter to its answer, over very many posts; and what of that a page
//! notices.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use super::start::prefix;
use super::{Figure, STORED, TIMES, median};
use crate::app::App;
use crate::browser::{Browser, Engine};
use crate::server::Server;
use crate::store_page::call;

/// Fills the device and measures; see the file.
const MEASURE: &str = include_str!("search.js");

/// What an answer may take, in milliseconds.
const LIMIT: f64 = 50.0;

/// A frame, in milliseconds.
const FRAME: f64 = 16.7;

#[derive(Debug, Deserialize)]
struct Measured {
    looked: usize,
    built: f64,
    plain: f64,
    worst_gap: f64,
    p50: f64,
    p95: f64,
    slowest: f64,
    asked: usize,
}

/// Measures in a browser whose device holds as many posts as a busy reader sees in a year or two.
pub async fn search() -> Result<Vec<Figure>> {
    let [_, stored] = STORED;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    ben.publish("The first of very many posts").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("The first of very many").shown().await?;
    let page = app.page();
    page.driver().set_script_timeout(Duration::from_secs(600)).await?;
    let script = "return document.querySelector('script[data-search]').dataset.search";
    let script: String = page.eval(script, vec![]).await?;
    // A page of the app that asks for nothing, so that what is measured is the worker's.
    app.open("/icon.svg").await?;
    let mut all: Vec<Measured> = Vec::new();
    for _ in 0..TIMES {
        let measured: Measured =
            call(&page, MEASURE, vec![json!(prefix(&server)), json!(stored), json!(script)]).await?;
        ensure!(measured.looked >= stored, "{} posts were looked at", measured.looked);
        all.push(measured);
    }
    browser.quit().await?;
    let of = |value: fn(&Measured) -> f64| median(all.iter().map(value).collect());
    let asked = all.first().context("nothing was measured")?.asked;
    let limit = || (LIMIT, "what is allowed");
    Ok(vec![
        Figure::new(
            format!("index of {stored} posts"),
            (of(|m| m.built), "ms"),
            (of(|m| m.plain), "reading them by plain JavaScript"),
        ),
        Figure::new("longest frame meanwhile", (of(|m| m.worst_gap), "ms"), (FRAME, "a frame")),
        Figure::new(format!("a letter to its answer, p50 of {asked}"), (of(|m| m.p50), "ms"), limit()),
        Figure::new("the same, p95", (of(|m| m.p95), "ms"), limit()),
        Figure::new("the same, slowest", (of(|m| m.slowest), "ms"), limit()),
    ])
}
