//! The tab that sends and follows the stream is frozen: it holds the lock and does nothing, as a page in the background of a
//! phone. Another takes the lead from it, and when it thaws, it does nothing twice.

use std::time::Duration;

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use rejoin_journeys::wait::until;

/// Twice it is asked, and twice there is time to answer: 16 seconds, and one look.
const TAKEN_OVER: Duration = Duration::from_secs(25);
const FREEZE: &str = "setTimeout(() => { const end = Date.now() + 30000; while (Date.now() < end); }, 50)";
const FIRST: &str = "Written while the leader was frozen";
const SECOND: &str = "Written in the tab that had led";

#[tokio::test]
async fn another_tab_takes_the_lead_from_one_that_is_frozen() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    ben.publish("Seen in both tabs").await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Seen in both tabs").shown().await?;
    app.page().becomes("the first tab to lead", async || app.leads().await).await?;
    let (first, second) = browser.open_tab().await?;
    app.open("/").await?;
    app.post("Seen in both tabs").shown().await?;

    browser.driver().switch_to_window(first.clone()).await?;
    // No driver can talk to a tab that the system has stopped; one that is lost in its own thoughts is as deaf.
    app.page().eval::<()>(FREEZE, vec![]).await?;
    browser.driver().switch_to_window(second).await?;
    ensure!(!app.leads().await?, "both tabs lead");
    app.compose().await?;
    app.composer().fill(FIRST).await?;
    app.send().await?;
    let acknowledged = app.post(FIRST).get("button", "^favourite");
    until("the post to be acknowledged", TAKEN_OVER, async || {
        Ok((acknowledged.count().await? > 0).then_some(()))
    })
    .await?;
    ensure!(ada.posts_of("ada").await?.len() == 1, "it was sent more than once");
    ensure!(app.leads().await?, "the tab that is awake does not lead");

    browser.driver().switch_to_window(first).await?;
    app.post(FIRST).shown().await?;
    ensure!(!app.leads().await?, "both tabs lead");
    app.compose().await?;
    app.composer().fill(SECOND).await?;
    app.send().await?;
    app.page()
        .becomes("the second post on the server", async || Ok(ada.posts_of("ada").await?.len() >= 2))
        .await?;
    app.post(SECOND).get("button", "^favourite").shown().await?;
    ensure!(ada.posts_of("ada").await?.len() == 2, "something was sent twice");
    ensure!(app.page().failures().await?.is_empty(), "{:?}", app.page().failures().await?);
    browser.quit().await
}
