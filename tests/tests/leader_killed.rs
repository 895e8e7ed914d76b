//! The tab that sends and follows the stream is killed: another takes over within five seconds.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use rejoin_journeys::wait::until;

/// What is promised.
const TAKEN_OVER: Duration = Duration::from_secs(5);
const TEXT: &str = "Written after the leader was killed";

#[tokio::test]
async fn another_tab_sends_within_five_seconds_of_the_leaders_end() -> Result<()> {
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
    ensure!(!app.leads().await?, "both tabs lead");
    app.compose().await?;
    app.composer().fill(TEXT).await?;

    // Killed without a word: nothing of the page runs any more, and nobody tells the other tab.
    browser.driver().switch_to_window(first).await?;
    browser.crash_tab().await?;
    let killed = Instant::now();
    browser.driver().switch_to_window(second).await?;
    app.send().await?;
    let queued = killed.elapsed();
    let left = TAKEN_OVER.saturating_sub(queued);
    let posts = until("the post on the server", left, async || {
        Ok(Some(ada.posts_of("ada").await?).filter(|posts| !posts.is_empty()))
    })
    .await?;
    println!("queued {queued:?} and sent {:?} after the leader's end", killed.elapsed());
    ensure!(app.leads().await?, "the tab that is left does not lead");
    ensure!(posts.len() == 1, "{posts:?}");

    // It follows the stream, too.
    ben.publish("Told by the stream").await?;
    app.page()
        .until("the new post, or word of it", async || {
            if let Some(pill) = app.new_posts().now().await?.first() {
                pill.click().await?;
            }
            Ok((app.post("Told by the stream").count().await? > 0).then_some(()))
        })
        .await?;
    browser.quit().await
}
