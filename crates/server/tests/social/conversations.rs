//! Threads of direct posts.

use serde_json::{Value, json};

use crate::support::{Host, Socket, text};

#[tokio::test]
async fn a_thread_is_one_entry_for_each_of_its_people() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    let first = ada.say_to("@bo a secret", "direct").await;
    let answer = bo
        .post(
            "/api/v1/statuses",
            json!({"status": "@ada whose?", "visibility": "direct", "in_reply_to_id": first["id"]}),
        )
        .await
        .ok();
    ada.say("in public").await;

    let list = ada.get("/api/v1/conversations").await.ok();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!((&list[0]["unread"], &list[0]["last_status"]["id"]), (&json!(true), &answer["id"]));
    assert_eq!(list[0]["accounts"][0]["id"], json!(bo.id));
    assert_eq!(bo.get("/api/v1/conversations").await.ok()[0]["unread"], false);
    assert_eq!(cy.get("/api/v1/conversations").await.ok(), json!([]));

    let path = format!("/api/v1/conversations/{}", text(&list[0]["id"]));
    cy.post(&format!("{path}/read"), json!({})).await.refused(404);
    assert_eq!(ada.post(&format!("{path}/read"), json!({})).await.ok()["unread"], false);
    assert_eq!(ada.post(&format!("{path}/unread"), json!({})).await.ok()["unread"], true);
    bo.delete(&path).await.refused(404);
    ada.delete(&path).await.ok();
    assert_eq!(ada.get("/api/v1/conversations").await.ok(), json!([]));
    assert_eq!(bo.get("/api/v1/conversations").await.ok().as_array().unwrap().len(), 1);
    // The next post brings it back.
    bo.post(
        "/api/v1/statuses",
        json!({"status": "@ada hello?", "visibility": "direct", "in_reply_to_id": answer["id"]}),
    )
    .await
    .ok();
    assert_eq!(ada.get("/api/v1/conversations").await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_latest_comes_first_and_pages_follow() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let mut friends = Vec::new();
    for at in 0..3 {
        let friend = host.person(&format!("friend{at}")).await;
        friend.say_to("@ada hello", "direct").await;
        friends.push(friend);
    }
    friends[0].say_to("@ada a new thread", "direct").await;
    let people = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|entry| text(&entry["accounts"][0]["username"])).collect()
    };
    let first = ada.get("/api/v1/conversations?limit=2").await;
    let second = ada.get(&first.link("next").unwrap()).await;
    assert_eq!(people(&first.body), ["friend0", "friend2"]);
    assert_eq!(people(&second.body), ["friend1", "friend0"]);
}

#[tokio::test]
async fn a_deleted_post_leaves_the_one_before_it() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let first = ada.say_to("@bo one", "direct").await;
    let second = bo
        .post(
            "/api/v1/statuses",
            json!({"status": "@ada two", "visibility": "direct", "in_reply_to_id": first["id"]}),
        )
        .await
        .ok();
    bo.delete(&format!("/api/v1/statuses/{}", text(&second["id"]))).await.ok();
    assert_eq!(ada.get("/api/v1/conversations").await.ok()[0]["last_status"]["id"], first["id"]);
    ada.delete(&format!("/api/v1/statuses/{}", text(&first["id"]))).await.ok();
    assert_eq!(bo.get("/api/v1/conversations").await.ok(), json!([]));
}

#[tokio::test]
async fn who_is_added_by_an_edit_finds_the_thread() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    let first = ada.say_to("@bo a secret", "direct").await;
    let list = bo.get("/api/v1/conversations").await.ok();
    bo.post(format!("/api/v1/conversations/{}/read", text(&list[0]["id"])), json!({})).await.ok();
    let path = format!("/api/v1/statuses/{}", text(&first["id"]));
    let mut socket = Socket::open(&host, &cy, "?stream=direct").await;
    ada.put(&path, json!({"status": "@bo @cy a secret"})).await.ok();
    assert_eq!(socket.until(|frame| frame["event"] == "conversation").await.len(), 1);

    let list = cy.get("/api/v1/conversations").await.ok();
    assert_eq!((&list[0]["unread"], &list[0]["last_status"]["id"]), (&json!(true), &first["id"]));
    let list = bo.get("/api/v1/conversations").await.ok();
    assert_eq!(list[0]["unread"], false, "it is no news to who knows it");
    assert_eq!(list[0]["accounts"].as_array().unwrap().len(), 2);

    // An edit of what is no longer the last changes what is last for nobody.
    let later = ada
        .post(
            "/api/v1/statuses",
            json!({"status": "@bo later", "visibility": "direct", "in_reply_to_id": first["id"]}),
        )
        .await
        .ok();
    let dee = host.person("dee").await;
    ada.put(&path, json!({"status": "@bo @cy @dee a secret"})).await.ok();
    assert_eq!(bo.get("/api/v1/conversations").await.ok()[0]["last_status"]["id"], later["id"]);
    assert_eq!(dee.get("/api/v1/conversations").await.ok()[0]["last_status"]["id"], first["id"]);
}
