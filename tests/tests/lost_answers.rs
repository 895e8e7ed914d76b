//! The server acts, and its answer is lost, on a server that knows no idempotency keys: nothing is there twice, nothing is
//! missing.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::proxy::Proxy;
use rejoin_journeys::server::Server;
use serde_json::json;

const CREATE: &str = "POST /api/v1/statuses";

async fn line() -> Result<(Proxy, Server)> {
    let proxy = Proxy::start().await?;
    let server = Server::behind(&proxy).await?;
    proxy.loses_header("Idempotency-Key");
    Ok((proxy, server))
}

/// How often a text stands among the posts of `acct`.
async fn count(api: &Api, acct: &str, text: &str) -> Result<usize> {
    let id = api.account_id(acct).await?;
    let posts = api.get(&format!("/api/v1/accounts/{id}/statuses?limit=40")).await?;
    let posts = posts.as_array().cloned().unwrap_or_default();
    Ok(posts.iter().filter(|post| post["content"].as_str().is_some_and(|html| html.contains(text))).count())
}

async fn write(app: &App<'_>, text: &str) -> Result<()> {
    app.compose().await?;
    app.composer().fill(text).await?;
    app.send().await
}

async fn all_sent(app: &App<'_>) -> Result<()> {
    app.open("/outbox").await?;
    app.page()
        .until("the outbox to be empty", async || {
            Ok(app.page().text().await?.contains("All sent").then_some(()))
        })
        .await
}

#[tokio::test]
async fn a_post_whose_answer_was_lost_is_there_once() -> Result<()> {
    let _turn = env::turn().await;
    let (proxy, server) = line().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::at(&browser, &proxy.origin());
    app.sign_in("ada").await?;

    proxy.loses_answers(CREATE, 1);
    write(&app, "Said @once, <only> once: https://example.org/a?b=c&d 🦊").await?;
    all_sent(&app).await?;
    ensure!(proxy.count(CREATE) >= 1);
    let there = count(&ada, "ada", "once: ").await?;
    ensure!(there == 1, "it is there {there} times");
    app.open("/").await?;
    app.post("once: ").shown().await?;
    ensure!(app.post("once: ").count().await? == 1, "it is shown twice");
    browser.quit().await
}

#[tokio::test]
async fn two_equal_posts_are_both_there_though_an_answer_was_lost() -> Result<()> {
    let _turn = env::turn().await;
    let (proxy, server) = line().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::at(&browser, &proxy.origin());
    app.sign_in("ada").await?;

    write(&app, "Encore").await?;
    all_sent(&app).await?;
    proxy.loses_answers(CREATE, 1);
    app.open("/").await?;
    write(&app, "Encore").await?;
    all_sent(&app).await?;
    let there = count(&ada, "ada", "Encore").await?;
    ensure!(there == 2, "it is there {there} times");
    browser.quit().await
}

#[tokio::test]
async fn a_vote_whose_answer_was_lost_counts_once() -> Result<()> {
    let _turn = env::turn().await;
    let (proxy, server) = line().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let poll = json!({ "options": ["By train", "By boat"], "expires_in": 3600 });
    let post = ben.post("/api/v1/statuses", json!({ "status": "How do we go?", "poll": poll })).await?;
    let path = format!("/api/v1/polls/{}", post["poll"]["id"].as_str().unwrap_or_default());
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::at(&browser, &proxy.origin());
    app.sign_in("ada").await?;

    proxy.loses_answers(&format!("POST {path}/votes"), 1);
    let question = app.post("How do we go?");
    question.get("radio", "by boat").click().await?;
    question.get("button", "^vote").click().await?;
    // Shown is kept; a page that is left before that has promised nothing.
    question.containing("100").shown().await?;
    all_sent(&app).await?;
    let poll = ada.get(&path).await?;
    ensure!(poll["voted"] == true && poll["options"][1]["votes_count"] == 1, "{poll:#}");
    browser.quit().await
}
