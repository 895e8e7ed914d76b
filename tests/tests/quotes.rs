//! Quoting somebody, also without a server; who may quote; and taking one's post out of a quote.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::json;

async fn posts_are_quoted(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let lamp = ben.publish("The lamp is lit").await?;
    let quiet = json!({ "status": "Not for others' posts", "quote_approval_policy": "nobody" });
    ben.post("/api/v1/statuses", quiet).await?;
    let bread = ada.publish("My first bread").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    app.can_go_offline().await?;
    app.post("The lamp is lit").shown().await?;
    app.press("Not for others' posts", "more").await?;
    page.get("button", "^copy link$").shown().await?;
    page.get("button", "^quote$").gone().await?;
    page.press(thirtyfour::Key::Escape.value().to_string()).await?;

    // Without a server it is written all the same, and stands in the feed with what it quotes.
    server.stop().await?;
    app.menu("The lamp is lit", "^quote$").await?;
    let dialog = page.get("dialog", "^quote$");
    dialog.clone().containing("The lamp is lit").shown().await?;
    dialog.get("textbox", "^text$").fill("At last").await?;
    dialog.get("button", "^post$").click().await?;
    dialog.gone().await?;
    let quote = app.post("At last");
    quote.get("group", "^quotes ben$").containing("The lamp is lit").shown().await?;
    server.restart().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let seen = ben.get(&format!("/api/v1/statuses/{lamp}")).await?;
    ensure!(seen["quotes_count"] == 1, "{seen}");
    let news = ben.get("/api/v1/notifications?types[]=quote").await?;
    ensure!(news[0]["account"]["acct"] == "ada", "{news}");

    // The quoted post leads to those that quote it.
    app.open(&format!("/@ben/{lamp}")).await?;
    page.get("link", "^1 quote$").click().await?;
    page.get("feed", "^quotes$").containing("At last").shown().await?;

    // One's own post leaves a quote by the hand of its author.
    let other = ben.post("/api/v1/statuses", json!({ "status": "Burnt", "quoted_status_id": bread })).await?;
    app.open("/notifications/mentions").await?;
    app.post("Burnt").get("group", "^quotes ada$").containing("My first bread").shown().await?;
    app.menu("Burnt", "take my post out").await?;
    app.confirm("take it out").await?;
    app.post("Burnt").containing("does not want it quoted here").shown().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let id = other["id"].as_str().context("id")?;
    let revoked = ben.get(&format!("/api/v1/statuses/{id}")).await?;
    ensure!(revoked["quote"]["state"] == "revoked", "{revoked}");

    // And one says beforehand who may.
    app.open(&format!("/@ada/{bread}")).await?;
    app.menu("My first bread", "who may quote").await?;
    let sheet = page.get("dialog", "^who may quote this post$");
    ensure!(sheet.get("radio", "^anyone").first().await?.is_selected().await?, "anyone may, at first");
    sheet.get("radio", "^nobody").click().await?;
    sheet.get("button", "^save$").click().await?;
    sheet.gone().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let own = ada.get(&format!("/api/v1/statuses/{bread}")).await?;
    ensure!(own["quote_approval"]["automatic"] == json!([]), "{own}");

    // What is quoted and deleted is told as such.
    ben.delete(&format!("/api/v1/statuses/{lamp}")).await?;
    app.open("/@ada").await?;
    app.post("At last").containing("The quoted post was deleted").shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_quotes() -> Result<()> {
    posts_are_quoted(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_quotes() -> Result<()> {
    posts_are_quoted(Engine::Firefox).await
}
