//! How a long thread opens and scrolls, beside a short one.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use super::{Figure, TIMES, median};
use crate::api::Api;
use crate::app::App;
use crate::browser::{Browser, Engine};
use crate::page::Page;
use crate::server::Server;
use crate::store_page::call;

/// Measures one opening; see the file.
const MEASURE: &str = include_str!("thread.js");

/// How many replies.
const SHORT: usize = 10;
const LONG: usize = 1000;

#[derive(Debug, Deserialize)]
struct Measured {
    /// From the navigation to the first reply, and to the last, in milliseconds.
    first: f64,
    all: f64,
    /// The longest task of the page until then, in milliseconds.
    longest: f64,
    /// The longest time between two frames while it was scrolled, in milliseconds.
    frame: f64,
}

/// Opens a thread of so many replies several times, each time as a page of its own.
async fn opened(page: Page<'_>, origin: &str, path: &str, replies: usize) -> Result<Vec<Measured>> {
    let mut all = Vec::new();
    for _ in 0..TIMES {
        page.open("about:blank").await?;
        page.open(&format!("{origin}{path}")).await?;
        all.push(call(&page, MEASURE, vec![json!(replies)]).await?);
    }
    Ok(all)
}

/// A question with replies: a third answer it, the others each other.
async fn conversation(ada: &Api, ben: &Api, replies: usize) -> Result<String> {
    let question = ben.publish(&format!("Who of {replies} is here?")).await?;
    let mut ids = vec![question.clone()];
    for number in 0..replies {
        let back = (number % 7).min(ids.len() - 1);
        let last = ids.get(ids.len() - 1 - back).context("no post")?;
        let to = if number % 3 == 0 { question.clone() } else { last.clone() };
        let who = if number % 2 == 0 { ada } else { ben };
        let text = format!("Reply number {number}, with words enough for two lines on a phone, or nearly so");
        ids.push(who.reply(&to, &text).await?);
    }
    Ok(question)
}

/// Measures a long thread and a short one on the same server, by the same browser.
pub async fn thread() -> Result<Vec<Figure>> {
    let server = Server::demo().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let mut measured = Vec::new();
    for replies in [SHORT, LONG] {
        let path = format!("/@ben/{}", conversation(&ada, &ben, replies).await?);
        measured.push(opened(app.page(), &server.origin(), &path, replies).await?);
    }
    browser.quit().await?;
    let [short, long] = measured.as_slice() else { anyhow::bail!("two threads were measured") };
    let of = |all: &[Measured], value: fn(&Measured) -> f64| median(all.iter().map(value).collect());
    let line = |name: &str, value: fn(&Measured) -> f64| {
        let against = format!("one of {SHORT} replies");
        Figure::new(format!("{LONG} replies, {name}"), (of(long, value), "ms"), (of(short, value), against))
    };
    Ok(vec![
        line("first on screen", |one| one.first),
        line("last drawn", |one| one.all),
        line("longest task", |one| one.longest),
        line("longest frame of 100 x 500 px", |one| one.frame),
    ])
}
