//! What was read is there when the server is gone, and the page catches up when it is back.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};
use serde_json::json;

const QUESTION: &str = "Who has a spare bicycle pump?";
const ANSWER: &str = "I do, the red one by the door.";
const BIO: &str = "Repairs what others throw away.";

async fn offline_reload(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    ben.patch("/api/v1/accounts/update_credentials", json!({ "display_name": "Ben", "note": BIO })).await?;
    ada.follow("ben").await?;
    let media = ben.upload(picture::gradient(240, 160), "A blue gradient").await?;
    ben.post("/api/v1/statuses", json!({ "status": "What the sky did", "media_ids": [media] })).await?;
    let question = ben.publish(QUESTION).await?;
    ben.reply(&question, ANSWER).await?;

    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("What the sky did").shown().await?;
    app.can_go_offline().await?;
    app.open_thread(QUESTION).await?;
    app.post(ANSWER).shown().await?;
    app.open("/@ben").await?;
    app.page().sees(BIO).await?;
    app.open("/").await?;
    shows_pictures(&app).await?;

    server.stop().await?;
    app.page().reload().await?;
    app.post(QUESTION).shown().await?;
    shows_pictures(&app).await?;
    app.offline_chip().shown().await?;
    app.open_thread(QUESTION).await?;
    app.post(ANSWER).shown().await?;
    let thread = app.page().path().await?;
    app.open(&thread).await?;
    app.post(ANSWER).shown().await?;
    app.open("/@ben").await?;
    app.page().sees(BIO).await?;
    app.open("/").await?;
    app.post(QUESTION).shown().await?;

    server.restart().await?;
    ben.publish("The pump is found").await?;
    app.page()
        .until("the new post, or word of it", async || {
            if let Some(pill) = app.new_posts().now().await?.first() {
                pill.click().await?;
            }
            Ok((app.post("The pump is found").count().await? > 0).then_some(()))
        })
        .await?;
    app.offline_chip().gone().await?;
    ensure!(app.post(QUESTION).count().await? == 1, "a post that was there is there twice");
    browser.quit().await
}

/// Every picture on the page has been drawn.
async fn shows_pictures(app: &App<'_>) -> Result<()> {
    let script = "const all = [...document.querySelectorAll('main img')];
        return all.length > 0 && all.every((image) => image.loading === 'lazy' || image.naturalWidth > 0)
            && all.some((image) => image.alt === 'A blue gradient' && image.naturalWidth > 0)";
    app.page().becomes("the pictures", async || app.page().eval(script, vec![]).await).await
}

#[tokio::test]
async fn chromium_offline_reload() -> Result<()> {
    offline_reload(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_offline_reload() -> Result<()> {
    offline_reload(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_offline_reload() -> Result<()> {
    offline_reload(Engine::WebKit).await
}
