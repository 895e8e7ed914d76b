//! What one does not want to see: left out or covered where one said so, with a way to look; also on a server that leaves
//! finding it to the app.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::json;

async fn posts_are_filtered(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let filter = |title: &str, context: &str, action: &str, keyword: &str| {
        json!({ "title": title, "context": [context], "filter_action": action,
            "keywords_attributes": [{ "keyword": keyword, "whole_word": true }] })
    };
    ada.post("/api/v2/filters", filter("Fish", "home", "hide", "herring")).await?;
    ada.post("/api/v2/filters", filter("Elsewhere", "notifications", "warn", "kettle")).await?;
    for words in ["Fresh herring today", "The kettle is on", "The lantern glows"] {
        ben.publish(words).await?;
    }
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    app.can_go_offline().await?;
    // A filter counts in its places alone, and what it leaves out can be looked at.
    app.post("The kettle is on").shown().await?;
    app.post("Fresh herring today").gone().await?;
    page.get("button", "^1 filtered. show$").click().await?;
    page.sees("Filtered: Fish").await?;
    page.get("button", "^show$").click().await?;
    app.post("Fresh herring today").shown().await?;
    page.get("button", "^1 filtered. hide again$").click().await?;
    app.post("Fresh herring today").gone().await?;
    app.open("/@ben").await?;
    app.post("Fresh herring today").shown().await?;
    page.get("button", "filtered").gone().await?;

    // One post alone, and without a server.
    server.stop().await?;
    app.menu("The kettle is on", "filter this post").await?;
    page.get("checkbox", "^fish$").click().await?;
    page.get("textbox", "^name of a new filter$").fill("Not today").await?;
    page.get("button", "^make it$").click().await?;
    page.get("checkbox", "^not today$").shown().await?;
    page.get("checkbox", "^fish$").click().await?;
    page.get("button", "^done$").click().await?;
    app.open("/").await?;
    page.sees("Filtered: Not today").await?;
    server.restart().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let all = ada.get("/api/v2/filters").await?;
    let named = |title: &str| {
        let one = all.as_array().into_iter().flatten().find(|one| one["title"] == title);
        one.and_then(|one| one["statuses"].as_array().map(Vec::len))
    };
    ensure!(named("Not today") == Some(1) && named("Fish") == Some(0), "{all}");
    app.open("/filters").await?;
    page.get("link", "the kettle is on").shown().await?;
    page.get("button", "^take this post from the filter$").click().await?;
    page.get("link", "the kettle is on").gone().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    app.open("/").await?;
    app.post("The kettle is on").shown().await?;

    // A server of the first version says nothing of it with a post; the app finds it.
    server.restart_without(&["v2-filters"]).await?;
    app.open("/filters").await?;
    page.sees("“kettle”").await?;
    page.get("button", "^new filter$").click().await?;
    page.get("textbox", "^name").gone().await?;
    page.get("textbox", "^words").fill("lantern").await?;
    page.get("button", "^save$").click().await?;
    page.get("article", "").containing("“lantern”").shown().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let all = ada.get("/api/v1/filters").await?;
    ensure!(all.as_array().is_some_and(|all| all.iter().any(|one| one["phrase"] == "lantern")), "{all}");
    app.open("/").await?;
    page.sees("Filtered: lantern").await?;
    page.get("button", "^1 filtered. show$").shown().await?;

    // Without a server, too.
    server.stop().await?;
    page.reload().await?;
    page.sees("Filtered: lantern").await?;
    app.open("/filters").await?;
    page.get("button", "^delete lantern$").click().await?;
    app.confirm("delete").await?;
    page.get("button", "^delete lantern$").gone().await?;
    app.open("/").await?;
    app.post("The lantern glows").shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_filters() -> Result<()> {
    posts_are_filtered(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_filters() -> Result<()> {
    posts_are_filtered(Engine::Firefox).await
}
