//! What is being written: kept through tabs, crashes and second thoughts, and never turned into something else.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};

/// What stands in the composer that is open.
async fn written(app: &App<'_>) -> Result<String> {
    let field = app.page().get("textbox", "^text$").first().await?;
    Ok(field.value().await?.unwrap_or_default())
}

async fn reads(app: &App<'_>, text: &str) -> Result<()> {
    app.page().becomes(&format!("“{text}” in the composer"), async || Ok(written(app).await? == text)).await
}

/// Everything in a table of the databases whose names begin so.
async fn stored(app: &App<'_>, database: &str, table: &str) -> Result<Vec<String>> {
    let script = "
        const [start, table] = arguments;
        const wait = (request) => new Promise((done, failed) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
        return (async () => {
          const all = [];
          for (const { name } of await indexedDB.databases()) {
            if (!name.startsWith(start)) continue;
            const database = await wait(indexedDB.open(name));
            all.push(...await wait(database.transaction(table).objectStore(table).getAll()));
            database.close();
          }
          return all.map((value) => JSON.stringify(value));
        })();";
    app.page().eval(script, vec![database.into(), table.into()]).await
}

#[tokio::test]
async fn two_tabs_keep_each_others_drafts() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    server.api()?.register("ada").await?.publish("Worth an answer").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Worth an answer").shown().await?;
    app.compose().await?;
    app.composer().fill("Begun in the first tab").await?;
    let first = browser.driver().window().await?;

    let second = browser.driver().new_tab().await?;
    browser.driver().switch_to_window(second.clone()).await?;
    app.open("/").await?;
    app.press("Worth an answer", "reply").await?;
    app.composer().fill("Begun in the second tab").await?;

    browser.driver().switch_to_window(first).await?;
    app.composer().fill("Gone on with in the first tab").await?;
    app.open("/compose").await?;
    reads(&app, "Gone on with in the first tab").await?;
    let list = app.page().get("region", "^drafts$");
    list.containing("Begun in the second tab").shown().await?;

    // What is sent in one tab is not left lying in the other.
    browser.driver().switch_to_window(second).await?;
    app.open("/compose").await?;
    reads(&app, "Gone on with in the first tab").await?;
    let here = browser.driver().window().await?;
    let others = browser.driver().windows().await?;
    let first = others.into_iter().find(|window| *window != here).context("the first tab is gone")?;
    browser.driver().switch_to_window(first).await?;
    app.page().get("button", "^post$").click().await?;
    browser.driver().switch_to_window(here).await?;
    reads(&app, "").await?;
    browser.quit().await
}

#[tokio::test]
async fn what_was_typed_is_there_after_the_browser_was_killed() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    server.api()?.register("ada").await?;
    let mut browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.compose().await?;
    app.composer().fill("A thought that must not be lost").await?;
    app.page()
        .becomes("the draft on disk", async || {
            let values = stored(&app, "rejoin/device", "values").await?;
            Ok(values.iter().any(|value| value.contains("A thought that must not be lost")))
        })
        .await?;
    browser.crash().await?;
    let app = App::new(&browser, &server);
    app.open("/compose").await?;
    reads(&app, "A thought that must not be lost").await?;
    browser.quit().await
}

#[tokio::test]
async fn an_earlier_version_can_be_had_back_and_a_discarded_draft_too() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.open("/compose").await?;
    let long = "A long thought that took a good while to be put into words.";
    let field = app.page().get("textbox", "^text$");
    field.fill(long).await?;
    let list = app.page().get("region", "^drafts$");
    // Written down once the keys have rested.
    app.page()
        .becomes("the draft to be kept", async || {
            app.page().eval("return JSON.stringify(localStorage).includes('put into words')", vec![]).await
        })
        .await?;
    field.fill("Never mind.").await?;
    list.get("button", "^restore: a long thought").click().await?;
    reads(&app, long).await?;
    list.get("button", "^restore: never mind").shown().await?;

    list.get("button", "^lay this aside").click().await?;
    reads(&app, "").await?;
    list.get("button", "^discard: a long thought").click().await?;
    list.get("button", "^go on writing: a long thought").gone().await?;
    app.page().get("button", "^undo$").click().await?;
    list.get("button", "^go on writing: a long thought").click().await?;
    app.composer().shown().await?;
    let text = app.composer().first().await?.value().await?.unwrap_or_default();
    ensure!(text == long, "{text}");
    browser.quit().await
}

#[tokio::test]
async fn files_that_no_draft_needs_go_from_the_device() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    server.api()?.register("ada").await?;
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("sky.png");
    std::fs::write(&file, picture::gradient(32, 32))?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let files = async || Ok::<_, anyhow::Error>(stored(&app, "rejoin/127", "files").await?.len());
    app.compose().await?;
    app.attach(&file).await?;
    app.page().becomes("the file on the device", async || Ok(files().await? == 1)).await?;
    app.page().get("button", "^remove sky").click().await?;
    app.page().becomes("the file to go", async || Ok(files().await? == 0)).await?;
    browser.quit().await
}

#[tokio::test]
async fn a_change_to_a_post_that_was_deleted_meanwhile_becomes_a_new_post_only_when_wished() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let id = ada.publish("To be changed").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.menu("To be changed", "edit").await?;
    app.composer().fill("Changed thoroughly").await?;
    app.page().press(thirtyfour::Key::Escape.value().to_string()).await?;

    // The change belongs to its post: a new post begins empty.
    app.compose().await?;
    let text = app.composer().first().await?.value().await?.unwrap_or_default();
    ensure!(text.is_empty(), "{text}");
    app.page().get("button", "^drafts and earlier versions$").click().await?;
    ada.delete(&format!("/api/v1/statuses/{id}")).await?;
    app.page().get("button", "^go on writing: changed thoroughly").click().await?;
    app.page().get("button", "^make it a new post$").click().await?;
    app.page().get("dialog", "^new post$").shown().await?;
    let text = app.composer().first().await?.value().await?.unwrap_or_default();
    ensure!(text == "Changed thoroughly", "{text}");
    app.send().await?;
    app.page()
        .becomes("the new post on the server", async || {
            let account = ada.account_id("ada").await?;
            let posts = ada.get(&format!("/api/v1/accounts/{account}/statuses")).await?;
            let posts = posts.as_array().cloned().unwrap_or_default();
            Ok(posts.len() == 1 && posts[0]["content"].to_string().contains("Changed thoroughly"))
        })
        .await?;
    browser.quit().await
}
