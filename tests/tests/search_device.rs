//! Search over all that this device has seen: while one types, without a server, following what arrives.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::page::Page;
use rejoin_journeys::server::Server;
use serde_json::Value;
use thirtyfour::Key;

/// Types other words into the search.
async fn types(page: Page<'_>, words: &str) -> Result<()> {
    page.get("searchbox", "^search$").fill(words).await
}

/// The words that are marked.
async fn marked(page: Page<'_>) -> Result<Vec<String>> {
    page.eval("return [...CSS.highlights.get('found') ?? []].map((range) => range.toString())", vec![]).await
}

async fn finds_what_was_seen(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    ben.publish("The café by the sea, with bread").await?;
    ben.publish("東京都に行く").await?;
    let kept = ben.publish("A bicycle is leaning there").await?;
    ada.post(&format!("/api/v1/statuses/{kept}/bookmark"), Value::Null).await?;
    ada.publish("My own bread").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("The café").shown().await?;
    let page = app.page();
    app.can_go_offline().await?;
    server.stop().await?;

    // As one types, without accents, by the beginning of a word, and newest first.
    app.go("Search").await?;
    types(page, "cafe").await?;
    app.post("The café by the sea").shown().await?;
    page.sees("1 post").await?;
    page.becomes("the word to be marked", async || Ok(marked(page).await? == ["café"])).await?;
    types(page, "brea").await?;
    page.sees("2 posts").await?;
    page.becomes("both to be marked", async || Ok(marked(page).await? == ["brea", "brea"])).await?;
    types(page, "bread from:me").await?;
    page.sees("1 post").await?;
    app.post("My own bread").shown().await?;
    app.post("The café").gone().await?;
    types(page, "京都").await?;
    app.post("東京都に行く").shown().await?;
    types(page, "in:bookmarks").await?;
    app.post("A bicycle").shown().await?;
    types(page, "in:nowhere").await?;
    page.sees("knows bookmarks and favourites, not “nowhere”").await?;
    types(page, "submarine").await?;
    page.sees("none of 4 posts").await?;

    // Who opens what was found comes back to it.
    types(page, "bicycle").await?;
    app.post("A bicycle").shown().await?;
    page.becomes("the address to hold the words", async || {
        let search: String = page.eval("return location.search", vec![]).await?;
        Ok(search == "?typed=bicycle")
    })
    .await?;
    app.open_thread("A bicycle").await?;
    page.back().await?;
    app.post("A bicycle").shown().await?;
    let typed: String = page.eval("return document.querySelector('[type=search]').value", vec![]).await?;
    ensure!(typed == "bicycle", "{typed}");

    // What arrives meanwhile is found without asking again.
    server.restart().await?;
    ben.publish("Another bicycle passes").await?;
    app.post("Another bicycle").shown().await?;
    page.sees("2 posts").await?;
    let link = format!("{}/@ben/{kept}", server.origin());
    types(page, &link).await?;
    page.press(Key::Enter.value().to_string()).await?;
    page.arrives("the post that was pasted", |path| path == format!("/@ben/{kept}")).await?;
    ensure!(page.violations().await?.is_empty() && page.failures().await?.is_empty());
    browser.quit().await
}

#[tokio::test]
async fn chromium_finds_what_was_seen() -> Result<()> {
    finds_what_was_seen(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_finds_what_was_seen() -> Result<()> {
    finds_what_was_seen(Engine::Firefox).await
}
