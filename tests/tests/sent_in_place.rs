//! A post that waited arrives where it stands: its row is the same one, with the focus and what was opened in it, and it never
//! stands there twice.

use std::cell::Cell;

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::proxy::Proxy;
use rejoin_journeys::server::Server;

/// Remembers the row in which the focus is, and looks at it again.
const REMEMBER: &str = "window.__row = document.activeElement.closest('article'); return !!window.__row";
const IS_STILL_THERE: &str =
    "return window.__row.isConnected && window.__row.contains(document.activeElement)";

async fn arrives_in_place(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let question = ben.publish("Where do we meet?").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Where do we meet?").shown().await?;
    app.can_go_offline().await?;
    let thread = format!("/@ben/{question}");
    app.open(&thread).await?;
    app.post("Where do we meet?").shown().await?;
    server.stop().await?;

    // In a feed, with something opened and the focus inside.
    app.open("/").await?;
    app.compose().await?;
    app.composer().fill("The butler, in the shed").await?;
    app.warn_with("Who it was").await?;
    app.send().await?;
    app.post("Who it was").get("button", "^show$").click().await?;
    app.post("The butler, in the shed").shown().await?;
    ensure!(app.page().eval::<bool>(REMEMBER, vec![]).await?, "the focus is in no post");
    server.restart().await?;
    app.post("Who it was").get("button", "^favourite").shown().await?;
    ensure!(app.page().eval::<bool>(IS_STILL_THERE, vec![]).await?, "the row was drawn anew");
    app.post("Who it was").get("button", "^hide$").shown().await?;
    ensure!(app.post("The butler, in the shed").count().await? == 1);

    // In a thread, with the focus on a button that goes when the post arrives.
    app.open(&thread).await?;
    app.post("Where do we meet?").shown().await?;
    server.stop().await?;
    app.reply("Where do we meet?", "At the pump").await?;
    let edit = app.post("At the pump").get("button", "^edit$").first().await?;
    edit.focus().await?;
    ensure!(app.page().eval::<bool>(REMEMBER, vec![]).await?, "the focus is in no reply");
    server.restart().await?;
    app.post("At the pump").get("button", "^favourite").shown().await?;
    ensure!(app.page().eval::<bool>(IS_STILL_THERE, vec![]).await?, "the reply was drawn anew");
    ensure!(app.post("At the pump").count().await? == 1);
    browser.quit().await
}

#[tokio::test]
async fn in_chromium() -> Result<()> {
    arrives_in_place(Engine::Chromium).await
}

#[tokio::test]
async fn in_firefox() -> Result<()> {
    arrives_in_place(Engine::Firefox).await
}

#[tokio::test]
async fn a_post_whose_answer_was_lost_never_shows_twice() -> Result<()> {
    let _turn = env::turn().await;
    let proxy = Proxy::start().await?;
    let server = Server::behind(&proxy).await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::at(&browser, &proxy.origin());
    app.sign_in("ada").await?;
    proxy.loses_answers("POST /api/v1/statuses", 1);
    app.compose().await?;
    app.composer().fill("Said only once").await?;
    app.send().await?;
    app.page().becomes("the post on the server", async || Ok(!ada.posts_of("ada").await?.is_empty())).await?;
    // The page of the profile asks the server, which has it, while here it still waits for its answer.
    app.page().get("link", "^(profile|you)").click().await?;
    let most = Cell::new(0);
    app.page()
        .becomes("the post once, and sent", async || {
            let (there, sent) =
                (app.post("Said only once"), app.post("Said only once").get("button", "^favourite"));
            let count = there.count().await?;
            most.set(most.get().max(count));
            Ok(count == 1 && sent.count().await? == 1)
        })
        .await?;
    ensure!(most.get() == 1, "it was shown {} times", most.get());
    browser.quit().await
}
