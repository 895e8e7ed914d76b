//! Asking: a question with choices, the answers gathered as they come, and a summary drafted from them.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::json;

async fn a_question_is_asked_and_closed(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let dora = server.api()?.register("dora").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.open("/ask").await?;
    page.get("textbox", "^option 2").shown().await?;
    // Nothing was written: nothing is kept.
    app.open("/compose").await?;
    page.sees("Nothing else is begun").await?;
    app.open("/ask").await?;
    page.get("textbox", "^text$").fill("Which bread is best?").await?;
    page.get("textbox", "^option 1").fill("Rye").await?;
    page.get("textbox", "^option 2").fill("Wheat").await?;
    page.get("button", "^post$").click().await?;
    page.arrives("the page of its answers", |path| path.ends_with("/heard")).await?;
    app.post("Which bread is best?").shown().await?;
    page.sees("Nobody has answered yet").await?;

    let posted = page
        .until("the question on the server", async || Ok(ada.posts_of("ada").await?.into_iter().next()))
        .await?;
    let id = posted["id"].as_str().context("id")?;
    let poll = posted["poll"]["id"].as_str().context("poll")?;
    dora.post(&format!("/api/v1/polls/{poll}/votes"), json!({ "choices": [0] })).await?;
    dora.reply(id, "@ada Rye, from the mill by the water").await?;
    ben.reply(id, "@ada The mill has wheat, too. Did you try it?").await?;
    app.open(&format!("/@ada/{id}/heard")).await?;
    app.post("from the mill by the water").shown().await?;
    page.get("button", "^by word$").click().await?;
    let mill = page.get("region", "^mill$");
    mill.role("article").containing("by the water").shown().await?;
    mill.role("article").containing("Did you try it").shown().await?;
    page.get("button", "^all$").click().await?;
    page.get("button", "^put into the summary$").first().await?.click().await?;
    page.get("button", "^in the summary$").shown().await?;

    page.get("button", "^write a summary$").click().await?;
    let text = "return document.querySelector('dialog textarea')?.value ?? ''";
    let text: String = page
        .until("the draft", async || {
            let text: String = page.eval(text, vec![]).await?;
            Ok((!text.is_empty()).then_some(text))
        })
        .await?;
    ensure!(text.contains("2 of you answered") && text.contains("Rye: 1 (100 %)"), "{text}");
    ensure!(text.contains("“Rye, from the mill by the water” (@dora)"), "{text}");
    app.send().await?;
    page.becomes("the summary on the server", async || {
        let posts = ada.posts_of("ada").await?;
        Ok(posts.iter().any(|post| post["in_reply_to_id"].as_str() == Some(id)))
    })
    .await?;
    ensure!(page.failures().await?.is_empty());
    browser.quit().await
}

#[tokio::test]
async fn chromium_asks_and_closes_with_a_summary() -> Result<()> {
    a_question_is_asked_and_closed(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_asks_and_closes_with_a_summary() -> Result<()> {
    a_question_is_asked_and_closed(Engine::Firefox).await
}
