//! A post that is to be published later: written without a server, told to it when it is back, changed, and taken back.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::Value;

const WAITING: &str = "/api/v1/scheduled_statuses";

/// What waits at the server, as soon as it is these texts.
async fn waiting(app: &App<'_>, who: &Api, texts: &[&str]) -> Result<Vec<Value>> {
    app.page()
        .until(&format!("{texts:?} to wait"), async || {
            let all = who.get(WAITING).await?.as_array().cloned().context("no list")?;
            let there: Vec<_> = all.iter().filter_map(|one| one["params"]["text"].as_str()).collect();
            Ok((there == texts).then_some(all))
        })
        .await
}

async fn later(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.can_go_offline().await?;
    // That the server can do it is known from now on.
    app.open("/scheduled").await?;
    page.sees("Nothing waits for its time").await?;
    server.stop().await?;
    app.open("/compose").await?;
    page.get("textbox", "^text$").fill("The market opens in the morning").await?;
    page.get("button", "^publish later$").click().await?;
    page.get("button", "^schedule$").click().await?;
    // Kept, the page is empty again; whoever leaves before finds it as a draft.
    page.get("button", "^schedule$").gone().await?;
    app.open("/scheduled").await?;
    page.sees("Your server has not been told of it yet").await?;
    app.open("/").await?;
    page.sees("1 to send").await?;
    ensure!(app.post("The market opens").count().await? == 0, "it is no post yet");

    server.restart().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let first = waiting(&app, &ada, &["The market opens in the morning"]).await?;
    ensure!(ada.posts_of("ada").await?.is_empty(), "it was published at once");

    // It becomes a draft again, with its time, and waits anew.
    app.open("/scheduled").await?;
    page.get("button", "^change$").click().await?;
    app.composer().fill("The market opens at noon").await?;
    page.get("dialog", "^new post$").get("button", "^schedule$").click().await?;
    page.role("article").containing("at noon").get("button", "^change$").shown().await?;
    let second = waiting(&app, &ada, &["The market opens at noon"]).await?;
    ensure!(first[0]["scheduled_at"] == second[0]["scheduled_at"], "{first:?} {second:?}");

    page.get("button", "^delete$").click().await?;
    app.confirm("delete").await?;
    page.sees("Nothing waits for its time").await?;
    waiting(&app, &ada, &[]).await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_publishes_later() -> Result<()> {
    later(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_publishes_later() -> Result<()> {
    later(Engine::Firefox).await
}
