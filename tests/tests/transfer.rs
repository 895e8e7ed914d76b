//! What is one's own goes from one account to another by files: exported, imported, interrupted and gone on with.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{disk, env};
use serde_json::{Value, json};

const PAGE: &str = "/settings/transfer";

async fn relate(who: &Api, acct: &str, verb: &str, how: Value) -> Result<()> {
    let id = who.account_id(acct).await?;
    who.post(&format!("/api/v1/accounts/{id}/{verb}"), how).await.map(drop)
}

/// Writes a file and gives it to the page to be imported.
async fn choose(app: &App<'_>, folder: &Path, name: &str, text: &str) -> Result<()> {
    let file = folder.join(name);
    std::fs::write(&file, text)?;
    Ok(app.page().role("file").first().await?.send_keys(file.to_string_lossy()).await?)
}

async fn from_one_to_the_other(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let (eve, _) = (server.api()?.register("eve").await?, server.api()?.register("cleo").await?);
    relate(&ada, "ben", "follow", json!({ "reblogs": false, "notify": true })).await?;
    relate(&ada, "cleo", "mute", json!({ "notifications": false })).await?;
    let post = ben.publish("Worth keeping").await?;
    ada.post(&format!("/api/v1/statuses/{post}/bookmark"), Value::Null).await?;
    let list = ada.post("/api/v1/lists", json!({ "title": "Harbour, north" })).await?;
    let members = format!("/api/v1/lists/{}/accounts", list["id"].as_str().context("id")?);
    ada.post(&members, json!({ "account_ids": [ada.account_id("ben").await?] })).await?;

    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    let folder = tempfile::TempDir::new()?;
    app.sign_in("ada").await?;
    app.open(PAGE).await?;
    disk::keep_offers(page).await?;
    let mut files = Vec::new();
    for what in ["people you follow", "people you mute", "who is on your lists", "bookmarks"] {
        page.get("button", &format!("^export: {what}$")).click().await?;
        files.push(disk::offered(page).await?);
    }
    let host = server.origin().replace("http://", "");
    ensure!(files[0].ends_with(&format!("Languages\nben@{host},false,true,\n")), "{files:?}");
    ensure!(files[1].ends_with(&format!("notifications\ncleo@{host},false\n")), "{files:?}");
    ensure!(files[2] == format!("\"Harbour, north\",ben@{host}\n"), "{files:?}");
    ensure!(files[3].starts_with("http") && files[3].contains(&post), "{files:?}");

    app.add_account("eve").await?;
    app.can_go_offline().await?;
    // Without the server it waits, and when the page is gone it can be gone on with.
    server.stop().await?;
    app.open(PAGE).await?;
    choose(&app, folder.path(), "following_accounts.csv", &format!("{}nobody@{host}\n", files[0])).await?;
    page.get("button", "^import 2$").click().await?;
    page.sees("This goes on by itself").await?;
    page.reload().await?;
    page.sees("0 of 2. It was interrupted.").await?;
    server.restart().await?;
    page.get("button", "^go on$").click().await?;
    page.sees("1 of 2 taken in").await?;
    page.sees("1 could not be taken in").await?;
    page.get("button", "^done$").click().await?;
    for (name, text) in
        [("muted_accounts.csv", &files[1]), ("lists.csv", &files[2]), ("bookmarks.csv", &files[3])]
    {
        choose(&app, folder.path(), name, text).await?;
        page.get("button", "^import 1$").click().await?;
        page.sees("1 of 1 taken in").await?;
        page.get("button", "^done$").click().await?;
    }
    app.open("/outbox").await?;
    app.all_sent().await?;
    let stands = eve.relationship("ben").await?;
    ensure!(
        stands["following"] == true && stands["showing_reblogs"] == false && stands["notifying"] == true,
        "{stands}"
    );
    let stands = eve.relationship("cleo").await?;
    ensure!(stands["muting"] == true && stands["muting_notifications"] == false, "{stands}");
    let lists = eve.get("/api/v1/lists").await?;
    ensure!(
        lists[0]["title"] == "Harbour, north" && lists.as_array().is_some_and(|all| all.len() == 1),
        "{lists}"
    );
    let bookmarks = eve.get("/api/v1/bookmarks").await?;
    ensure!(bookmarks[0]["id"] == post.as_str(), "{bookmarks}");
    browser.quit().await
}

#[tokio::test]
async fn chromium_takes_things_along() -> Result<()> {
    from_one_to_the_other(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_takes_things_along() -> Result<()> {
    from_one_to_the_other(Engine::Firefox).await
}
