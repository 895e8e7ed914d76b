//! Hashtags: followed, featured, and what home makes of them.

use serde_json::{Value, json};

use crate::support::{Host, text};

fn names(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|tag| text(&tag["name"])).collect()
}

#[tokio::test]
async fn following_a_tag_brings_its_public_posts_home() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let followed = ada.post("/api/v1/tags/Bread/follow", json!({})).await.ok();
    assert_eq!((&followed["name"], &followed["following"]), (&json!("bread"), &json!(true)));
    assert_eq!(followed["history"].as_array().unwrap().len(), 7);
    let public = bo.say("#BREAD for all").await;
    bo.say_to("#bread quietly", "unlisted").await;
    bo.say_to("#bread for few", "private").await;
    bo.say("bread without a sign").await;
    assert_eq!(ada.ids("/api/v1/timelines/home").await, [text(&public["id"])]);
    assert_eq!(names(&ada.get("/api/v1/followed_tags").await.ok()), ["bread"]);

    let unfollowed = ada.post("/api/v1/tags/bread/unfollow", json!({})).await.ok();
    assert_eq!(unfollowed["following"], false);
    assert!(ada.ids("/api/v1/timelines/home").await.is_empty());
    assert_eq!(ada.get("/api/v1/followed_tags").await.ok(), json!([]));
}

#[tokio::test]
async fn a_tag_tells_how_it_is_used() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.say("#tea once").await;
    ada.say("#tea twice").await;
    bo.say("#tea too").await;
    bo.say_to("#tea in private", "private").await;
    let tag = ada.get("/api/v1/tags/tea").await.ok();
    assert_eq!((&tag["history"][0]["uses"], &tag["history"][0]["accounts"]), (&json!("3"), &json!("2")));
    assert_eq!(tag["following"], false);
    assert_eq!(tag["url"], host.url("/tags/tea"));
    assert!(host.nobody().get("/api/v1/tags/tea").await.ok().get("following").is_none());
    // One that nobody used is still one to look at.
    assert_eq!(ada.get("/api/v1/tags/unheard").await.ok()["history"][0]["uses"], "0");
    ada.get("/api/v1/tags/two%20words").await.refused(422);
    ada.post("/api/v1/tags/123/follow", json!({})).await.refused(422);
}

#[tokio::test]
async fn followed_tags_come_in_pages() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for name in ["one", "two", "three"] {
        ada.post(&format!("/api/v1/tags/{name}/follow"), json!({})).await.ok();
        ada.post(&format!("/api/v1/tags/{name}/follow"), json!({})).await.ok();
    }
    let first = ada.get("/api/v1/followed_tags?limit=2").await;
    let second = ada.get(&first.link("next").unwrap()).await;
    assert_eq!(names(&first.body), ["three", "two"]);
    assert_eq!(names(&second.body), ["one"]);
}

#[tokio::test]
async fn a_profile_features_tags_with_their_counts() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.say("#tea").await;
    ada.say_to("#tea", "private").await;
    ada.say("#bread").await;
    let suggested = names(&ada.get("/api/v1/featured_tags/suggestions").await.ok());
    assert_eq!(suggested, ["bread", "tea"]);
    let featured = ada.post("/api/v1/featured_tags", json!({"name": "#Tea"})).await.ok();
    assert_eq!((&featured["name"], &featured["statuses_count"]), (&json!("tea"), &json!("1")));
    assert!(featured["last_status_at"].is_string());
    let seen = bo.get(&format!("/api/v1/accounts/{}/featured_tags", ada.id)).await.ok();
    assert_eq!(seen, json!([featured]));
    assert_eq!(ada.post("/api/v1/tags/bread/feature", json!({})).await.ok()["featuring"], true);
    assert_eq!(ada.get("/api/v1/featured_tags").await.ok().as_array().unwrap().len(), 2);
    ada.post("/api/v1/tags/bread/unfeature", json!({})).await.ok();

    let path = format!("/api/v1/featured_tags/{}", text(&featured["id"]));
    bo.delete(&path).await.refused(404);
    ada.delete(&path).await.ok();
    assert_eq!(ada.get("/api/v1/featured_tags").await.ok(), json!([]));
    ada.post("/api/v1/featured_tags", json!({"name": "not one"})).await.refused(422);
}
