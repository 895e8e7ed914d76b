//! Several posts that are written together: kept as one draft, sent in order, each answering the one before.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::Value;

/// The own posts as the server has them: text by id, and what each answers.
fn sorted(posts: &[Value]) -> Result<Vec<(String, String, Option<String>)>> {
    let mut all: Vec<(String, String, Option<String>)> = posts
        .iter()
        .map(|post| {
            let text = |name: &str| post[name].as_str().map(ToOwned::to_owned);
            Some((text("id")?, text("content")?, text("in_reply_to_id")))
        })
        .collect::<Option<_>>()
        .context("posts without ids")?;
    all.sort();
    Ok(all)
}

async fn several_posts(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.can_go_offline().await?;
    server.stop().await?;
    app.open("/compose").await?;
    let text = page.get("textbox", "^text$");
    text.fill("First of all").await?;
    page.get("button", "^add another post$").click().await?;
    page.get("button", "^edit post 1 of 2$").shown().await?;
    text.fill("This goes on").await?;
    page.get("button", "^add another post$").click().await?;
    text.fill("And ends here").await?;
    page.get("button", "^post all 3$").shown().await?;

    // Nothing of it is lost with the page; one in the middle can be written again, one too many be taken out.
    page.reload().await?;
    page.get("button", "^edit post 2 of 3$").click().await?;
    page.get("button", "^edit post 3 of 3$").shown().await?;
    text.fill("This goes on and on").await?;
    page.get("button", "^add another post$").click().await?;
    text.fill("Too much").await?;
    page.get("button", "^edit post 4 of 4$").click().await?;
    page.get("button", "^remove post 3$").click().await?;
    page.get("button", "^post all 3$").click().await?;
    page.sees("3 to send").await?;
    server.restart().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let posts = sorted(&ada.posts_of("ada").await?)?;
    let texts: Vec<&str> = posts.iter().map(|(_, text, _)| text.as_str()).collect();
    ensure!(
        texts == ["<p>First of all</p>", "<p>This goes on and on</p>", "<p>And ends here</p>"],
        "{texts:?}"
    );
    let answers: Vec<_> = posts.iter().map(|(_, _, to)| to.clone()).collect();
    let before: Vec<_> =
        std::iter::once(None).chain(posts.iter().map(|(id, ..)| Some(id.clone()))).take(3).collect();
    ensure!(answers == before, "{answers:?}");
    browser.quit().await
}

#[tokio::test]
async fn chromium_sends_posts_that_were_written_together_in_order() -> Result<()> {
    several_posts(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_sends_posts_that_were_written_together_in_order() -> Result<()> {
    several_posts(Engine::Firefox).await
}
