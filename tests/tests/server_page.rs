//! What a server has and has not: found by asking, said in words, and remembered when it cannot be asked.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

#[tokio::test]
async fn a_server_says_what_it_lacks() -> Result<()> {
    let _turn = env::turn().await;
    let mut server =
        Server::demo_without(&["lists", "filters", "grouped-notifications", "streaming"]).await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_up("ada").await?;
    let page = app.page();
    app.can_go_offline().await?;
    app.open("/server").await?;
    page.sees("You cannot sort people into feeds of their own.").await?;
    page.sees("You cannot hide posts by words.").await?;
    page.sees("This app groups them by itself.").await?;
    page.sees("They come when you look, and every minute.").await?;
    let text = page.text().await?;
    ensure!(
        text.contains("Following hashtags") && !text.contains("A hashtag's page has its posts all the same."),
        "{text}"
    );
    app.open("/lists").await?;
    page.sees("Not on this server").await?;
    app.open("/filters").await?;
    page.sees("Not on this server").await?;
    server.stop().await?;
    app.open("/server").await?;
    page.sees("You cannot sort people into feeds of their own.").await?;
    browser.quit().await
}
