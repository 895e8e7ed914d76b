//! Ten things done without a server, the browser killed, everything started again: each arrives, once.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};
use serde_json::{Value, json};

fn with_text<'v>(posts: &'v [Value], text: &str) -> Vec<&'v Value> {
    posts.iter().filter(|post| post["content"].as_str().is_some_and(|html| html.contains(text))).collect()
}

/// What ben has written, for ada to react to.
async fn prepare(ada: &Api, ben: &Api) -> Result<()> {
    ada.follow("ben").await?;
    let poll = json!({ "options": ["By train", "By boat"], "expires_in": 3600 });
    ben.post("/api/v1/statuses", json!({ "status": "How do we go?", "poll": poll })).await?;
    for text in ["Like this", "Share this", "Keep this", "Answer this"] {
        ben.publish(text).await?;
    }
    for text in ["To be mended", "To be removed"] {
        ada.publish(text).await?;
    }
    Ok(())
}

/// Ten kinds of things, with nobody there to take them.
async fn act(app: &App<'_>, picture: &std::path::Path) -> Result<()> {
    for (post, button) in [("Like this", "favourite"), ("Share this", "boost"), ("Keep this", "bookmark")] {
        app.press(post, button).await?;
        app.post(post).get("button", &format!("^{button}")).is("aria-pressed", "true").await?;
    }
    app.post("How do we go?").get("radio", "by boat").click().await?;
    app.post("How do we go?").get("button", "^vote").click().await?;
    app.reply("Answer this", "Here it is").await?;
    app.compose().await?;
    app.composer().fill("Written in the tunnel").await?;
    app.attach(picture).await?;
    app.describe_picture("Nothing but dark").await?;
    app.send().await?;
    app.menu("To be removed", "delete$").await?;
    app.confirm("delete$").await?;
    app.post("To be removed").gone().await?;
    app.open("/@carl").await?;
    app.page().get("button", "^follow$").click().await?;
    app.page().get("button", "^following$").shown().await?;
    app.open("/@dora").await?;
    app.profile_menu("mute").await?;
    app.page().get("dialog", "^mute$").get("button", "^mute$").click().await?;
    app.page().sees("You muted").await?;
    Ok(())
}

#[tokio::test]
async fn what_was_done_in_a_tunnel_arrives_once_though_the_browser_was_killed() -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    for name in ["carl", "dora"] {
        server.api()?.register(name).await?;
    }
    prepare(&ada, &ben).await?;
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("dark.png");
    std::fs::write(&file, picture::gradient(64, 64))?;

    let mut browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Like this").shown().await?;
    app.can_go_offline().await?;
    for path in ["/@carl", "/@dora"] {
        app.open(path).await?;
        app.page().get("button", "^follow$").shown().await?;
    }
    app.open("/").await?;
    app.post("How do we go?").shown().await?;

    server.stop().await?;
    act(&app, &file).await?;
    browser.crash().await?;
    let app = App::new(&browser, &server);
    app.open("/outbox").await?;
    app.page().sees("Written in the tunnel").await?;

    server.restart().await?;
    app.all_sent().await?;
    arrived_once(&ada, &ben).await?;
    browser.quit().await
}

async fn arrived_once(ada: &Api, ben: &Api) -> Result<()> {
    let mine = ada.posts_of("ada").await?;
    let written = with_text(&mine, "Written in the tunnel");
    ensure!(written.len() == 1, "{mine:#?}");
    ensure!(written[0]["media_attachments"][0]["description"] == "Nothing but dark", "{:#}", written[0]);
    let replies = with_text(&mine, "Here it is");
    ensure!(replies.len() == 1 && !replies[0]["in_reply_to_id"].is_null(), "{mine:#?}");
    ensure!(with_text(&mine, "To be removed").is_empty(), "{mine:#?}");

    let theirs = ada.posts_of("ben").await?;
    for (text, field) in
        [("Like this", "favourited"), ("Share this", "reblogged"), ("Keep this", "bookmarked")]
    {
        ensure!(with_text(&theirs, text)[0][field] == true, "{text}: {theirs:#?}");
    }
    let poll = &with_text(&ben.posts_of("ben").await?, "How do we go?")[0]["poll"].clone();
    ensure!(poll["options"][1]["votes_count"] == 1 && poll["votes_count"] == 1, "{poll:#}");
    ensure!(ada.relationship("carl").await?["following"] == true);
    ensure!(ada.relationship("dora").await?["muting"] == true);
    Ok(())
}
