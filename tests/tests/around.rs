//! What stands around posts and people: hashtags one follows, who is much talked about, whom one shuts out, private mentions.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::page::Page;
use rejoin_journeys::server::Server;
use serde_json::{Value, json};

async fn names(api: &Api, path: &str, key: &str) -> Result<Vec<String>> {
    let all = api.get(path).await?;
    let name = |one: &Value| one[key].as_str().or(one.as_str()).unwrap_or_default().to_owned();
    Ok(all.as_array().map(|all| all.iter().map(name).collect()).unwrap_or_default())
}

/// Waits until the names that the server lists are these.
async fn lists(page: Page<'_>, api: &Api, path: &str, key: &str, wanted: &[&str]) -> Result<()> {
    page.becomes(&format!("{wanted:?} at {path}"), async || Ok(names(api, path, key).await? == wanted)).await
}

async fn hashtags(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ben.publish("A picture of #ferns").await?;
    ben.publish("And of #moss").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.can_go_offline().await?;
    app.open("/explore/tags").await?;
    page.get("link", "^moss").shown().await?;
    page.get("link", "^ferns").click().await?;
    app.post("A picture of").shown().await?;
    page.get("button", "^put on your profile$").shown().await?;
    // One feed of both.
    page.get("textbox", "^another hashtag$").fill("#moss").await?;
    page.get("button", "^add$").click().await?;
    page.get("heading", "^#ferns or #moss$").shown().await?;
    app.post("And of").shown().await?;
    app.post("A picture of").shown().await?;
    page.get("link", "^without #ferns$").click().await?;
    page.get("heading", "^#moss$").shown().await?;
    app.post("A picture of").gone().await?;
    app.open("/tags").await?;
    page.sees("You follow no hashtags").await?;
    app.open("/@ada").await?;
    page.get("heading", "^ada$").shown().await?;

    // Without the server it shows all the same, and is done once it is back.
    server.stop().await?;
    app.open("/tags/ferns").await?;
    page.get("button", "^follow$").click().await?;
    page.get("button", "^following$").shown().await?;
    page.get("button", "^put on your profile$").click().await?;
    page.get("button", "^on your profile$").shown().await?;
    app.open("/tags").await?;
    page.get("link", "^ferns").shown().await?;
    app.open("/@ada").await?;
    page.get("link", "^#ferns$").shown().await?;
    app.open("/outbox").await?;
    page.sees("Follow #ferns").await?;
    server.restart().await?;
    app.all_sent().await?;
    lists(page, &ada, "/api/v1/followed_tags", "name", &["ferns"]).await?;
    lists(page, &ada, "/api/v1/featured_tags", "name", &["ferns"]).await?;

    app.open("/tags").await?;
    page.get("button", "^unfollow #ferns$").click().await?;
    page.sees("You follow no hashtags").await?;
    lists(page, &ada, "/api/v1/followed_tags", "name", &[]).await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_follows_a_hashtag_without_a_server() -> Result<()> {
    hashtags(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_follows_a_hashtag_without_a_server() -> Result<()> {
    hashtags(Engine::Firefox).await
}

#[tokio::test]
async fn people_are_found_featured_removed_and_shut_out() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let dora = server.api()?.register("dora").await?;
    for (who, whom) in [(&ada, "ben"), (&ben, "dora"), (&dora, "ada"), (&ben, "ada")] {
        who.follow(whom).await?;
    }
    ben.publish("Here I am").await?;
    dora.publish("I write, too").await?;
    dora.patch("/api/v1/accounts/update_credentials", json!({ "discoverable": true })).await?;
    let (ben_id, dora_id) = (ada.account_id("ben").await?, ada.account_id("dora").await?);
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();

    app.open("/explore/people").await?;
    let suggested = page.get("region", "^for you$");
    suggested.get("link", "^dora$").shown().await?;
    suggested.get("button", "^do not suggest dora$").click().await?;
    suggested.get("link", "^dora$").gone().await?;
    lists(page, &ada, "/api/v1/suggestions", "username", &[]).await?;

    app.open("/@dora").await?;
    page.sees("whom you follow").await?;
    app.profile_menu("remove from my followers").await?;
    app.confirm("remove").await?;
    let followers = format!("/api/v1/accounts/{}/followers", ada.account_id("ada").await?);
    lists(page, &ada, &followers, "username", &["ben"]).await?;
    app.open("/@ben").await?;
    app.profile_menu("show on my profile").await?;
    lists(page, &ada, "/api/v1/endorsements", "username", &["ben"]).await?;
    app.open("/@ada").await?;
    page.sees("Points to").await?;

    ada.post(&format!("/api/v1/accounts/{dora_id}/block"), Value::Null).await?;
    ada.post(&format!("/api/v1/accounts/{ben_id}/mute"), Value::Null).await?;
    app.open("/blocks").await?;
    page.get("button", "^unblock dora$").click().await?;
    page.sees("Nobody is blocked").await?;
    page.get("link", "^muted$").click().await?;
    page.get("button", "^unmute ben$").click().await?;
    page.sees("Nobody is muted").await?;
    page.get("link", "^servers$").click().await?;
    page.get("textbox", "^address of a server$").fill("https://Spam.example/@somebody").await?;
    page.get("button", "^block it$").click().await?;
    app.confirm("block").await?;
    page.get("button", "^unblock spam.example$").shown().await?;
    lists(page, &ada, "/api/v1/domain_blocks", "", &["spam.example"]).await?;
    lists(page, &ada, "/api/v1/blocks", "username", &[]).await?;
    lists(page, &ada, "/api/v1/mutes", "username", &[]).await?;
    browser.quit().await
}

#[tokio::test]
async fn private_mentions_are_conversations_read_or_not() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    for text in ["@ada First word", "@ada Last word"] {
        ben.post("/api/v1/statuses", json!({ "status": text, "visibility": "direct" })).await?;
    }
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.open("/messages").await?;
    let talk = page.role("article").containing("Last word");
    talk.get("img", "^unread$").shown().await?;
    talk.get("link", "last word").click().await?;
    app.post("Last word").shown().await?;
    app.go("notifications").await?;
    app.open("/messages").await?;
    talk.shown().await?;
    talk.get("img", "^unread$").gone().await?;
    let unread = async || Ok(ada.get("/api/v1/conversations").await?[0]["unread"] == true);
    page.becomes("the server to know", async || Ok(!unread().await?)).await?;
    talk.get("button", "^more about this conversation$").click().await?;
    page.get("button", "^mark as unread$").click().await?;
    talk.get("img", "^unread$").shown().await?;
    page.becomes("the server to know", unread).await?;
    let there = ada.get("/api/v1/conversations").await?.as_array().map_or(0, Vec::len);
    for left in (0..there).rev() {
        page.get("button", "^more about this conversation$").first().await?.click().await?;
        page.get("button", "^take off this list$").click().await?;
        page.becomes("one fewer", async || {
            Ok(page.get("button", "^more about this conversation$").count().await? == left)
        })
        .await?;
    }
    page.sees("No private mentions").await?;
    page.becomes("the list to be empty", async || Ok(ada.get("/api/v1/conversations").await? == json!([])))
        .await?;
    ensure!(page.violations().await?.is_empty());
    browser.quit().await
}

#[tokio::test]
async fn what_strangers_notify_is_put_aside_and_let_through() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, eve) = (server.api()?.register("ada").await?, server.api()?.register("eve").await?);
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let page = app.page();
    app.open("/notifications/aside").await?;
    page.sees("Nothing was put aside").await?;
    let rule = page.get("combobox", "^by people you do not follow").first().await?;
    rule.find(thirtyfour::By::XPath(".//option[.='Put aside']")).await?.click().await?;
    page.becomes("the rule on the server", async || {
        Ok(ada.get("/api/v2/notifications/policy").await?["for_not_following"] == "filter")
    })
    .await?;

    eve.publish("@ada Do you know me?").await?;
    app.open("/notifications").await?;
    page.get("link", "^put aside: 1 person$").click().await?;
    page.sees("Do you know me?").await?;
    page.get("button", "^let through$").click().await?;
    page.sees("Nothing was put aside").await?;
    page.becomes("it to be let through", async || {
        Ok(ada.get("/api/v1/notifications/requests").await? == json!([]))
    })
    .await?;
    app.open("/notifications/mentions").await?;
    app.post("Do you know me?").shown().await?;
    page.get("link", "^follows$").click().await?;
    app.post("Do you know me?").gone().await?;
    browser.quit().await
}
