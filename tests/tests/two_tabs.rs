//! Two tabs of one account: what is done in one shows in the other, is sent once, and still is when the tab that sends is
//! closed.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::proxy::Proxy;
use rejoin_journeys::server::Server;

#[tokio::test]
async fn two_tabs_send_once_and_the_second_takes_over() -> Result<()> {
    let _turn = env::turn().await;
    let proxy = Proxy::start().await?;
    let server = Server::behind(&proxy).await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let id = ben.publish("Seen in both tabs").await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::at(&browser, &proxy.origin());
    app.sign_in("ada").await?;
    app.post("Seen in both tabs").shown().await?;
    let (first, second) = browser.open_tab().await?;
    app.open("/").await?;
    app.press("Seen in both tabs", "favourite").await?;
    let favourited = format!("/api/v1/statuses/{id}");
    app.page()
        .becomes(
            "the favourite on the server",
            async || Ok(ada.get(&favourited).await?["favourited"] == true),
        )
        .await?;
    ensure!(proxy.count(&format!("POST {favourited}/favourite")) == 1, "it was sent more than once");

    browser.driver().switch_to_window(first).await?;
    app.post("Seen in both tabs").get("button", "^favourite").is("aria-pressed", "true").await?;
    browser.driver().close_window().await?;
    browser.driver().switch_to_window(second).await?;
    app.compose().await?;
    app.composer().fill("Written in the tab that is left").await?;
    app.send().await?;
    let sent = app
        .page()
        .until("the post on the server", async || {
            Ok(Some(ada.posts_of("ada").await?).filter(|posts| !posts.is_empty()))
        })
        .await?;
    let text = sent.first().and_then(|post| post["content"].as_str()).context("no post")?;
    ensure!(sent.len() == 1 && text.contains("Written in the tab that is left"), "{sent:?}");
    browser.quit().await
}
