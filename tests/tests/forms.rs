//! Forms of one's own things: what is written in them outlives leaving the page, and saving changes nothing that was not touched.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::page::Page;
use rejoin_journeys::server::Server;
use serde_json::{Value, json};
use thirtyfour::Key;

async fn focus_is_on(page: Page<'_>, name: &str) -> Result<()> {
    let script =
        "const e = document.activeElement; return e.getAttribute('aria-label') ?? e.innerText.trim()";
    page.becomes(&format!("the focus on “{name}”"), async || {
        Ok(page.eval::<String>(script, vec![]).await? == name)
    })
    .await
}

async fn only_filter(ada: &Api) -> Result<Value> {
    let all = ada.get("/api/v2/filters").await?;
    ensure!(all.as_array().is_some_and(|all| all.len() == 1), "{all:#}");
    Ok(all[0].clone())
}

async fn changed(app: &App<'_>) -> Result<()> {
    app.open("/outbox").await?;
    app.all_sent().await
}

/// A filter with words of both kinds, that covers media, and is over.
async fn a_filter_is_changed(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let words = json!([{ "keyword": "cats", "whole_word": true }, { "keyword": "dog", "whole_word": false }]);
    let filter = json!({ "title": "Animals", "context": ["home"], "filter_action": "blur", "expires_in": 1, "keywords_attributes": words });
    ada.post("/api/v2/filters", filter).await?;
    let before = only_filter(&ada).await?;

    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.open("/filters").await?;
    page.get("button", "^edit animals$").first().await?.send_keys(Key::Enter.value().to_string()).await?;
    // The form stands above; the words are what one came for.
    let text = page.get("textbox", "^words, one a line$");
    page.becomes("the focus in the form", async || {
        page.eval("return document.activeElement.tagName === 'TEXTAREA'", vec![]).await
    })
    .await?;
    text.first().await?.send_keys("\nbird").await?;

    // One goes away in the middle of it.
    page.reload().await?;
    page.get("button", "^edit animals$").click().await?;
    page.sees("You began this earlier").await?;
    ensure!(text.first().await?.value().await?.as_deref() == Some("cats\ndog\nbird"));
    page.get("button", "^save$").click().await?;
    focus_is_on(page, "Edit Animals").await?;
    changed(&app).await?;
    let after = only_filter(&ada).await?;
    let whole = |word: &str| {
        let all = after["keywords"].as_array();
        all.and_then(|all| all.iter().find(|one| one["keyword"] == word)).map(|one| one["whole_word"].clone())
    };
    ensure!(whole("cats") == Some(json!(true)) && whole("dog") == Some(json!(false)), "{after:#}");
    ensure!(whole("bird").is_some(), "{after:#}");
    ensure!(after["filter_action"] == "blur" && after["expires_at"] == before["expires_at"], "{after:#}");

    app.open("/filters").await?;
    page.get("button", "^edit animals$").click().await?;
    page.get("combobox", "^how long").first().await?.send_keys("For good").await?;
    page.get("button", "^save$").click().await?;
    page.loses("It is over").await?;
    changed(&app).await?;
    ensure!(only_filter(&ada).await?["expires_at"].is_null(), "it still ends");
    browser.quit().await
}

#[tokio::test]
async fn chromium_changes_a_filter_and_nothing_else_of_it() -> Result<()> {
    a_filter_is_changed(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_changes_a_filter_and_nothing_else_of_it() -> Result<()> {
    a_filter_is_changed(Engine::Firefox).await
}

#[tokio::test]
async fn what_is_begun_in_a_form_is_there_when_one_comes_back() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ben.publish("Buy watches").await?;
    ada.follow("ben").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();

    app.open("/settings/profile").await?;
    page.get("textbox", "^about you$").fill("Keeps bees").await?;
    app.go("notifications").await?;
    app.open("/settings/profile").await?;
    page.sees("You began this earlier").await?;
    let about = page.get("textbox", "^about you$");
    ensure!(about.first().await?.value().await?.as_deref() == Some("Keeps bees"));
    page.get("button", "^begin again$").click().await?;
    page.becomes("the profile as it is", async || {
        Ok(about.first().await?.value().await?.is_some_and(|text| text.is_empty()))
    })
    .await?;

    app.open("/@ben").await?;
    app.profile_menu("report").await?;
    let dialog = page.get("dialog", "^report$");
    dialog.get("textbox", "^what should they know").fill("Sells watches").await?;
    page.press(Key::Escape.value().to_string()).await?;
    dialog.gone().await?;
    app.profile_menu("report").await?;
    let words = dialog.get("textbox", "^what should they know").first().await?.value().await?;
    ensure!(words.as_deref() == Some("Sells watches"), "{words:?}");
    dialog.get("button", "^cancel$").click().await?;

    page.get("button", "^add a private note$").click().await?;
    page.get("textbox", "^your private note$").fill("Met in Rome").await?;
    page.reload().await?;
    page.get("button", "^add a private note$").click().await?;
    let note = page.get("textbox", "^your private note$").first().await?.value().await?;
    ensure!(note.as_deref() == Some("Met in Rome"), "{note:?}");
    page.get("button", "^save$").click().await?;
    page.sees("Only you see this note").await?;
    focus_is_on(page, "Edit note").await?;

    // What one has left with the account is gone from the device.
    app.open("/filters").await?;
    page.get("button", "^new filter$").click().await?;
    page.get("textbox", "^words, one a line$").fill("spoiler").await?;
    app.sign_out().await?;
    let kept: Vec<String> = page
        .eval("return Object.keys(localStorage).filter((key) => key.startsWith('rejoin.unsaved'))", vec![])
        .await?;
    ensure!(kept.is_empty(), "{kept:?}");
    browser.quit().await
}

#[tokio::test]
async fn lists_are_made_one_after_another_by_keyboard() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.open("/lists").await?;
    page.get("textbox", "^name of a new list$").click().await?;
    for name in ["Close", "Far"] {
        page.press(name).await?;
        page.press(Key::Tab.value().to_string()).await?;
        page.press(Key::Enter.value().to_string()).await?;
        page.get("link", &format!("^{name}").to_lowercase()).shown().await?;
    }
    changed(&app).await?;
    let all = ada.get("/api/v1/lists").await?;
    ensure!(all.as_array().is_some_and(|all| all.len() == 2), "{all:#}");
    browser.quit().await
}
