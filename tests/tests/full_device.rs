//! The device is full: what was only read makes way, the user is told in words, and what is written meanwhile is not lost.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::store_page::call;
use rejoin_journeys::{env, picture};
use serde_json::json;

/// So many bytes are left over: fewer than the app needs to start.
const LITTLE: u64 = 10_000;

/// Lets the browser (Chromium) give the server's pages this many bytes, or as many as it likes.
async fn grant(browser: &Browser, server: &Server, bytes: Option<u64>) -> Result<()> {
    let mut given = json!({ "origin": server.origin() });
    if let Some(bytes) = bytes {
        given["quotaSize"] = json!(bytes);
    }
    browser.driver().cdp().send_raw("Storage.overrideQuotaForOrigin", given).await?;
    Ok(())
}

async fn used(app: &App<'_>) -> Result<u64> {
    call(&app.page(), "return (await navigator.storage.estimate()).usage", vec![]).await
}

async fn pictures(app: &App<'_>) -> Result<usize> {
    let kept = "return (await (await caches.open('rejoin-images')).keys()).length";
    call(&app.page(), kept, vec![]).await
}

/// How often a text stands among ada's posts.
async fn count(ada: &Api, text: &str) -> Result<usize> {
    let id = ada.account_id("ada").await?;
    let posts = ada.get(&format!("/api/v1/accounts/{id}/statuses?limit=40")).await?;
    let posts = posts.as_array().context("no list of posts")?;
    Ok(posts.iter().filter(|post| post["content"].as_str().is_some_and(|html| html.contains(text))).count())
}

async fn prepare() -> Result<(Server, Api)> {
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    for n in 0..6 {
        let media = ben.upload(picture::noise(400, 300), "Noise").await?;
        ben.post("/api/v1/statuses", json!({ "status": format!("Picture {n}"), "media_ids": [media] }))
            .await?;
    }
    Ok((server, ada))
}

#[tokio::test]
async fn what_was_read_makes_way_for_what_is_written() -> Result<()> {
    let _turn = env::turn().await;
    let (server, ada) = prepare().await?;
    let mut browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Picture 5").shown().await?;
    app.can_go_offline().await?;
    app.open("/local").await?;
    app.post("Picture 5").shown().await?;
    app.page().becomes("the pictures to be kept", async || Ok(pictures(&app).await? > 0)).await?;
    let used = used(&app).await?;

    // A browser that has just started has not yet granted anything.
    browser.restart().await?;
    grant(&browser, &server, Some(used + LITTLE)).await?;
    let app = App::new(&browser, &server);
    app.open("/").await?;
    app.post("Picture 5").shown().await?;
    for n in 0..40 {
        app.compose().await?;
        app.composer().fill(&format!("Written on a full device {n}")).await?;
        app.send().await?;
        if app.page().text().await?.contains("This device was full") {
            break;
        }
    }
    app.page().role("alert").containing("what you wrote is kept").shown().await?;
    app.page()
        .becomes(
            "the posts on the server",
            async || Ok(count(&ada, "Written on a full device 0").await? == 1),
        )
        .await?;
    browser.quit().await
}

#[tokio::test]
async fn a_post_that_has_no_room_stays_a_draft_and_is_sent_when_there_is_room() -> Result<()> {
    let _turn = env::turn().await;
    let (server, ada) = prepare().await?;
    let mut browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Picture 5").shown().await?;
    app.can_go_offline().await?;

    browser.restart().await?;
    grant(&browser, &server, Some(1)).await?;
    let app = App::new(&browser, &server);
    app.open("/").await?;
    app.compose().await?;
    app.composer().fill("Written where there is no room").await?;
    app.press_send().await?;
    app.page().role("alert").containing("This device is full").shown().await?;
    app.page().sees("could not be kept on your device").await?;
    ensure!(count(&ada, "no room").await? == 0);

    // The page may go: the draft stays, and is sent once when somebody has cleared up.
    app.open("/").await?;
    app.compose().await?;
    let draft = async || {
        let field = app.composer().first().await?;
        Ok(field.value().await?.as_deref() == Some("Written where there is no room"))
    };
    app.page().becomes("the draft", draft).await?;
    grant(&browser, &server, None).await?;
    app.send().await?;
    app.page().becomes("the post on the server", async || Ok(count(&ada, "no room").await? == 1)).await?;
    browser.quit().await
}
