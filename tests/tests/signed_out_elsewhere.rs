//! The token is revoked from somewhere else: what was written stays, and is sent after another sign-in.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

#[tokio::test]
async fn what_was_written_survives_a_revoked_token() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    ada.publish("An old post").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("An old post").shown().await?;

    rusqlite::Connection::open(server.database()?)?.execute("UPDATE oauth_tokens SET revoked_at = 1", [])?;
    app.compose().await?;
    app.composer().fill("Kept all the same").await?;
    app.send().await?;
    app.post("Kept all the same").shown().await?;
    app.page().get("link", "^sign in again$").shown().await?;
    app.page().reload().await?;
    app.post("Kept all the same").shown().await?;

    app.page().get("link", "^sign in again$").click().await?;
    app.page().get("button", "^sign in( or sign up)? on").click().await?;
    app.page().get("button", "^allow$").click().await?;
    app.post("Kept all the same").shown().await?;
    app.page()
        .until("the post on the server", async || {
            let anybody = server.api()?;
            let id = anybody.account_id("ada").await?;
            let posts = anybody.get(&format!("/api/v1/accounts/{id}/statuses")).await?;
            Ok(posts.to_string().contains("Kept all the same").then_some(()))
        })
        .await?;
    app.page().get("link", "^sign in again$").gone().await?;
    ensure!(app.post("Kept all the same").count().await? == 1, "it is shown twice");
    browser.quit().await
}
