//! Looking at pictures: by keyboard, by swipes, and back to where one was; and words between posts that lie far apart.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::page::Page;
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};
use serde_json::json;
use thirtyfour::Key;

/// A finger goes over the picture, by so much.
async fn swipe(page: Page<'_>, across: i32, down: i32) -> Result<()> {
    let script = "const stage = document.querySelector('.viewer-stage');
        const at = (type, x, y) => stage.dispatchEvent(new PointerEvent(type,
            { bubbles: true, isPrimary: true, pointerType: 'touch', clientX: x, clientY: y }));
        at('pointerdown', 200, 200);
        at('pointerup', 200 + arguments[0], 200 + arguments[1]);
        return true";
    ensure!(page.eval::<bool>(script, vec![across.into(), down.into()]).await?);
    Ok(())
}

async fn pictures(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let mut media = Vec::new();
    for words in ["A red door", "A blue door"] {
        media.push(ben.upload(picture::gradient(64, 64), words).await?);
    }
    ben.post("/api/v1/statuses", json!({ "status": "Two doors", "media_ids": media })).await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();

    app.press("Two doors", "open picture: a red door").await?;
    let viewer = page.get("dialog", "^media$");
    viewer.get("img", "^a red door$").shown().await?;
    page.press(Key::Right.value().to_string()).await?;
    viewer.get("img", "^a blue door$").shown().await?;
    viewer.get("link", "^open the file itself$").shown().await?;
    swipe(page, 120, 10).await?;
    viewer.get("img", "^a red door$").shown().await?;
    swipe(page, -120, -10).await?;
    viewer.get("img", "^a blue door$").shown().await?;
    swipe(page, 20, 0).await?;
    viewer.get("img", "^a blue door$").shown().await?;
    swipe(page, 0, 160).await?;
    viewer.gone().await?;
    // The keyboard is where it was, as soon as the page is drawn again.
    let focused =
        "return document.activeElement.closest('article')?.innerText.includes('Two doors') ?? false";
    page.becomes("the focus in its post", async || page.eval(focused, vec![]).await).await?;
    ensure!(page.violations().await?.is_empty());
    browser.quit().await
}

#[tokio::test]
async fn chromium_shows_pictures_large() -> Result<()> {
    pictures(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_shows_pictures_large() -> Result<()> {
    pictures(Engine::Firefox).await
}
