//! `Idempotency-Key`: what is sent twice is made once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Host, Person, ids, text};

async fn post(person: &Person, key: &str, body: Value) -> Answer {
    person
        .deliver(person.request(Method::POST, "/api/v1/statuses").header("idempotency-key", key).json(&body))
        .await
}

#[tokio::test]
async fn the_same_key_is_the_same_post() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let first = post(&ada, "k1", json!({"status": "once"})).await.ok();
    let second = post(&ada, "k1", json!({"status": "once"})).await.ok();
    assert_eq!(first["id"], second["id"]);
    let other = post(&bob, "k1", json!({"status": "bob's own"})).await.ok();
    assert_ne!(other["id"], first["id"], "keys are each person's own");
    assert_eq!(ids(&ada.get("/api/v1/timelines/home").await.ok()), [text(&first["id"])]);
    ada.delete(format!("/api/v1/statuses/{}", text(&first["id"]))).await.ok();
    post(&ada, "k1", json!({"status": "once"})).await.refused(409);
}

#[tokio::test]
async fn many_at_once_make_one() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let mut posts = Vec::new();
    for _ in 0..12 {
        let ada = ada.clone();
        posts.push(tokio::spawn(async move {
            text(&post(&ada, "race", json!({"status": "one"})).await.ok()["id"])
        }));
    }
    let mut made = Vec::new();
    for post in posts {
        made.push(post.await.unwrap());
    }
    made.dedup();
    assert_eq!(made.len(), 1);
    assert_eq!(ids(&ada.get("/api/v1/timelines/home").await.ok()), made);
}

#[tokio::test]
async fn a_refused_post_leaves_its_key_free_and_a_day_frees_any() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    post(&ada, "k", json!({"status": ""})).await.refused(422);
    let first = post(&ada, "k", json!({"status": "now"})).await.ok();
    host.database().execute("UPDATE idempotency_keys SET created_at = created_at - 86400001", []).unwrap();
    let second = post(&ada, "k", json!({"status": "now"})).await.ok();
    assert_ne!(first["id"], second["id"]);
    post(&ada, &"k".repeat(300), json!({"status": "x"})).await.refused(400);
}
