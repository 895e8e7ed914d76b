//! What stays in view of a picture is chosen by its author, by pointing or by keys, and can be changed later.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};
use thirtyfour::Key;

/// The point as the server has it, of the newest post.
async fn point(of: &Api) -> Result<(f64, f64)> {
    let me = of.get("/api/v1/accounts/verify_credentials").await?;
    let path = format!("/api/v1/accounts/{}/statuses", me["id"].as_str().context("id")?);
    let posts = of.get(&path).await?;
    let focus = &posts[0]["media_attachments"][0]["meta"]["focus"];
    Ok((focus["x"].as_f64().context("x")?, focus["y"].as_f64().context("y")?))
}

async fn a_point_is_chosen(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("sky.png");
    std::fs::write(&file, picture::gradient(320, 200))?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    app.compose().await?;
    app.composer().fill("The sky in the west").await?;
    app.attach(&file).await?;
    let opener = page.get("button", "^what stays in view of");
    opener.click().await?;

    // Pressing in the upper right corner, then a little to the left by keys.
    let across = page.get("slider", "^from left to right$");
    across.shown().await?;
    let corner = "const img = document.querySelector('.focus-picture'); const at = img.getBoundingClientRect();
        // The dialog comes up from below.
        const rests = document.getAnimations().every((one) => one.playState !== 'running');
        return rests && img.querySelector('img').complete && at.width > 50 ? [at.right - at.width / 10, at.top + at.height / 10] : null";
    let (x, y) =
        page.until("the picture", async || page.eval::<Option<(f64, f64)>>(corner, vec![]).await).await?;
    page.driver().action_chain().move_to(x as i64, y as i64).click().perform().await?;
    page.becomes("the point to be there", async || {
        let values = "return [...document.querySelectorAll('input[type=range]')].map((one) => one.value)";
        let values: Vec<String> = page.eval(values, vec![]).await?;
        Ok(values == ["90", "10"])
    })
    .await?;
    for _ in 0..10 {
        across.first().await?.send_keys(Key::Left.value().to_string()).await?;
    }
    page.get("button", "^done$").click().await?;
    across.gone().await?;
    // The composer is still there, and the focus is where it was.
    page.becomes("the focus to be on the picture", async || {
        let name = "return document.activeElement?.getAttribute('aria-label') ?? ''";
        Ok(page.eval::<String>(name, vec![]).await?.starts_with("What stays in view"))
    })
    .await?;
    app.send().await?;
    page.until("the server to have it", async || Ok(point(&ada).await.ok())).await?;
    let (x, y) = point(&ada).await?;
    ensure!((x - 0.6).abs() < 0.02 && (y - 0.8).abs() < 0.02, "{x} {y}");

    // It can be changed afterwards.
    app.open("/@ada").await?;
    app.menu("The sky in the west", "^edit$").await?;
    opener.click().await?;
    across.shown().await?;
    across.first().await?.send_keys(Key::Home.value().to_string()).await?;
    page.get("button", "^done$").click().await?;
    across.gone().await?;
    app.press_send().await?;
    page.becomes("the server to know", async || Ok(point(&ada).await?.0 == -1.0)).await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_chooses_what_stays_in_view() -> Result<()> {
    a_point_is_chosen(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_chooses_what_stays_in_view() -> Result<()> {
    a_point_is_chosen(Engine::Firefox).await
}
