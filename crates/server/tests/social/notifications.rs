//! Notifications one by one: what is told, to whom, and how many are new.

use serde_json::{Value, json};

use crate::support::{Host, Person, ids, text};

fn kinds(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| text(&item["type"])).collect()
}

/// Ada has been followed, favourited, boosted, mentioned and asked.
async fn eventful(host: &Host) -> (Person, Person, Value) {
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let post = ada.say("hello").await;
    bo.relate("follow", &ada).await;
    bo.act("favourite", &post).await;
    bo.act("reblog", &post).await;
    bo.reply("@ada well met", &post).await;
    (ada, bo, post)
}

#[tokio::test]
async fn each_kind_is_told_with_who_and_what() {
    let host = Host::start().await;
    let (ada, bo, post) = eventful(&host).await;
    let list = ada.get("/api/v1/notifications").await.ok();
    assert_eq!(kinds(&list), ["mention", "reblog", "favourite", "follow"]);
    for item in list.as_array().unwrap() {
        assert_eq!(item["account"]["id"], json!(bo.id));
        assert!(item["group_key"].is_string() && item["created_at"].is_string());
    }
    // What was boosted is shown, not the boost.
    assert_eq!(list[1]["status"]["id"], post["id"]);
    assert_eq!(list[2]["status"]["id"], post["id"]);
    assert!(list[0]["status"]["content"].as_str().unwrap().contains("well met"));
    assert!(list[3].get("status").is_none());
    let one = ada.get(&format!("/api/v1/notifications/{}", text(&list[2]["id"]))).await.ok();
    assert_eq!(one, list[2]);
    bo.get(&format!("/api/v1/notifications/{}", text(&list[2]["id"]))).await.refused(404);
}

#[tokio::test]
async fn they_are_narrowed_by_kind_and_by_whom() {
    let host = Host::start().await;
    let (ada, bo, post) = eventful(&host).await;
    let cy = host.person("cy").await;
    cy.act("favourite", &post).await;
    let of = async |query: &str| kinds(&ada.get(&format!("/api/v1/notifications?{query}")).await.ok());
    assert_eq!(of("types[]=mention&types[]=follow").await, ["mention", "follow"]);
    assert_eq!(of("exclude_types[]=favourite&exclude_types[]=reblog").await, ["mention", "follow"]);
    assert_eq!(of(&format!("account_id={}", cy.id)).await, ["favourite"]);
    assert_eq!(of(&format!("account_id={}&types[]=follow", bo.id)).await, ["follow"]);
    assert!(of("types[]=admin.report").await.is_empty());
}

#[tokio::test]
async fn pages_lead_to_all_of_them_both_ways() {
    let host = Host::start().await;
    let (ada, ..) = eventful(&host).await;
    let all = ada.ids("/api/v1/notifications").await;
    let first = ada.get("/api/v1/notifications?limit=2").await;
    let next = ada.get(&first.link("next").unwrap()).await;
    let back = ada.get(&next.link("prev").unwrap()).await.ok();
    assert_eq!([ids(&first.body), ids(&next.body)].concat(), all);
    assert_eq!(ids(&back), ids(&first.body));
    assert_eq!(ada.ids(&format!("/api/v1/notifications?since_id={}", all[2])).await, all[..2]);
}

#[tokio::test]
async fn what_is_dismissed_is_gone() {
    let host = Host::start().await;
    let (ada, bo, _) = eventful(&host).await;
    let all = ada.ids("/api/v1/notifications").await;
    bo.post(&format!("/api/v1/notifications/{}/dismiss", all[0]), json!({})).await.refused(404);
    ada.post(&format!("/api/v1/notifications/{}/dismiss", all[0]), json!({})).await.ok();
    assert_eq!(ada.ids("/api/v1/notifications").await, all[1..]);
    ada.post("/api/v1/notifications/clear", json!({})).await.ok();
    assert!(ada.ids("/api/v1/notifications").await.is_empty());
}

#[tokio::test]
async fn unread_ones_are_those_after_the_marker() {
    let host = Host::start().await;
    let (ada, ..) = eventful(&host).await;
    let count = async |query: &str| {
        ada.get(&format!("/api/v1/notifications/unread_count{query}")).await.ok()["count"].clone()
    };
    assert_eq!(count("").await, 4);
    assert_eq!(count("?limit=3").await, 3);
    assert_eq!(count("?types[]=follow").await, 1);
    let all = ada.ids("/api/v1/notifications").await;
    ada.post("/api/v1/markers", json!({"notifications": {"last_read_id": all[1]}})).await.ok();
    assert_eq!(count("").await, 1);
    assert_eq!(ada.get("/api/v2/notifications/unread_count").await.ok()["count"], 1);
    ada.post("/api/v1/markers", json!({"notifications": {"last_read_id": all[0]}})).await.ok();
    assert_eq!(count("").await, 0);
}

#[tokio::test]
async fn a_block_a_mute_and_a_deleted_post_hide_what_was_told() {
    let host = Host::start().await;
    let (ada, bo, post) = eventful(&host).await;
    let cy = host.person("cy").await;
    cy.relate("follow", &ada).await;
    ada.relate("mute", &cy).await;
    assert_eq!(kinds(&ada.get("/api/v1/notifications").await.ok()).len(), 4);
    ada.relate("unmute", &cy).await;
    assert_eq!(kinds(&ada.get("/api/v1/notifications").await.ok()).len(), 5);
    ada.delete(&format!("/api/v1/statuses/{}", text(&post["id"]))).await.ok();
    assert_eq!(kinds(&ada.get("/api/v1/notifications").await.ok()), ["follow", "mention", "follow"]);
    ada.relate("block", &bo).await;
    assert_eq!(kinds(&ada.get("/api/v1/notifications").await.ok()), ["follow"]);
}

#[tokio::test]
async fn what_is_undone_is_not_told_any_more() {
    let host = Host::start().await;
    let (ada, bo, post) = eventful(&host).await;
    bo.act("unfavourite", &post).await;
    bo.act("unreblog", &post).await;
    bo.relate("unfollow", &ada).await;
    assert_eq!(kinds(&ada.get("/api/v1/notifications").await.ok()), ["mention"]);
}

#[tokio::test]
async fn a_token_needs_the_scope() {
    let host = Host::start().await;
    let ada = host.person_with_scopes("ada", "read:statuses").await;
    ada.get("/api/v1/notifications").await.refused(403);
    ada.post("/api/v1/notifications/clear", json!({})).await.refused(403);
    host.nobody().get("/api/v1/notifications").await.refused(401);
}
