//! What is held back, from whom, and how it is let through.

use serde_json::{Value, json};

use crate::support::{Host, Person, Socket, ids, text};

async fn choosy(host: &Host) -> (Person, Person) {
    let (ada, stranger) = (host.person("ada").await, host.person("stranger").await);
    ada.patch("/api/v2/notifications/policy", json!({"for_not_following": "filter"})).await.ok();
    (ada, stranger)
}

#[tokio::test]
async fn a_policy_is_kept_and_shown_in_both_versions() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let all = |word: &str| {
        json!({
            "for_not_following": word, "for_not_followers": word, "for_new_accounts": word, "for_private_mentions": word,
            "for_limited_accounts": word, "summary": {"pending_requests_count": 0, "pending_notifications_count": 0},
        })
    };
    assert_eq!(ada.get("/api/v2/notifications/policy").await.ok(), all("accept"));
    let mut changed = all("accept");
    changed["for_new_accounts"] = json!("drop");
    assert_eq!(
        ada.patch("/api/v2/notifications/policy", json!({"for_new_accounts": "drop"})).await.ok(),
        changed
    );
    assert_eq!(ada.get("/api/v1/notifications/policy").await.ok()["filter_new_accounts"], true);
    ada.patch(
        "/api/v1/notifications/policy",
        json!({"filter_new_accounts": false, "filter_not_following": true}),
    )
    .await
    .ok();
    let policy = ada.get("/api/v2/notifications/policy").await.ok();
    assert_eq!(
        (&policy["for_new_accounts"], &policy["for_not_following"]),
        (&json!("accept"), &json!("filter"))
    );
    ada.patch(
        "/api/v2/notifications/policy",
        json!({"for_not_following": "accept", "for_not_followers": "burn"}),
    )
    .await
    .refused(422);
    assert_eq!(ada.get("/api/v2/notifications/policy").await.ok(), policy);
}

#[tokio::test]
async fn what_is_held_back_waits_as_a_request() {
    let host = Host::start().await;
    let (ada, stranger) = choosy(&host).await;
    let post = stranger.say("@ada hello").await;
    stranger.say("@ada hello?").await;
    assert!(ada.ids("/api/v1/notifications").await.is_empty());
    assert_eq!(ada.ids("/api/v1/notifications?include_filtered=true").await.len(), 2);
    assert_eq!(ada.get("/api/v1/notifications/unread_count").await.ok()["count"], 0);
    assert_eq!(ada.get("/api/v2/notifications").await.ok()["notification_groups"], json!([]));
    let summary = ada.get("/api/v2/notifications/policy").await.ok()["summary"].clone();
    assert_eq!(summary, json!({"pending_requests_count": 1, "pending_notifications_count": 2}));

    let requests = ada.get("/api/v1/notifications/requests").await.ok();
    let request = &requests[0];
    assert_eq!(
        (&request["account"]["id"], &request["notifications_count"]),
        (&json!(stranger.id), &json!("2"))
    );
    assert_ne!(request["last_status"]["id"], post["id"]);
    let path = format!("/api/v1/notifications/requests/{}", text(&request["id"]));
    assert_eq!(ada.get(&path).await.ok(), *request);
    stranger.get(&path).await.refused(404);
    stranger.post(&format!("{path}/accept"), json!({})).await.refused(404);
}

#[tokio::test]
async fn accepting_lets_through_what_waits_and_what_will_come() {
    let host = Host::start().await;
    let (ada, stranger) = choosy(&host).await;
    stranger.say("@ada hello").await;
    let request = text(&ada.get("/api/v1/notifications/requests").await.ok()[0]["id"]);
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    ada.post(&format!("/api/v1/notifications/requests/{request}/accept"), json!({})).await.ok();
    assert_eq!(socket.next().await["event"], "notifications_merged");
    assert_eq!(ada.get("/api/v1/notifications/requests/merged").await.ok(), json!({"merged": true}));
    assert_eq!(ada.ids("/api/v1/notifications").await.len(), 1);
    assert_eq!(ada.get("/api/v1/notifications/requests").await.ok(), json!([]));
    stranger.say("@ada thanks").await;
    assert_eq!(ada.ids("/api/v1/notifications").await.len(), 2);
    ada.post(&format!("/api/v1/notifications/requests/{request}/accept"), json!({})).await.refused(404);
}

#[tokio::test]
async fn dismissing_forgets_what_waits_only() {
    let host = Host::start().await;
    let (ada, stranger) = choosy(&host).await;
    let other = host.person("other").await;
    stranger.say("@ada hello").await;
    other.say("@ada hello").await;
    let requests = ids(&ada.get("/api/v1/notifications/requests").await.ok());
    assert_eq!(requests.len(), 2);
    ada.post("/api/v1/notifications/requests/dismiss", json!({"id": requests})).await.ok();
    assert!(ada.ids("/api/v1/notifications?include_filtered=true").await.is_empty());
    stranger.say("@ada again").await;
    assert_eq!(ids(&ada.get("/api/v1/notifications/requests").await.ok()).len(), 1);
    let again = ids(&ada.get("/api/v1/notifications/requests").await.ok());
    ada.post("/api/v1/notifications/requests/accept", json!({"id": again})).await.ok();
    assert_eq!(ada.ids("/api/v1/notifications").await.len(), 1);
}

#[tokio::test]
async fn dropped_is_dropped_and_the_followed_are_heard() {
    let host = Host::start().await;
    let (ada, friend, stranger) =
        (host.person("ada").await, host.person("friend").await, host.person("stranger").await);
    ada.relate("follow", &friend).await;
    ada.patch("/api/v2/notifications/policy", json!({"for_not_following": "drop"})).await.ok();
    stranger.say("@ada hello").await;
    friend.say("@ada hello").await;
    let list: Value = ada.get("/api/v1/notifications?include_filtered=true").await.ok();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["account"]["id"], json!(friend.id));
}
