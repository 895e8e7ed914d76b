//! Someone new signs up, finds a question, answers it, and hears back while still looking.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

const QUESTION: &str = "Which tea goes with rain?";
const COMMENT: &str = "Smoky ones, I think.";
const ANSWER: &str = "Lapsang it is, thank you!";

async fn first_comment(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ben = server.api()?.register("ben").await?;
    ben.publish(QUESTION).await?;

    let adas = Browser::start(engine).await?;
    let ada = App::new(&adas, &server);
    ada.sign_up("ada").await?;

    // Nobody is followed yet: the empty home says what belongs there and offers the step.
    ada.page().sees("Your home is quiet").await?;
    ada.go("notifications").await?;
    ada.page().sees("Nothing here yet").await?;
    ada.go("local").await?;
    ada.open_thread(QUESTION).await?;
    ada.reply(QUESTION, COMMENT).await?;
    ada.post(COMMENT).shown().await?;
    ada.page().eval::<()>("window.__never_reloaded = true", vec![]).await?;

    let bens = Browser::start(engine).await?;
    let ben = App::new(&bens, &server);
    ben.sign_in("ben").await?;
    ben.go("notifications").await?;
    ben.page().sees(COMMENT).await?;
    ben.reply(COMMENT, ANSWER).await?;

    ada.post(ANSWER).shown().await?;
    let same = "return window.__never_reloaded === true";
    ensure!(ada.page().eval::<bool>(same, vec![]).await?, "the page was loaded anew to show the answer");
    bens.quit().await?;
    adas.quit().await
}

#[tokio::test]
async fn chromium_first_comment() -> Result<()> {
    first_comment(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_first_comment() -> Result<()> {
    first_comment(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_first_comment() -> Result<()> {
    first_comment(Engine::WebKit).await
}
