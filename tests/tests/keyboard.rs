//! The main path without a pointer: read, open, answer, favourite, search, and always a focus that shows.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use thirtyfour::Key;

/// The text of what has the focus, or of the post around it.
async fn focused_post(app: &App<'_>) -> Result<String> {
    let script = "return document.activeElement?.closest('article')?.innerText ?? ''";
    app.page().eval(script, vec![]).await
}

async fn focus_is_on(app: &App<'_>, text: &str) -> Result<()> {
    app.page()
        .becomes(&format!("the focus on “{text}”"), async || Ok(focused_post(app).await?.contains(text)))
        .await
}

#[tokio::test]
async fn the_main_path_by_keyboard_alone() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    ada.follow("ben").await?;
    let older = ben.publish("The older post").await?;
    ben.publish("The newer post").await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("The newer post").shown().await?;
    let page = app.page();

    page.press("j").await?;
    focus_is_on(&app, "The newer post").await?;
    page.press("j").await?;
    focus_is_on(&app, "The older post").await?;
    page.press("k").await?;
    focus_is_on(&app, "The newer post").await?;
    page.press("j").await?;
    focus_is_on(&app, "The older post").await?;
    let outline = "const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none'";
    ensure!(page.eval::<bool>(outline, vec![]).await?, "the focus does not show");

    page.press("f").await?;
    app.post("The older post").get("button", "^favourite").is("aria-pressed", "true").await?;
    page.press("x").await?;
    page.press("b").await?;
    app.post("The older post").get("button", "^boost").is("aria-pressed", "true").await?;

    page.press(Key::Enter.value().to_string()).await?;
    page.arrives("the thread", |path| path.ends_with(&older)).await?;
    page.press("r").await?;
    app.composer().shown().await?;
    let writes = "return document.activeElement?.matches('textarea, [contenteditable]') ?? false";
    page.becomes("the focus in the composer", async || page.eval(writes, vec![]).await).await?;
    page.press("Answered by hand").await?;
    page.chord(Key::Control, Key::Enter).await?;
    app.post("Answered by hand").shown().await?;

    page.press("g").await?;
    page.press("h").await?;
    page.arrives("home", |path| path == "/").await?;
    page.press("g").await?;
    page.press("n").await?;
    page.arrives("notifications", |path| path == "/notifications").await?;

    page.press("?").await?;
    page.role("dialog").containing("eyboard").shown().await?;
    page.press(Key::Escape.value().to_string()).await?;
    page.role("dialog").gone().await?;

    page.press("/").await?;
    page.arrives("search", |path| path.starts_with("/search")).await?;
    let searches = "return document.activeElement?.matches('input') ?? false";
    page.becomes("the focus in the search field", async || page.eval(searches, vec![]).await).await?;
    page.press("newer").await?;
    page.press(Key::Enter.value().to_string()).await?;
    app.post("The newer post").shown().await?;
    browser.quit().await
}
