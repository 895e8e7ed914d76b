//! A post in a language that one does not read, in one's own; also later, without a server.

use anyhow::Result;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, translator};
use serde_json::json;

async fn a_post_is_translated(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::with_translator(&translator::start().await?).await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    for (words, language) in [("Le phare est tombé", "fr"), ("The ferry is late", "en")] {
        ben.post("/api/v1/statuses", json!({ "status": words, "language": language, "spoiler_text": "" }))
            .await?;
    }
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    app.can_go_offline().await?;
    app.post("Le phare est tombé").shown().await?;
    // The entry comes when the app knows what the server can do.
    page.until("the entry", async || {
        app.press("Le phare est tombé", "more").await?;
        page.get("button", "^copy link$").shown().await?;
        let is_there = page.get("button", "^translate$").count().await? > 0;
        if !is_there {
            page.press(thirtyfour::Key::Escape.value().to_string()).await?;
            page.get("button", "^copy link$").gone().await?;
        }
        Ok(is_there.then_some(()))
    })
    .await?;
    page.get("button", "^translate$").click().await?;
    let sheet = page.get("dialog", "^translation$");
    sheet.containing("LE PHARE EST TOMBÉ").shown().await?;
    page.sees("From French, by LibreTranslate").await?;
    page.get("dialog", "^translation$").get("button", "^close$").click().await?;
    page.get("dialog", "^translation$").gone().await?;

    // What one reads needs no translation.
    app.press("The ferry is late", "more").await?;
    page.get("button", "^copy link$").shown().await?;
    page.get("button", "^translate$").gone().await?;
    page.press(thirtyfour::Key::Escape.value().to_string()).await?;

    server.stop().await?;
    page.reload().await?;
    app.menu("Le phare est tombé", "translate$").await?;
    page.get("dialog", "^translation$").containing("LE PHARE EST TOMBÉ").shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_shows_a_translation() -> Result<()> {
    a_post_is_translated(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_shows_a_translation() -> Result<()> {
    a_post_is_translated(Engine::Firefox).await
}
