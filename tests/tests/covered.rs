//! What is covered in posts: lifted once it stays so, and a reader can want it otherwise, on each device.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::page::Page;
use rejoin_journeys::server::Server;
use rejoin_journeys::{disk, env, picture};
use serde_json::{Value, json};
use thirtyfour::By;

/// Chooses how pictures and videos are shown.
async fn pictures(page: Page<'_>, value: &str) -> Result<()> {
    let select = page.get("combobox", "^pictures and videos").first().await?;
    Ok(select.find(By::Css(format!("option[value='{value}']"))).await?.click().await?)
}

async fn covers(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    // Small enough for all of it to be on the screen: what is not has no text in every browser.
    for (text, sensitive) in [("A scar", true), ("A boat", false)] {
        let media = ben.upload(picture::gradient(320, 80), text).await?;
        let post = json!({ "status": format!("See: {text}"), "media_ids": [media], "sensitive": sensitive });
        ben.post("/api/v1/statuses", post).await?;
    }
    let warned = |text: &str, warning: &str| json!({ "status": text, "spoiler_text": warning });
    ben.post("/api/v1/statuses", warned("It was the gull", "The ending")).await?;
    ben.post("/api/v1/statuses", warned("Bread, again", "Food")).await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.post("The ending").get("button", "^show$").click().await?;
    app.post("It was the gull").shown().await?;
    app.post("See: A scar").get("button", "show$").click().await?;
    app.post("See: A scar").get("button", "show$").gone().await?;
    page.reload().await?;
    app.post("It was the gull").shown().await?;
    app.post("See: A scar").shown().await?;
    ensure!(app.post("See: A scar").get("button", "show$").count().await? == 0, "its cover came back");
    ensure!(app.post("Bread, again").count().await? == 0, "another was lifted with it");

    app.open("/settings").await?;
    page.get("checkbox", "^open posts with a content warning$").click().await?;
    pictures(page, "cover").await?;
    app.open("/").await?;
    app.post("Bread, again").shown().await?;
    app.post("See: A boat").get("button", "show$").shown().await?;

    // The same on another device, by a file.
    app.open("/settings/transfer").await?;
    disk::keep_offers(page).await?;
    page.get("button", "^export the settings$").click().await?;
    let text = disk::offered(page).await?;
    ensure!(serde_json::from_str::<Value>(&text)?["reading"] == "open-warnings cover-media", "{text}");
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("rejoin-settings.json");
    std::fs::write(&file, text)?;
    app.open("/settings").await?;
    page.get("checkbox", "^open posts with a content warning$").click().await?;
    pictures(page, "show").await?;
    app.open("/").await?;
    app.post("See: A boat").shown().await?;
    ensure!(app.post("See: A boat").get("button", "show$").count().await? == 0, "it is not shown");
    app.open("/settings/transfer").await?;
    let choosers = page.role("file");
    page.becomes("both choosers", async || Ok(choosers.count().await? == 2)).await?;
    if let Some(chooser) = choosers.now().await?.last() {
        chooser.send_keys(file.to_string_lossy()).await?;
    }
    page.sees("This device has these settings now").await?;
    app.open("/").await?;
    app.post("See: A boat").get("button", "show$").shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_keeps_lifted_what_was_lifted() -> Result<()> {
    covers(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_keeps_lifted_what_was_lifted() -> Result<()> {
    covers(Engine::Firefox).await
}
