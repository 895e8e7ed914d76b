//! What is in whose timeline.

use serde_json::{Value, json};

use crate::support::{Host, Person, ids};

async fn texts(client: &Person, path: &str) -> Vec<String> {
    let list = client.get(path).await.ok();
    let text = |status: &Value| {
        let shown = if status["reblog"].is_null() { status } else { &status["reblog"] };
        shown["content"].as_str().unwrap().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
    };
    list.as_array().unwrap().iter().map(text).collect()
}

const HOME: &str = "/api/v1/timelines/home";
const PUBLIC: &str = "/api/v1/timelines/public";

#[tokio::test]
async fn home_is_whom_one_follows_and_oneself() {
    let host = Host::start().await;
    let (ada, bob, eve) = (host.person("ada").await, host.person("bob").await, host.person("eve").await);
    ada.relate("follow", &bob).await;
    bob.say("by bob").await;
    let by_eve = eve.say("by eve").await;
    ada.say("by ada").await;
    assert_eq!(texts(&ada, HOME).await, ["by ada", "by bob"]);
    // Who follows a tag is read another way; what is there stays the same.
    ada.post("/api/v1/tags/nothing/follow", json!({})).await.ok();
    assert_eq!(texts(&ada, HOME).await, ["by ada", "by bob"]);
    bob.act("reblog", &by_eve).await;
    assert_eq!(texts(&ada, HOME).await, ["by eve", "by ada", "by bob"]);
    let silent =
        ada.post(format!("/api/v1/accounts/{}/follow", bob.id), json!({"reblogs": false})).await.ok();
    assert_eq!(silent["showing_reblogs"], false);
    assert_eq!(texts(&ada, HOME).await, ["by ada", "by bob"]);
    ada.relate("unfollow", &bob).await;
    assert_eq!(texts(&ada, HOME).await, ["by ada"]);
}

#[tokio::test]
async fn home_has_no_answers_to_strangers() {
    let host = Host::start().await;
    let (ada, bob, eve) = (host.person("ada").await, host.person("bob").await, host.person("eve").await);
    ada.relate("follow", &bob).await;
    let (by_eve, by_ada, by_bob) = (eve.say("eve").await, ada.say("ada").await, bob.say("bob").await);
    bob.reply("to eve", &by_eve).await;
    bob.reply("to ada", &by_ada).await;
    bob.reply("to bob", &by_bob).await;
    assert_eq!(texts(&ada, HOME).await, ["to bob", "to ada", "bob", "ada"]);
}

#[tokio::test]
async fn who_is_muted_or_blocked_is_in_no_timeline() {
    let host = Host::start().await;
    let (ada, bob, eve) = (host.person("ada").await, host.person("bob").await, host.person("eve").await);
    for other in [&bob, &eve] {
        ada.relate("follow", other).await;
    }
    let by_eve = eve.say("eve").await;
    bob.act("reblog", &by_eve).await;
    bob.say("bob").await;
    ada.relate("mute", &eve).await;
    assert_eq!(texts(&ada, HOME).await, ["bob"]);
    assert_eq!(texts(&ada, PUBLIC).await, ["bob"]);
    ada.relate("unmute", &eve).await;
    assert_eq!(texts(&ada, PUBLIC).await, ["bob", "eve"]);
    eve.relate("block", &ada).await;
    assert_eq!(texts(&ada, PUBLIC).await, ["bob"]);
    assert_eq!(texts(&ada, HOME).await, ["bob"]);
    assert_eq!(texts(&eve, PUBLIC).await, ["bob", "eve"]);
}

#[tokio::test]
async fn public_is_public_posts_that_answer_nobody_else() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let root = ada.say("root").await;
    ada.reply("thread", &root).await;
    bob.reply("answer", &root).await;
    for visibility in ["unlisted", "private", "direct"] {
        ada.posts(json!({"status": visibility, "visibility": visibility})).await;
    }
    bob.act("reblog", &root).await;
    for path in [PUBLIC.to_owned(), format!("{PUBLIC}?local=true")] {
        assert_eq!(texts(&host.nobody(), &path).await, ["thread", "root"]);
    }
    assert_eq!(texts(&ada, &format!("{PUBLIC}?remote=true")).await, Vec::<String>::new());
}

#[tokio::test]
async fn tags_are_found_in_any_case_and_combined() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    ada.say("one #Café").await;
    ada.say("two #CAFÉ #tea").await;
    ada.say("three #tea").await;
    ada.posts(json!({"status": "hidden #tea", "visibility": "unlisted"})).await;
    let tag = |query: &str| format!("/api/v1/timelines/tag/{query}");
    let words = |list: Vec<String>| {
        list.iter().map(|text| text.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words(texts(&ada, &tag("caf%C3%A9")).await), ["two", "one"]);
    assert_eq!(words(texts(&ada, &tag("tea?any[]=caf%C3%A9")).await), ["three", "two", "one"]);
    assert_eq!(words(texts(&ada, &tag("tea?all[]=caf%C3%A9")).await), ["two"]);
    assert_eq!(words(texts(&ada, &tag("tea?none[]=caf%C3%A9")).await), ["three"]);
    assert_eq!(words(texts(&ada, &tag("nothing")).await), Vec::<String>::new());
}

#[tokio::test]
async fn a_profile_shows_what_is_asked_for() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let by_bob = bob.say("bob").await;
    let root = ada.say("root").await;
    let thread = ada.reply("thread", &root).await;
    let answer = ada.reply("answer", &by_bob).await;
    let boost = ada.act("reblog", &by_bob).await;
    let of = |query: &str| format!("/api/v1/accounts/{}/statuses{query}", ada.id);
    assert_eq!(ids(&bob.get(of("")).await.ok()), ids(&json!([boost, answer, thread, root])));
    assert_eq!(ids(&bob.get(of("?exclude_reblogs=true")).await.ok()), ids(&json!([answer, thread, root])));
    assert_eq!(ids(&bob.get(of("?exclude_replies=1")).await.ok()), ids(&json!([boost, thread, root])));
    assert_eq!(bob.get(of("?only_media=true")).await.ok(), json!([]));
    assert_eq!(bob.get(of("?tagged=x")).await.ok(), json!([]));
}

#[tokio::test]
async fn languages_that_one_does_not_read_stay_out_of_home() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    ada.post(format!("/api/v1/accounts/{}/follow", bob.id), json!({"languages": ["de"]})).await.ok();
    bob.posts(json!({"status": "hallo", "language": "de"})).await;
    bob.posts(json!({"status": "hello", "language": "en"})).await;
    assert_eq!(texts(&ada, HOME).await, ["hallo"]);
}
