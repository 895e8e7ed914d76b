//! The storage page: everything can be taken out, and what was only read can be forgotten without losing what is one's own.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{disk, env};
use serde_json::Value;

const DRAFT: &str = "Not finished yet";
const WAITING: &str = "Waits for the server";

async fn export(app: &App<'_>, folder: &std::path::Path) -> Result<Value> {
    app.open("/storage").await?;
    app.page().get("button", "^export as json$").click().await?;
    let text = disk::downloaded(folder, "rejoin.json").await?;
    std::fs::remove_file(folder.join("rejoin.json"))?;
    serde_json::from_str(&text).context("what was exported is no JSON")
}

fn holds(table: &Value, text: &str) -> bool {
    table.as_object().is_some_and(|records| records.values().any(|record| record.to_string().contains(text)))
}

#[tokio::test]
async fn everything_can_be_taken_out_and_forgetting_spares_what_is_ones_own() -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    ben.publish("Only read").await?;
    let kept = ben.publish("Bookmarked for later").await?;
    ada.post(&format!("/api/v1/statuses/{kept}/bookmark"), Value::Null).await?;
    ada.publish("Written long ago").await?;
    let folder = tempfile::TempDir::new()?;

    let browser = Browser::start(Engine::Chromium).await?;
    disk::download_to(&browser, folder.path()).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Only read").shown().await?;
    app.can_go_offline().await?;
    app.open("/bookmarks").await?;
    app.post("Bookmarked for later").shown().await?;
    app.open("/").await?;
    app.post("Only read").shown().await?;

    server.stop().await?;
    app.compose().await?;
    app.composer().fill(WAITING).await?;
    app.send().await?;
    app.compose().await?;
    app.composer().fill(DRAFT).await?;

    let before = export(&app, folder.path()).await?;
    for text in ["Only read", "Bookmarked for later", "Written long ago"] {
        ensure!(holds(&before["posts"], text), "“{text}” is not in {:#}", before["posts"]);
    }
    ensure!(holds(&before["outbox"], WAITING), "what waits is not in {:#}", before["outbox"]);
    ensure!(before["drafts"].to_string().contains(DRAFT), "the draft is not in {:#}", before["drafts"]);
    ensure!(holds(&before["accounts"], "ben"), "{:#}", before["accounts"]);

    app.page().get("button", "^forget what was read$").click().await?;
    app.confirm("forget").await?;
    app.page().sees("Forgotten").await?;
    let after = export(&app, folder.path()).await?;
    ensure!(!holds(&after["posts"], "Only read"), "it is still there: {:#}", after["posts"]);
    for text in ["Bookmarked for later", "Written long ago"] {
        ensure!(holds(&after["posts"], text), "“{text}” was forgotten");
    }
    ensure!(holds(&after["outbox"], WAITING), "what waits was forgotten");

    // The draft is where it was, and what waits is sent.
    app.open("/compose").await?;
    finds_draft(&app).await?;
    app.open("/outbox").await?;
    app.page().sees(WAITING).await?;
    server.restart().await?;
    app.all_sent().await?;
    let id = ada.account_id("ada").await?;
    let posts = ada.get(&format!("/api/v1/accounts/{id}/statuses")).await?;
    let sent = posts.as_array().into_iter().flatten();
    let sent =
        sent.filter(|post| post["content"].as_str().is_some_and(|html| html.contains(WAITING))).count();
    ensure!(sent == 1, "it is there {sent} times");
    browser.quit().await
}

async fn finds_draft(app: &App<'_>) -> Result<()> {
    let script =
        "return [...document.querySelectorAll('textarea')].some((field) => field.value === arguments[0])";
    app.page().becomes("the draft", async || app.page().eval(script, vec![Value::from(DRAFT)]).await).await
}
