//! Catching up: what was said in the last hours, most answered first, by person and by topic, without a server too.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use thirtyfour::By;

async fn catches_up(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let dora = server.api()?.register("dora").await?;
    for who in ["ben", "dora"] {
        ada.follow(who).await?;
    }
    let asked = ben.publish("Who has seen my #bicycle?").await?;
    for n in 0..50 {
        ben.publish(&format!("Thought number {n}")).await?;
    }
    dora.publish("A #bicycle passes").await?;
    dora.reply(&asked, "@ben I have").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.can_go_offline().await?;
    // Further back than a first page of home reaches.
    app.open("/catch-up").await?;
    app.post("Who has seen").shown().await?;
    let first = "return document.querySelector('main article').innerText.includes('Who has seen')";
    page.becomes("the answered post to be first", async || page.eval(first, vec![]).await).await?;
    page.get("button", "^show more$").shown().await?;
    page.get("link", "^by person$").click().await?;
    page.get("button", "^dora").click().await?;
    app.post("A #bicycle passes").shown().await?;
    app.post("Who has seen").gone().await?;

    server.stop().await?;
    page.get("link", "^by topic$").click().await?;
    page.get("button", "^#bicycle 2 posts$").click().await?;
    app.post("A #bicycle passes").shown().await?;
    app.post("Who has seen").shown().await?;
    page.sees("this is what the device has").await?;
    let hours = page.get("combobox", "^what was said in the last").first().await?;
    hours.find(By::Css("option[value='4']")).await?.click().await?;
    page.arrives("four hours", |path| path == "/catch-up/topics?hours=4").await?;
    page.get("button", "^#bicycle 2 posts$").shown().await?;
    ensure!(page.failures().await?.is_empty());
    browser.quit().await
}

#[tokio::test]
async fn chromium_catches_up() -> Result<()> {
    catches_up(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_catches_up() -> Result<()> {
    catches_up(Engine::Firefox).await
}
