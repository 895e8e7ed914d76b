//! Everything one can do to a post and to a person: it shows at once, and it is still so after a reload.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};
use serde_json::{Value, json};

async fn newest(api: &Api, acct: &str) -> Result<Value> {
    let id = api.account_id(acct).await?;
    let posts = api.get(&format!("/api/v1/accounts/{id}/statuses?exclude_reblogs=true&limit=1")).await?;
    Ok(posts[0].clone())
}

/// Waits until the server has the newest post of `acct` with this in its text.
async fn published(app: &App<'_>, api: &Api, acct: &str, text: &str) -> Result<Value> {
    app.page()
        .until(&format!("“{text}” on the server"), async || {
            let post = newest(api, acct).await?;
            Ok(post["content"].as_str().is_some_and(|content| content.contains(text)).then_some(post))
        })
        .await
}

#[tokio::test]
async fn compose_with_everything_then_edit_and_delete() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("sky.png");
    std::fs::write(&file, picture::gradient(320, 200))?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.compose().await?;
    app.composer().fill("Look at this sky").await?;
    app.choose("^who can see it$", "unlisted").await?;
    app.choose("^language$", "de").await?;
    app.warn_with("Bright colours").await?;
    app.attach(&file).await?;
    app.describe_picture("Blue turning to green").await?;
    app.send().await?;

    let post = published(&app, &ada, "ada", "Look at this sky").await?;
    ensure!(post["visibility"] == "unlisted", "{post}");
    ensure!(post["spoiler_text"] == "Bright colours", "{post}");
    ensure!(post["language"] == "de", "{post}");
    ensure!(post["media_attachments"][0]["description"] == "Blue turning to green", "{post}");

    // Left before the answer is on the device, the post would be looked for again after a while.
    app.post("Bright colours").get("button", "^favourite").shown().await?;
    app.open("/@ada").await?;
    app.post("Bright colours").get("button", "^show$").click().await?;
    app.post("Look at this sky").get("button", "blue turning to green").shown().await?;

    app.menu("Bright colours", "edit").await?;
    app.composer().fill("Look at that sky").await?;
    app.send().await?;
    published(&app, &ada, "ada", "Look at that sky").await?;
    app.post("Bright colours").get("button", "^edited").shown().await?;
    app.page().reload().await?;
    app.post("Bright colours").get("button", "^edited").click().await?;
    app.page().get("dialog", "^edits$").containing("at this").shown().await?;
    let marked = "return ['del', 'ins'].map((name) => document.querySelector('.edits ' + name).textContent)";
    let marked: Vec<String> = app.page().eval(marked, vec![]).await?;
    ensure!(marked == ["this", "that"], "{marked:?}");
    app.page().get("button", "^close$").click().await?;

    app.menu("Bright colours", "delete$").await?;
    app.confirm("delete").await?;
    app.post("Bright colours").gone().await?;
    app.page()
        .until("the post to be gone from the server", async || {
            Ok(newest(&ada, "ada").await?.is_null().then_some(()))
        })
        .await?;
    browser.quit().await
}

#[tokio::test]
async fn a_post_that_is_deleted_to_be_written_anew_keeps_everything_in_it() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let question = ben.publish("Who has seen the ferry?").await?;
    let media = ada.upload(picture::gradient(64, 64), "The ferry at dusk").await?;
    let post =
        json!({ "status": "@ben I have seen the ferri", "media_ids": [media], "in_reply_to_id": question });
    let wrong = ada.post("/api/v1/statuses", post).await?;
    let wrong = wrong["id"].as_str().context("id")?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.menu("I have seen the ferri", "delete and write anew").await?;
    app.confirm("delete and write anew").await?;
    app.composer().shown().await?;
    app.page()
        .becomes("the post to be gone", async || {
            Ok(ada.get(&format!("/api/v1/statuses/{wrong}")).await.is_err())
        })
        .await?;
    // What it was outlives the page.
    app.page().reload().await?;
    app.open("/compose").await?;
    let text = app.page().get("textbox", "^text$");
    text.fill("@ben I have seen the ferry").await?;
    app.page().get("textbox", "^description of").shown().await?;
    app.page().get("button", "^(post|reply)$").click().await?;
    let post = published(&app, &ada, "ada", "the ferry").await?;
    ensure!(post["in_reply_to_id"] == question.as_str(), "{post}");
    ensure!(post["media_attachments"][0]["description"] == "The ferry at dusk", "{post}");
    browser.quit().await
}

#[tokio::test]
async fn what_was_uncovered_stays_so_when_its_author_writes_again() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    let covered = json!({ "status": "It was the herring", "spoiler_text": "The ending" });
    ben.post("/api/v1/statuses", covered).await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("The ending").get("button", "^show$").click().await?;
    app.post("It was the herring").shown().await?;
    // With every post its author comes anew, with one more to the count.
    ben.publish("And another thing").await?;
    app.new_posts().click().await?;
    app.post("And another thing").shown().await?;
    app.post("The ending").get("button", "^hide$").shown().await?;
    app.post("It was the herring").shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn make_a_poll_and_vote() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    ada.follow("ben").await?;
    let poll = json!({ "options": ["By train", "By boat"], "expires_in": 3600 });
    ben.post("/api/v1/statuses", json!({ "status": "How do we go?", "poll": poll })).await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let question = app.post("How do we go?");
    question.get("radio", "by boat").click().await?;
    question.get("button", "^vote").click().await?;
    question.containing("100").shown().await?;
    app.page()
        .becomes("the vote on the server", async || {
            Ok(newest(&ben, "ben").await?["poll"]["options"][1]["votes_count"] == 1)
        })
        .await?;
    app.page().reload().await?;
    app.post("How do we go?").containing("100").shown().await?;
    app.post("How do we go?").get("button", "^vote").gone().await?;

    app.compose().await?;
    app.composer().fill("When do we go?").await?;
    app.ask_poll(&["In May", "In June"]).await?;
    app.send().await?;
    let post = published(&app, &ada, "ada", "When do we go?").await?;
    ensure!(post["poll"]["options"][1]["title"] == "In June", "{post}");

    app.menu("When do we go?", "edit").await?;
    app.composer().fill("When do we set out?").await?;
    app.send().await?;
    let edited = published(&app, &ada, "ada", "When do we set out?").await?;
    ensure!(edited["poll"]["id"] == post["poll"]["id"], "the poll did not survive the edit: {edited}");
    browser.quit().await
}

#[tokio::test]
async fn what_one_did_to_a_post_stays() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    ada.follow("ben").await?;
    let id = ben.publish("Worth keeping").await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    for (button, field) in [("favourite", "favourited"), ("boost", "reblogged"), ("bookmark", "bookmarked")] {
        app.press("Worth keeping", button).await?;
        app.post("Worth keeping").get("button", &format!("^{button}")).is("aria-pressed", "true").await?;
        let path = format!("/api/v1/statuses/{id}");
        app.page()
            .becomes(&format!("{field} on the server"), async || Ok(ada.get(&path).await?[field] == true))
            .await?;
    }
    app.page().reload().await?;
    for button in ["favourite", "boost", "bookmark"] {
        app.post("Worth keeping").get("button", &format!("^{button}")).is("aria-pressed", "true").await?;
    }
    app.open("/bookmarks").await?;
    app.post("Worth keeping").shown().await?;
    app.open("/favourites").await?;
    app.post("Worth keeping").shown().await?;

    app.press("Worth keeping", "favourite").await?;
    let path = format!("/api/v1/statuses/{id}");
    app.page()
        .becomes("no favourite on the server", async || Ok(ada.get(&path).await?["favourited"] == false))
        .await?;
    browser.quit().await
}

#[tokio::test]
async fn follow_mute_and_block_from_a_profile() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    ben.publish("Hello from Ben").await?;
    let id = ada.account_id("ben").await?;
    let relation = async |field: &str| -> Result<bool> {
        let all = ada.get(&format!("/api/v1/accounts/relationships?id[]={id}")).await?;
        Ok(all[0][field] == true)
    };

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.open("/@ben").await?;
    app.page().get("button", "^follow( back)?$").click().await?;
    app.page().get("button", "^following$").shown().await?;
    app.page().becomes("the follow", async || relation("following").await).await?;
    app.page().reload().await?;
    app.page().get("button", "^following$").shown().await?;

    for wanted in [json!(["de"]), Value::Null] {
        app.profile_menu("languages").await?;
        let languages = app.page().get("dialog", "^languages$");
        languages.get("checkbox", "^german$").click().await?;
        languages.get("button", "^save$").click().await?;
        languages.gone().await?;
        app.page()
            .becomes("the languages on the server", async || {
                Ok(ada.relationship("ben").await?["languages"] == wanted)
            })
            .await?;
    }

    app.profile_menu("mute").await?;
    app.page().get("dialog", "^mute$").get("button", "^mute$").click().await?;
    app.page().becomes("the mute", async || relation("muting").await).await?;
    app.profile_menu("unmute").await?;
    app.page().becomes("no mute", async || Ok(!relation("muting").await?)).await?;

    app.profile_menu("block").await?;
    app.page().becomes("the block", async || relation("blocking").await).await?;
    app.page().reload().await?;
    app.page().get("button", "^unblock$").click().await?;
    app.page().becomes("no block", async || Ok(!relation("blocking").await?)).await?;
    browser.quit().await
}
