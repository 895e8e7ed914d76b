//! The page of what waits: what it is and about what, in which order it is sent, and taking decisions back.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::proxy::Proxy;
use rejoin_journeys::server::Server;
use thirtyfour::Key;

/// The texts of the newest posts of an account, newest first.
async fn texts(api: &Api, id: &str) -> Result<Vec<String>> {
    let posts = api.get(&format!("/api/v1/accounts/{id}/statuses?exclude_reblogs=true")).await?;
    let text = |post: &serde_json::Value| post["content"].as_str().unwrap_or_default().to_owned();
    Ok(posts.as_array().map(|posts| posts.iter().map(text).collect()).unwrap_or_default())
}

/// Waits until the app knows that nobody answers.
async fn cut_off(app: &App<'_>, server: &mut Server) -> Result<()> {
    app.can_go_offline().await?;
    server.stop().await?;
    app.offline_chip().shown().await
}

async fn post(app: &App<'_>, text: &str) -> Result<()> {
    app.compose().await?;
    app.composer().fill(text).await?;
    app.send().await
}

/// The words of what waits, in the order of the page.
async fn waiting(app: &App<'_>) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for entry in app.page().role("main").role("listitem").now().await? {
        all.push(entry.text().await?);
    }
    Ok(all)
}

async fn stands_before(app: &App<'_>, first: &str, second: &str) -> Result<()> {
    app.page()
        .becomes(&format!("“{first}” before “{second}”"), async || {
            let all = waiting(app).await?;
            let place = |words: &str| all.iter().position(|entry| entry.contains(words));
            Ok(matches!((place(first), place(second)), (Some(first), Some(second)) if first < second))
        })
        .await
}

async fn holds_focus(app: &App<'_>, words: &str) -> Result<()> {
    let script = "return document.activeElement.closest('li')?.innerText.includes(arguments[0]) ?? false";
    app.page()
        .becomes(&format!("the focus at “{words}”"), async || {
            app.page().eval(script, vec![words.into()]).await
        })
        .await
}

#[tokio::test]
async fn what_waits_is_told_put_in_order_given_up_and_taken_back() -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    ben.publish("How do we go?").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("How do we go?").shown().await?;
    cut_off(&app, &mut server).await?;

    app.press("How do we go?", "favourite").await?;
    app.reply("How do we go?", "By train").await?;
    post(&app, "Written first").await?;
    post(&app, "Written second").await?;
    app.page().get("link", "4 to send$").click().await?;
    let entry = |words: &str| app.page().role("main").role("listitem").containing(words);
    entry("Favourite for ben: How do we go?").shown().await?;
    entry("Reply to ben: How do we go?").containing("By train").get("link", "how do we go").shown().await?;
    stands_before(&app, "Written first", "Written second").await?;

    let second = entry("Written second");
    second.get("button", "^send before the post above$").click().await?;
    stands_before(&app, "Written second", "Written first").await?;
    // The button that was pressed can be pressed again without being looked for.
    holds_focus(&app, "Written second").await?;

    // By keyboard, entry after entry: the focus goes to what stands there next, and each can be taken back.
    app.page().get("button", "^undo$").gone().await?;
    let discard = |words: &str| entry(words).get("button", &format!("^discard post .*{words}$"));
    discard("Written second").first().await?.send_keys(Key::Enter.value().to_string()).await?;
    entry("Written second").gone().await?;
    holds_focus(&app, "Written first").await?;
    app.page().press(Key::Enter.value().to_string()).await?;
    entry("Written first").gone().await?;
    app.page()
        .becomes("an undo for each", async || Ok(app.page().get("button", "^undo$").count().await? == 2))
        .await?;
    for _ in 0..2 {
        app.page().get("button", "^undo$").first().await?.send_keys(Key::Enter.value().to_string()).await?;
    }
    stands_before(&app, "Written second", "Written first").await?;

    server.restart().await?;
    app.all_sent().await?;
    let me = ada.account_id("ada").await?;
    let sent = texts(&ada, &me).await?;
    let place = |words: &str| sent.iter().position(|text| text.contains(words));
    ensure!(sent.len() == 3, "{sent:?}");
    ensure!(place("Written first") < place("Written second"), "the newest stands first: {sent:?}");
    browser.quit().await
}

#[tokio::test]
async fn a_post_that_waits_goes_back_into_the_composer() -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    ada.publish("An old post").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("An old post").shown().await?;
    cut_off(&app, &mut server).await?;

    post(&app, "Too hasty").await?;
    app.post("Too hasty").shown().await?;
    app.page().get("button", "^undo$").click().await?;
    app.composer().shown().await?;
    app.post("Too hasty").gone().await?;
    let text = app.composer().first().await?.value().await?.unwrap_or_default();
    ensure!(text == "Too hasty", "{text}");
    app.composer().fill("Well considered").await?;
    app.send().await?;

    server.restart().await?;
    let me = ada.account_id("ada").await?;
    app.page()
        .becomes("the post on the server", async || {
            let sent = texts(&ada, &me).await?;
            ensure!(!sent.iter().any(|text| text.contains("Too hasty")), "{sent:?}");
            Ok(sent.iter().filter(|text| text.contains("Well considered")).count() == 1)
        })
        .await?;
    browser.quit().await
}

#[tokio::test]
async fn what_the_server_refuses_says_why_and_can_be_written_anew() -> Result<()> {
    let _turn = env::turn().await;
    let proxy = Proxy::start().await?;
    let server = Server::behind(&proxy).await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let id = ben.publish("Soon to be gone").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::at(&browser, &proxy.origin());
    app.sign_in("ada").await?;
    app.post("Soon to be gone").shown().await?;
    app.can_go_offline().await?;
    proxy.cut(true);
    app.page().reload().await?;
    app.offline_chip().shown().await?;
    app.reply("Soon to be gone", "Too late").await?;
    ben.delete(&format!("/api/v1/statuses/{id}")).await?;
    proxy.cut(false);
    app.open("/outbox").await?;
    let refused = app.page().get("region", "^not sent$").role("listitem").containing("Too late");
    refused.shown().await?;
    refused.get("button", "^copy text").shown().await?;
    app.page().get("link", "^1 not sent$").shown().await?;
    refused.get("button", "^edit").click().await?;
    app.page().get("button", "^make it a new post$").click().await?;
    app.page().get("dialog", "^new post$").shown().await?;
    app.send().await?;
    let me = ada.account_id("ada").await?;
    app.page()
        .becomes("the post on the server", async || {
            Ok(texts(&ada, &me).await?.iter().any(|text| text.contains("Too late")))
        })
        .await?;
    browser.quit().await
}
