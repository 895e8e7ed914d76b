//! Somebody with two accounts acts on one post as either.

use anyhow::Result;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

async fn one_post_as_two(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let eve = server.api()?.register("eve").await?;
    ada.follow("ben").await?;
    let post = ben.publish("Who else is coming?").await?;

    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("eve").await?;
    app.add_account("ada").await?;
    app.open("/").await?;
    app.press("Who else is coming?", "^favourite").await?;
    app.menu("Who else is coming?", "open as @eve@").await?;
    page.arrives("the post as the other sees it", |path| path == format!("/@ben/{post}")).await?;
    // It is the other's now: not favourited.
    let favourite = app.post("Who else is coming?").get("button", "^favourite");
    favourite.is("aria-pressed", "false").await?;
    app.press("Who else is coming?", "^boost").await?;
    app.reply("Who else is coming?", "I am").await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let of = async |who: &rejoin_journeys::api::Api| who.get(&format!("/api/v1/statuses/{post}")).await;
    let (by_ada, by_eve) = (of(&ada).await?, of(&eve).await?);
    anyhow::ensure!(by_ada["favourited"] == true && by_ada["reblogged"] == false, "{by_ada}");
    anyhow::ensure!(by_eve["favourited"] == false && by_eve["reblogged"] == true, "{by_eve}");
    anyhow::ensure!(by_eve["replies_count"] == 1, "{by_eve}");

    // A person too.
    app.open("/@ben").await?;
    app.profile_menu("open as @ada@").await?;
    page.get("button", "^(following|unfollow)").shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_acts_as_another_account() -> Result<()> {
    one_post_as_two(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_acts_as_another_account() -> Result<()> {
    one_post_as_two(Engine::Firefox).await
}
