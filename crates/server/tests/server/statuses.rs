//! Posting, editing, deleting, reacting.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Host, ids};

#[tokio::test]
async fn a_post_is_what_its_author_wrote() {
    let host = Host::start().await;
    let (ada, _bob) = (host.person("ada").await, host.person("bob").await);
    let text = "Hello @bob, look: https://www.example.org/a/long/path/that/is/cut #Rust\n\n<b>bye</b>";
    let status = ada.posts(json!({"status": text, "language": "en", "spoiler_text": "greeting"})).await;
    let url = &host.url("");
    let content = status["content"].as_str().unwrap();
    assert!(content.starts_with("<p>Hello <span class=\"h-card\""), "{content}");
    assert!(content.ends_with("<p>&lt;b&gt;bye&lt;/b&gt;</p>"), "{content}");
    assert_eq!(status["mentions"][0]["acct"], "bob");
    assert_eq!(status["tags"][0], json!({"name": "rust", "url": format!("{url}/tags/rust")}));
    assert_eq!(
        (&status["sensitive"], &status["spoiler_text"], &status["language"]),
        (&json!(true), &json!("greeting"), &json!("en"))
    );
    assert_eq!(status["visibility"], "public");
    let id = status["id"].as_str().unwrap();
    assert_eq!(status["url"], format!("{url}/@ada/{id}"));
    assert_eq!(status["uri"], format!("{url}/users/ada/statuses/{id}"));
    assert_eq!(status["application"]["name"], "Tests");
    assert_eq!(ada.get(format!("/api/v1/statuses/{id}")).await.ok(), status);
    assert_eq!(ada.get(format!("/api/v1/accounts/{}", ada.id)).await.ok()["statuses_count"], 1);
}

#[tokio::test]
async fn forms_say_the_same_as_json() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let form = [
        ("status", "Tea?"),
        ("poll[options][]", "yes"),
        ("poll[options][]", "no"),
        ("poll[expires_in]", "3600"),
        ("poll[multiple]", "1"),
        ("visibility", "unlisted"),
        ("sensitive", "true"),
    ];
    let status = ada.form(Method::POST, "/api/v1/statuses", &form).await.ok();
    assert_eq!(status["poll"]["options"][1]["title"], "no");
    assert_eq!(
        (&status["poll"]["multiple"], &status["visibility"], &status["sensitive"]),
        (&json!(true), &json!("unlisted"), &json!(true))
    );
}

#[tokio::test]
async fn a_multipart_form_says_the_same_too() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let form = reqwest::multipart::Form::new().text("status", "Tea?").text("visibility", "private");
    let status = ada.deliver(ada.request(Method::POST, "/api/v1/statuses").multipart(form)).await.ok();
    assert_eq!(status["visibility"], "private");
}

#[tokio::test]
async fn reactions_are_counted_once_and_taken_back() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let status = ada.say("like me").await;
    for _ in 0..2 {
        let liked = bob.act("favourite", &status).await;
        assert_eq!((&liked["favourited"], &liked["favourites_count"]), (&json!(true), &json!(1)));
    }
    assert_eq!(bob.act("bookmark", &status).await["bookmarked"], true);
    assert_eq!(bob.act("mute", &status).await["muted"], true);
    let seen_by_ada = ada.get(format!("/api/v1/statuses/{}", status["id"].as_str().unwrap())).await.ok();
    assert_eq!((&seen_by_ada["favourited"], &seen_by_ada["bookmarked"]), (&json!(false), &json!(false)));
    assert_eq!(ids(&bob.get("/api/v1/favourites").await.ok()), ids(&json!([status])));
    assert_eq!(ids(&bob.get("/api/v1/bookmarks").await.ok()), ids(&json!([status])));
    for verb in ["unfavourite", "unbookmark", "unmute"] {
        bob.act(verb, &status).await;
    }
    let after = bob.act("unfavourite", &status).await;
    assert_eq!(
        (&after["favourited"], &after["favourites_count"], &after["bookmarked"], &after["muted"]),
        (&json!(false), &json!(0), &json!(false), &json!(false))
    );
    assert_eq!(bob.get("/api/v1/favourites").await.ok(), json!([]));
}

#[tokio::test]
async fn a_boost_is_a_post_around_a_post() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let status = ada.say("boost me").await;
    let boost = bob.act("reblog", &status).await;
    assert_ne!(boost["id"], status["id"]);
    assert_eq!(
        (&boost["reblog"]["id"], &boost["reblog"]["reblogged"], &boost["reblog"]["reblogs_count"]),
        (&status["id"], &json!(true), &json!(1))
    );
    assert_eq!(bob.act("reblog", &status).await["id"], boost["id"], "twice is once");
    // Acting on the boost is acting on the post.
    assert_eq!(ada.act("favourite", &boost).await["id"], status["id"]);
    let people =
        ada.get(format!("/api/v1/statuses/{}/reblogged_by", status["id"].as_str().unwrap())).await.ok();
    assert_eq!(ids(&people), [bob.id.as_str()]);
    let after = bob.act("unreblog", &status).await;
    assert_eq!(
        (&after["id"], &after["reblogged"], &after["reblogs_count"]),
        (&status["id"], &json!(false), &json!(0))
    );
    bob.get(format!("/api/v1/statuses/{}", boost["id"].as_str().unwrap())).await.refused(404);
}

#[tokio::test]
async fn pins_are_of_ones_own_and_few() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let mut pinned = Vec::new();
    for at in 0..5 {
        let status = ada.say(&format!("pin {at}")).await;
        assert_eq!(ada.act("pin", &status).await["pinned"], true);
        pinned.insert(0, status["id"].as_str().unwrap().to_owned());
    }
    let one_more = ada.say("pin 5").await;
    ada.try_act("pin", &one_more).await.refused(422);
    bob.try_act("pin", &one_more).await.refused(422);
    let path = format!("/api/v1/accounts/{}/statuses?pinned=true", ada.id);
    assert_eq!(ids(&bob.get(&path).await.ok()), pinned);
    ada.try_act("unpin", &json!({ "id": pinned[0] })).await.ok();
    assert_eq!(ids(&bob.get(&path).await.ok()), pinned[1..]);
}

#[tokio::test]
async fn an_edit_keeps_what_was_there_before() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let status = ada.posts(json!({"status": "teh cat", "spoiler_text": "cats"})).await;
    let path = format!("/api/v1/statuses/{}", status["id"].as_str().unwrap());
    assert_eq!(ada.get(format!("{path}/history")).await.ok().as_array().unwrap().len(), 1);
    assert_eq!(ada.get(format!("{path}/source")).await.ok()["text"], "teh cat");
    let edited =
        ada.put(&path, json!({"status": "the cat", "spoiler_text": "", "sensitive": false})).await.ok();
    assert_eq!((&edited["content"], &edited["spoiler_text"]), (&json!("<p>the cat</p>"), &json!("")));
    assert!(edited["edited_at"].is_string());
    let history = ada.get(format!("{path}/history")).await.ok();
    let versions: Vec<&Value> =
        history.as_array().unwrap().iter().map(|version| &version["content"]).collect();
    assert_eq!(versions, ["<p>teh cat</p>", "<p>the cat</p>"]);
    assert_eq!(history[0]["created_at"], status["created_at"]);
    assert_eq!(history[0]["spoiler_text"], "cats");
    let reworded = ada.put(&path, json!({"spoiler_text": "a cat"})).await.ok();
    assert_eq!(
        (&reworded["content"], &reworded["spoiler_text"]),
        (&json!("<p>the cat</p>"), &json!("a cat"))
    );
    ada.put(&path, json!({"status": "", "spoiler_text": ""})).await.refused(422);
    assert_eq!(ada.get(&path).await.ok()["content"], "<p>the cat</p>");
}

#[tokio::test]
async fn what_is_deleted_is_gone_and_its_text_comes_back_once() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let status = ada.say("oops & so").await;
    let boost = bob.act("reblog", &status).await;
    let answer = bob.reply("why?", &status).await;
    let path = format!("/api/v1/statuses/{}", status["id"].as_str().unwrap());
    bob.delete(&path).await.refused(404);
    assert_eq!(ada.delete(&path).await.ok()["text"], "oops & so");
    ada.get(&path).await.refused(404);
    ada.delete(&path).await.refused(404);
    bob.get(format!("/api/v1/statuses/{}", boost["id"].as_str().unwrap())).await.refused(404);
    let orphan = bob.get(format!("/api/v1/statuses/{}", answer["id"].as_str().unwrap())).await.ok();
    assert_eq!(
        (&orphan["in_reply_to_id"], &orphan["in_reply_to_account_id"]),
        (&Value::Null, &json!(ada.id))
    );
    assert_eq!(ada.get(format!("/api/v1/accounts/{}", ada.id)).await.ok()["statuses_count"], 0);
    assert_eq!(ada.get(format!("/api/v1/accounts/{}", bob.id)).await.ok()["statuses_count"], 1);
}

#[tokio::test]
async fn a_context_is_the_thread_in_order() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let root = ada.say("root").await;
    let first = bob.reply("first", &root).await;
    let second = bob.reply("second", &root).await;
    let below = ada.reply("below first", &first).await;
    let context = bob.get(format!("/api/v1/statuses/{}/context", root["id"].as_str().unwrap())).await.ok();
    assert_eq!(context["ancestors"], json!([]));
    assert_eq!(ids(&context["descendants"]), ids(&json!([first, below, second])));
    let context = bob.get(format!("/api/v1/statuses/{}/context", below["id"].as_str().unwrap())).await.ok();
    assert_eq!(ids(&context["ancestors"]), ids(&json!([root, first])));
    assert_eq!(
        bob.get(format!("/api/v1/statuses/{}", root["id"].as_str().unwrap())).await.ok()["replies_count"],
        2
    );
}

#[tokio::test]
async fn a_deep_thread_is_whole_for_who_is_signed_in() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let root = ada.say("root").await;
    let mut last = root.clone();
    for at in 0..70 {
        last = ada.reply(&format!("{at}"), &last).await;
    }
    let path = format!("/api/v1/statuses/{}/context", root["id"].as_str().unwrap());
    assert_eq!(ada.get(&path).await.ok()["descendants"].as_array().unwrap().len(), 70);
    assert_eq!(host.nobody().get(&path).await.ok()["descendants"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn what_one_did_can_be_taken_back_whatever_its_author_did_since() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    bob.relate("follow", &ada).await;
    let (first, second) = (ada.say("first").await, ada.say("second").await);
    let private = ada.say_to("only for followers", "private").await;
    for verb in ["favourite", "bookmark", "reblog", "mute"] {
        bob.act(verb, &first).await;
    }
    let boost = bob.act("reblog", &second).await;
    bob.act("favourite", &private).await;
    let never = ada.say("never touched").await;
    ada.relate("block", &bob).await;

    for (verb, flag) in [
        ("unfavourite", "favourited"),
        ("unbookmark", "bookmarked"),
        ("unreblog", "reblogged"),
        ("unmute", "muted"),
    ] {
        let left = bob.act(verb, &first).await;
        assert_eq!((&left["id"], &left[flag]), (&first["id"], &json!(false)), "{verb}");
        bob.try_act(verb, &never).await.refused(404);
    }
    assert_eq!(bob.act("unfavourite", &private).await["content"], "", "what it says is hidden still");
    let path = format!("/api/v1/statuses/{}", boost["id"].as_str().unwrap());
    assert_eq!(bob.delete(&path).await.ok()["reblog"]["content"], "");
    let counts = ada.get(format!("/api/v1/statuses/{}", first["id"].as_str().unwrap())).await.ok();
    assert_eq!((&counts["favourites_count"], &counts["reblogs_count"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn what_one_did_can_be_taken_back_after_its_author_is_gone() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let post = ada.say("hello").await;
    bob.act("favourite", &post).await;
    let boost = bob.act("reblog", &post).await;
    host.database().execute("UPDATE accounts SET disabled_at = 1 WHERE username = 'ada'", []).unwrap();
    bob.act("unfavourite", &post).await;
    bob.act("unreblog", &boost).await;
    bob.try_act("unfavourite", &post).await.refused(404);
    let left: i64 = host
        .database()
        .query_row("SELECT (SELECT count(*) FROM favourites) + (SELECT count(*) FROM statuses WHERE reblog_of_id IS NOT NULL)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}
