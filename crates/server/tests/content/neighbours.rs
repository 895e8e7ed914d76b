//! The demo's automated neighbours.

use rejoin_server::Seed;
use serde_json::{Value, json};

use crate::support::{Host, Person, eventually, text};

async fn demo_host() -> Host {
    Host::start_with(|config| config.seed = Seed::Demo).await
}

/// The first answer to `post` by a neighbour, once it is there.
async fn answer_to(who: &Person, post: &Value) -> Value {
    let path = format!("/api/v1/statuses/{}/context", text(&post["id"]));
    eventually("an answer", async || {
        let context = who.get(&path).await.ok();
        context["descendants"]
            .as_array()?
            .iter()
            .find(|answer| answer["in_reply_to_id"] == post["id"])
            .cloned()
    })
    .await
}

#[tokio::test]
async fn whoever_says_hello_gets_an_answer() {
    let host = demo_host().await;
    let ada = host.person("ada").await;
    let hello = ada.say("Hello! I am new here. Where is the bakery?").await;
    let answer = answer_to(&ada, &hello).await;
    assert_eq!(answer["account"]["bot"], true, "an automated neighbour, and marked as one");
    let fields = answer["account"]["fields"].to_string();
    assert!(fields.contains("automated neighbour"), "{fields}");
    assert_eq!(answer["mentions"][0]["username"], "ada");
    let mentioned = eventually("a notification", async || {
        let told = ada.get("/api/v1/notifications?types[]=mention").await.ok();
        told.as_array()?.iter().find(|told| told["status"]["id"] == answer["id"]).cloned()
    })
    .await;
    assert_eq!(mentioned["account"]["id"], answer["account"]["id"]);
}

#[tokio::test]
async fn who_is_spoken_to_answers() {
    let host = demo_host().await;
    let ada = host.person("ada").await;
    let question = ada.say("@edda did you ever see a ghost up there?").await;
    let answer = answer_to(&ada, &question).await;
    assert_eq!(answer["account"]["username"], "edda");
    let reply = ada.reply("@edda go on!", &answer).await;
    assert_eq!(answer_to(&ada, &reply).await["account"]["username"], "edda");
}

#[tokio::test]
async fn for_people_of_the_story_a_neighbour_stands_in() {
    let host = demo_host().await;
    let ada = host.person("ada").await;
    let question = ada.say("@salma will you read tonight?").await;
    let answer = answer_to(&ada, &question).await;
    assert_eq!(answer["account"]["bot"], true);
    assert_ne!(answer["account"]["username"], "salma");
}

#[tokio::test]
async fn a_direct_question_is_answered_directly() {
    let host = demo_host().await;
    let (ada, eve) = (host.person("ada").await, host.person("eve").await);
    let secret = ada.posts(json!({"status": "@nell keep a loaf for me?", "visibility": "direct"})).await;
    let answer = answer_to(&ada, &secret).await;
    assert_eq!((&answer["visibility"], &answer["account"]["username"]), (&json!("direct"), &json!("nell")));
    eve.get(format!("/api/v1/statuses/{}", text(&answer["id"]))).await.refused(404);
}
