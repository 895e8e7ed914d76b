//! Asking to follow a locked account.

use serde_json::{Value, json};

use crate::support::{Host, Person, ids};

async fn locked(host: &Host) -> Person {
    let ada = host.person("ada").await;
    ada.patch("/api/v1/accounts/update_credentials", json!({"locked": true})).await.ok();
    ada
}

fn kinds(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["type"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn who_is_let_follow_follows() {
    let host = Host::start().await;
    let (ada, bo) = (locked(&host).await, host.person("bo").await);
    ada.say_to("for followers", "private").await;
    assert_eq!(bo.relate("follow", &ada).await["requested"], true);
    assert!(bo.ids("/api/v1/timelines/home").await.is_empty());
    assert_eq!(ada.ids("/api/v1/follow_requests").await, [bo.id.as_str()]);
    assert_eq!(kinds(&ada.get("/api/v1/notifications").await.ok()), ["follow_request"]);

    let path = format!("/api/v1/follow_requests/{}", bo.id);
    let relationship = ada.post(&format!("{path}/authorize"), json!({})).await.ok();
    assert_eq!((&relationship["id"], &relationship["followed_by"]), (&json!(bo.id), &json!(true)));
    assert!(ada.ids("/api/v1/follow_requests").await.is_empty());
    assert_eq!(bo.ids("/api/v1/timelines/home").await.len(), 1);
    assert_eq!(kinds(&ada.get("/api/v1/notifications").await.ok()), ["follow"]);
    ada.post(&format!("{path}/authorize"), json!({})).await.refused(404);
}

#[tokio::test]
async fn who_is_rejected_does_not_and_may_ask_again() {
    let host = Host::start().await;
    let (ada, bo) = (locked(&host).await, host.person("bo").await);
    bo.relate("follow", &ada).await;
    let relationship = ada.post(&format!("/api/v1/follow_requests/{}/reject", bo.id), json!({})).await.ok();
    assert_eq!((&relationship["followed_by"], &relationship["requested_by"]), (&json!(false), &json!(false)));
    let seen = bo.get(&format!("/api/v1/accounts/relationships?id[]={}", ada.id)).await.ok();
    assert_eq!((&seen[0]["following"], &seen[0]["requested"]), (&json!(false), &json!(false)));
    assert_eq!(bo.relate("follow", &ada).await["requested"], true);
}

#[tokio::test]
async fn requests_come_in_pages() {
    let host = Host::start().await;
    let ada = locked(&host).await;
    let mut askers = Vec::new();
    for at in 0..3 {
        let asker = host.person(&format!("asker{at}")).await;
        asker.relate("follow", &ada).await;
        askers.insert(0, asker.id);
    }
    let first = ada.get("/api/v1/follow_requests?limit=2").await;
    let second = ada.get(&first.link("next").unwrap()).await;
    assert_eq!([ids(&first.body), ids(&second.body)].concat(), askers);
}
