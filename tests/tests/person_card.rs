//! A card about somebody: by a pointer that rests on their name, by a finger, and away again.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::page::Page;
use rejoin_journeys::server::Server;
use serde_json::json;

/// A finger does something on the first link to somebody.
async fn finger(page: Page<'_>, does: &str) -> Result<()> {
    let script = "const link = document.querySelector('main article a.post-names');
        const { x, y } = link.getBoundingClientRect();
        const how = { bubbles: true, cancelable: true, isPrimary: true, pointerType: 'touch', clientX: x + 4, clientY: y + 4 };
        return arguments[0] === 'click' ? link.dispatchEvent(new MouseEvent('click', how)) : link.dispatchEvent(new PointerEvent(arguments[0], how)) || true";
    page.eval::<bool>(script, vec![does.into()]).await.map(drop)
}

async fn about_somebody(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ben.follow("ada").await?;
    ben.patch("/api/v1/accounts/update_credentials", json!({ "note": "Mends nets by the harbour" })).await?;
    ben.publish("The nets are dry").await?;

    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.go("local").await?;
    let page = app.page();
    app.post("The nets are dry").shown().await?;
    let name = app.post("The nets are dry").get("link", "^ben").first().await?;
    page.driver().action_chain().move_to_element_center(&name).perform().await?;
    let card = page.get("group", "^about ben$");
    card.clone().containing("Mends nets by the harbour").shown().await?;
    card.clone().containing("Follows you").shown().await?;
    // The pointer may go onto it, and what stands there works.
    card.get("button", "^follow back$").click().await?;
    card.get("button", "^following$").shown().await?;
    page.becomes("to follow", async || Ok(ada.relationship("ben").await?["following"] == true)).await?;
    page.press(thirtyfour::Key::Escape.value().to_string()).await?;
    card.gone().await?;
    let text = app.post("The nets are dry").role("time").first().await?;
    page.driver().action_chain().move_to_element_center(&text).perform().await?;

    // A finger that rests brings it, and its lifting opens nothing; a tap beside it takes it away.
    finger(page, "pointerdown").await?;
    card.shown().await?;
    finger(page, "pointerup").await?;
    finger(page, "click").await?;
    ensure!(page.path().await? == "/local", "it was opened");
    card.shown().await?;
    page.eval::<bool>(
        "return document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))",
        vec![],
    )
    .await?;
    card.gone().await?;
    ensure!(page.violations().await?.is_empty());
    browser.quit().await
}

#[tokio::test]
async fn chromium_shows_a_card_about_somebody() -> Result<()> {
    about_somebody(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_shows_a_card_about_somebody() -> Result<()> {
    about_somebody(Engine::Firefox).await
}
