//! Who answers many: mentions stand in a list until they are answered, put off or done.

use anyhow::Result;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::json;

async fn mentions_wait(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ben.publish("@ada which bread is this?").await?;
    ben.publish("@ada and where is it from?").await?;
    let asked = ben.publish("@ada did you see the bicycle?").await?;
    // Answered elsewhere, before this device was there.
    ada.post("/api/v1/statuses", json!({ "status": "@ben I did", "in_reply_to_id": asked })).await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.can_go_offline().await?;

    app.open("/notifications").await?;
    page.get("link", "^to answer: 2$").click().await?;
    app.post("where is it from").shown().await?;
    app.post("which bread").shown().await?;
    app.post("the bicycle").gone().await?;

    // An answer takes it off, without a server too.
    server.stop().await?;
    app.reply("which bread", "Rye").await?;
    app.post("which bread").gone().await?;
    page.get("button", "^note$").click().await?;
    page.get("textbox", "^note to yourself$").fill("ask the baker").await?;
    page.get("button", "^later$").click().await?;
    page.sees("Nobody waits for an answer").await?;
    page.get("link", "^later$").click().await?;
    app.post("where is it from").shown().await?;
    page.becomes("the note to be there", async || {
        page.eval("return document.querySelector('.mention-note')?.value === 'ask the baker'", vec![]).await
    })
    .await?;
    page.reload().await?;
    app.post("where is it from").shown().await?;
    page.get("button", "^done$").click().await?;
    page.sees("Nothing for later").await?;
    page.get("button", "^undo$").click().await?;
    app.post("where is it from").shown().await?;
    page.get("button", "^done$").click().await?;
    page.sees("Nothing for later").await?;
    app.open("/answers/done").await?;
    app.post("where is it from").shown().await?;
    app.post("which bread").shown().await?;

    // What was sent later on stays answered, and what comes meanwhile waits.
    server.restart().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    ben.publish("@ada is there more?").await?;
    app.open("/answers").await?;
    app.post("is there more").shown().await?;
    app.post("which bread").gone().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_keeps_mentions_until_they_are_answered() -> Result<()> {
    mentions_wait(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_keeps_mentions_until_they_are_answered() -> Result<()> {
    mentions_wait(Engine::Firefox).await
}
