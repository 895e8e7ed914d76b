//! Reading a thread again: from one new reply to the next, and words where something is not there any more.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

/// What is said of a post that is not there, to those who read an answer to it.
const GONE: &str = "What this answers is not here";

/// Whether the keyboard is in the post with this text.
async fn reads(app: &App<'_>, text: &str) -> Result<()> {
    let script =
        "return document.activeElement.closest('article')?.innerText.includes(arguments[0]) ?? false";
    app.page()
        .becomes(&format!("the focus in “{text}”"), async || {
            app.page().eval(script, vec![text.into()]).await
        })
        .await
}

async fn again(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let cleo = server.api()?.register("cleo").await?;
    ada.follow("ben").await?;
    let question = ben.publish("Which bridge is the oldest?").await?;
    let first = cleo.reply(&question, "The stone one").await?;

    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.open_thread("Which bridge").await?;
    app.post("The stone one").shown().await?;
    ensure!(page.get("button", "new repl").count().await? == 0, "all is new at the first time");
    // Away, and something is said; one answer stands in a branch, one at the end.
    app.go("home").await?;
    app.post("Which bridge").shown().await?;
    cleo.reply(&question, "Or the one at the mill").await?;
    let deleted = ben.reply(&first, "Are you sure?").await?;
    app.open(&format!("/@ben/{question}")).await?;
    page.get("button", "^2 new replies$").click().await?;
    reads(&app, "Are you sure?").await?;
    page.get("button", "^1 new reply$").shown().await?;
    page.press("u").await?;
    reads(&app, "Or the one at the mill").await?;
    page.get("button", "new repl").gone().await?;

    // What was there then is read the next time.
    page.reload().await?;
    app.post("Or the one at the mill").shown().await?;
    ensure!(page.get("button", "new repl").count().await? == 0, "nothing has come");

    // What answers a reply that was written here stands below it, and misses nothing.
    app.reply("Which bridge", "The mill's, I think").await?;
    let own = page
        .until("the reply on the server", async || {
            let all = ada.posts_of("ada").await?;
            Ok(all.first().and_then(|post| post["id"].as_str()).map(ToOwned::to_owned))
        })
        .await?;
    app.post("The mill's, I think").get("button", "^favourite").shown().await?;
    cleo.reply(&own, "@ada So do I").await?;
    app.post("So do I").shown().await?;
    ensure!(!page.text().await?.contains(GONE), "it is there");

    // Of a post that is gone, its answer says so.
    let answer = cleo.reply(&deleted, "Quite sure").await?;
    ben.delete(&format!("/api/v1/statuses/{deleted}")).await?;
    app.open(&format!("/@cleo/{answer}")).await?;
    app.post("Quite sure").shown().await?;
    page.sees(GONE).await?;
    app.open(&format!("/@ben/{question}")).await?;
    app.post("The stone one").shown().await?;
    ensure!(!page.text().await?.contains(GONE), "the first answers nothing");
    browser.quit().await
}

#[tokio::test]
async fn chromium_reads_a_thread_again() -> Result<()> {
    again(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_reads_a_thread_again() -> Result<()> {
    again(Engine::Firefox).await
}
