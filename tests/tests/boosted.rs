//! A post that several people boost stands once in home, with all of them; one that one boosts oneself stays where it is.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::Value;

async fn boost(who: &Api, post: &str) -> Result<()> {
    who.post(&format!("/api/v1/statuses/{post}/reblog"), Value::Null).await.map(drop)
}

async fn stands_once(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let mut people = Vec::new();
    for name in ["ben", "cleo", "dora", "emil"] {
        people.push(server.api()?.register(name).await?);
        ada.follow(name).await?;
    }
    let (ben, others) = people.split_first().ok_or_else(|| anyhow::anyhow!("nobody"))?;
    let lantern = ben.publish("Lanterns tonight").await?;
    for who in others {
        who.publish("In between").await?;
        boost(who, &lantern).await?;
    }
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    let post = app.post("Lanterns tonight");
    post.clone().containing("emil, dora and 1 more boosted").shown().await?;
    ensure!(post.count().await? == 1, "it stands there {} times", post.count().await?);

    // What one boosts oneself neither comes twice nor goes to the top.
    let mine = ben.publish("Bring a coat").await?;
    cleo_writes(others).await?;
    page.get("button", "^2 new posts$").click().await?;
    app.post("It is late").shown().await?;
    app.press("Bring a coat", "boost").await?;
    page.becomes("the boost on the server", async || {
        Ok(ada.get(&format!("/api/v1/statuses/{mine}")).await?["reblogged"] == true)
    })
    .await?;
    page.reload().await?;
    app.post("Bring a coat").shown().await?;
    ensure!(app.post("Bring a coat").count().await? == 1);
    let first: String = page.eval("return document.querySelector('.feed article').innerText", vec![]).await?;
    ensure!(first.contains("It is late"), "{first}");
    browser.quit().await
}

async fn cleo_writes(people: &[Api]) -> Result<()> {
    for who in people.iter().take(1) {
        who.publish("It is late").await?;
    }
    Ok(())
}

#[tokio::test]
async fn chromium_shows_a_boosted_post_once() -> Result<()> {
    stands_once(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_shows_a_boosted_post_once() -> Result<()> {
    stands_once(Engine::Firefox).await
}
