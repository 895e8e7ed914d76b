//! A server that lacks features on purpose lacks these and no others.

use rejoin_server::Feature;
use serde_json::{Value, json};

use crate::support::{Answer, Host, Person, Socket, text};

async fn lacking(features: &[Feature]) -> Host {
    Host::start_with(|config| config.without = features.to_vec()).await
}

/// Asserts that nobody gets anything at these addresses, whatever they do there.
async fn nothing_at(person: &Person, paths: &[&str]) {
    for path in paths {
        person.get(path).await.refused(404);
        person.post(path, json!({"title": "x", "context": ["home"], "phrase": "x"})).await.refused(404);
    }
}

fn is_html(answer: &Answer) -> bool {
    answer.headers["content-type"].to_str().unwrap().starts_with("text/html")
}

/// The fields of an entity.
fn has(entity: &Value, field: &str) -> bool {
    entity.as_object().unwrap_or_else(|| panic!("no entity: {entity}")).contains_key(field)
}

#[tokio::test]
async fn nothing_is_missing_unless_it_is_said() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for path in ["/api/v2/instance", "/api/v2/filters", "/api/v1/lists", "/api/v2/notifications"] {
        ada.get(path).await.ok();
    }
    let status = ada.say("x").await;
    assert!(has(&status, "filtered") && has(&status, "bookmarked") && has(&status["account"], "fields"));
    assert!(!is_html(&ada.get("/api/v1/statuses/1").await));
    assert!(ada.get("/api/v1/timelines/home?limit=1").await.link("prev").is_some());
}

#[tokio::test]
async fn the_second_instance() {
    let host = lacking(&[Feature::V2Instance]).await;
    let nobody = host.nobody();
    nothing_at(&nobody, &["/api/v2/instance"]).await;
    let v1 = nobody.get("/api/v1/instance").await.ok();
    assert_eq!(v1["urls"]["streaming_api"], host.socket_url(""));
    nobody.get("/api/v2/search?q=x").await.ok();
}

#[tokio::test]
async fn streaming() {
    let host = lacking(&[Feature::Streaming]).await;
    let ada = host.person("ada").await;
    nothing_at(&ada, &["/api/v1/streaming", "/api/v1/streaming/", "/api/v1/streaming/user"]).await;
    nothing_at(&ada, &["/api/v1/streaming/health"]).await;
    let refused = Socket::try_open(&host, "", &[("sec-websocket-protocol", &ada.token)]).await.err();
    assert_eq!(refused.unwrap(), 404);
    for path in ["/api/v1/instance", "/api/v2/instance"] {
        let answer = ada.get(path).await;
        assert!(!answer.text.contains("streaming") && !answer.text.contains("ws://"), "{}", answer.text);
        assert!(answer.ok()["configuration"]["statuses"]["max_characters"].is_u64());
    }
}

#[tokio::test]
async fn filters() {
    let host = lacking(&[Feature::Filters]).await;
    let ada = host.person("ada").await;
    let paths = ["/api/v2/filters", "/api/v2/filters/1", "/api/v2/filters/keywords/1", "/api/v1/filters"];
    nothing_at(&ada, &paths).await;
    let status = ada.say("x").await;
    assert!(!has(&status, "filtered") && has(&status, "bookmarked"), "{status}");
    let home = ada.get("/api/v1/timelines/home").await;
    assert!(!home.text.contains("filtered") && home.text.contains(&text(&status["id"])));
}

#[tokio::test]
async fn lists() {
    let host = lacking(&[Feature::Lists]).await;
    let ada = host.person("ada").await;
    nothing_at(&ada, &["/api/v1/lists", "/api/v1/lists/1/accounts", "/api/v1/timelines/list/1"]).await;
    let of_ada = format!("/api/v1/accounts/{}", ada.id);
    ada.get(format!("{of_ada}/lists")).await.refused(404);
    for there in ["/statuses", "/followers", ""] {
        ada.get(format!("{of_ada}{there}")).await.ok();
    }
    ada.get("/api/v1/timelines/home").await.ok();
}

#[tokio::test]
async fn grouped_notifications() {
    let host = lacking(&[Feature::GroupedNotifications]).await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    bo.relate("follow", &ada).await;
    nothing_at(&ada, &["/api/v2/notifications", "/api/v2/notifications/unread_count"]).await;
    assert_eq!(ada.get("/api/v1/notifications").await.ok()[0]["type"], "follow");
}

#[tokio::test]
async fn errors_in_json() {
    let host = lacking(&[Feature::JsonErrors, Feature::Lists]).await;
    let ada = host.person("ada").await;
    let mut stranger = ada.clone();
    stranger.token = "wrong".to_owned();
    for (answer, status) in [
        (ada.get("/api/v1/statuses/1").await, 404),
        (ada.get("/api/v1/lists").await, 404),
        (ada.get("/api/v1/no_such_thing").await, 404),
        (ada.put("/api/v1/markers", json!({})).await, 405),
        (ada.post("/api/v1/statuses", json!({"status": ""})).await, 422),
        (host.nobody().get("/api/v1/timelines/home").await, 401),
        (stranger.get("/api/v1/timelines/home").await, 401),
        (ada.post("/oauth/token", json!({"grant_type": "x"})).await, 401),
    ] {
        assert_eq!(answer.status.as_u16(), status);
        assert!(is_html(&answer) && answer.text.contains("<h1>"), "{status} {}", answer.text);
        assert_eq!(answer.headers["content-length"], answer.text.len().to_string());
    }
    assert_eq!(ada.say("words").await["visibility"], "public");
    let from_elsewhere =
        ada.request(reqwest::Method::GET, "/api/v1/lists").header("origin", "https://a.example");
    assert_eq!(ada.deliver(from_elsewhere).await.headers["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn links() {
    let host = lacking(&[Feature::Links]).await;
    let ada = host.person("ada").await;
    for at in 0..3 {
        ada.say(&at.to_string()).await;
    }
    let page = ada.get("/api/v1/timelines/home?limit=2").await;
    assert!(page.headers.get("link").is_none());
    let page = page.ok();
    let rest = ada.ids(format!("/api/v1/timelines/home?max_id={}", text(&page[1]["id"]))).await;
    assert_eq!((page.as_array().unwrap().len(), rest.len()), (2, 1), "the pages are there all the same");
}

#[tokio::test]
async fn optional_fields() {
    let host = lacking(&[Feature::OptionalFields]).await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let poll = json!({"options": ["a", "b"], "expires_in": 3600});
    let said = ada.posts(json!({"status": "x #tag", "poll": poll, "language": "de"})).await;
    let boost = bo.act("reblog", &said).await;
    for status in [&said, &boost, &boost["reblog"]] {
        for kept in
            ["id", "account", "content", "created_at", "uri", "visibility", "emojis", "tags", "favourited"]
        {
            assert!(has(status, kept), "{kept} in {status}");
        }
        for gone in
            ["application", "bookmarked", "card", "edited_at", "filtered", "language", "muted", "quote"]
        {
            assert!(!has(status, gone), "{gone} in {status}");
        }
        for gone in ["fields", "avatar_static", "roles", "last_status_at"] {
            assert!(!has(&status["account"], gone), "{gone} in {status}");
        }
        assert!(has(&status["account"], "avatar") && has(&status["account"], "acct"));
    }
    assert!(has(&said["poll"], "id") && !has(&said["poll"], "voters_count"));
    let credentials = ada.get("/api/v1/accounts/verify_credentials").await.ok();
    assert!(has(&credentials["source"], "privacy") && !has(&credentials, "role"));
    let known = ada.get(format!("/api/v1/accounts/relationships?id[]={}", bo.id)).await.ok();
    assert!(has(&known[0], "following") && !has(&known[0], "notifying"));
    for path in ["/api/v1/instance", "/api/v2/instance"] {
        let instance = ada.get(path).await.ok();
        assert!(has(&instance, "title") && has(&instance, "version") && !has(&instance, "rules"));
        assert_eq!(instance["configuration"], json!({"urls": {"streaming": host.socket_url("")}}));
    }
    let empty = ada.request(reqwest::Method::HEAD, "/api/v2/instance");
    assert!(ada.deliver(empty).await.status.is_success());
}

#[tokio::test]
async fn all_at_once() {
    use clap::ValueEnum;
    let host = lacking(Feature::value_variants()).await;
    let ada = host.person("ada").await;
    ada.say("x").await;
    let home = ada.get("/api/v1/timelines/home").await;
    assert!(home.headers.get("link").is_none());
    assert!(home.ok()[0]["content"].as_str().unwrap().contains('x'));
    assert!(is_html(&ada.get("/api/v2/instance").await));
}
