//! Trends, suggestions, the directory, preferences, and what is always empty here.

use serde_json::{Value, json};

use crate::support::{Host, ids, text};

#[tokio::test]
async fn trends_are_what_many_people_talk_about() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    for _ in 0..3 {
        ada.say("#lonely").await;
    }
    ada.say("#shared").await;
    let liked = bo.say("#shared").await;
    cy.say_to("#hidden", "private").await;
    let sensitive = ada.post("/api/v1/statuses", json!({"status": "psst", "sensitive": true})).await.ok();
    cy.act("favourite", &liked).await;
    cy.act("favourite", &sensitive).await;

    let names = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|tag| text(&tag["name"])).collect()
    };
    let nobody = host.nobody();
    assert_eq!(names(&nobody.get("/api/v1/trends/tags").await.ok()), ["shared", "lonely"]);
    let first = nobody.get("/api/v1/trends/tags?limit=1").await;
    assert_eq!(names(&nobody.get(&first.link("next").unwrap()).await.ok()), ["lonely"]);
    assert_eq!(ids(&nobody.get("/api/v1/trends/statuses").await.ok()), [text(&liked["id"])]);
    assert_eq!(nobody.get("/api/v1/trends/links").await.ok(), json!([]));
    ada.relate("block", &bo).await;
    assert!(ada.ids("/api/v1/trends/statuses").await.is_empty());
}

#[tokio::test]
async fn people_are_suggested_until_followed_blocked_or_dismissed() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    let (dee, eli) = (host.person("dee").await, host.person("eli").await);
    for person in [&bo, &cy, &dee, &eli] {
        person.say("hello").await;
    }
    bo.relate("follow", &cy).await;
    ada.relate("follow", &bo).await;
    ada.relate("block", &eli).await;
    let list = ada.get("/api/v2/suggestions").await.ok();
    let people: Vec<String> =
        list.as_array().unwrap().iter().map(|item| text(&item["account"]["id"])).collect();
    assert_eq!(people, [cy.id.as_str(), dee.id.as_str()]);
    assert_eq!(list[0]["sources"], json!(["friends_of_friends"]));
    ada.delete(&format!("/api/v1/suggestions/{}", cy.id)).await.ok();
    assert_eq!(ada.ids("/api/v1/suggestions").await, [dee.id.as_str()]);
    ada.delete("/api/v1/suggestions/12").await.refused(404);
}

#[tokio::test]
async fn the_directory_names_those_who_want_to_be_found() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    ada.say("hello").await;
    cy.patch("/api/v1/accounts/update_credentials", json!({"discoverable": false})).await.ok();
    let nobody = host.nobody();
    assert_eq!(nobody.ids("/api/v1/directory").await, [ada.id.as_str(), bo.id.as_str()]);
    assert_eq!(nobody.ids("/api/v1/directory?order=new&limit=1").await, [bo.id.as_str()]);
    assert_eq!(nobody.ids("/api/v1/directory?order=new&offset=1").await, [ada.id.as_str()]);
    nobody.get("/api/v1/directory?order=size").await.refused(400);
}

#[tokio::test]
async fn preferences_are_those_of_the_account() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let source = json!({"source": {"privacy": "unlisted", "sensitive": true, "language": "de"}});
    ada.patch("/api/v1/accounts/update_credentials", source).await.ok();
    let preferences = ada.get("/api/v1/preferences").await.ok();
    assert_eq!(preferences["posting:default:visibility"], "unlisted");
    assert_eq!(preferences["posting:default:sensitive"], true);
    assert_eq!(preferences["posting:default:language"], "de");
    assert_eq!(preferences["reading:expand:media"], "default");
    assert_eq!(preferences["reading:expand:spoilers"], false);
}

#[tokio::test]
async fn what_this_server_has_not_is_empty_or_refused_in_words() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    assert_eq!(ada.get("/api/v1/announcements").await.ok(), json!([]));
    ada.get("/api/v1/push/subscription").await.refused(404);
}

#[tokio::test]
async fn whom_one_features_stands_on_ones_profile_as_long_as_one_follows_them() {
    let host = Host::start().await;
    let (ada, ben) = (host.person("ada").await, host.person("ben").await);
    let path = |verb: &str| format!("/api/v1/accounts/{}/{verb}", ben.id);
    ada.post(&path("pin"), json!({})).await.refused(422);
    ada.post(&path("follow"), json!({})).await.ok();
    let relationship = ada.post(&path("endorse"), json!({})).await.ok();
    assert_eq!(relationship["endorsed"], true);
    let featured = |list: Value| list.as_array().map(|all| all.len());
    assert_eq!(featured(ada.get("/api/v1/endorsements").await.ok()), Some(1));
    let seen_by_ben = ben.get(&format!("/api/v1/accounts/{}/endorsements", ada.id)).await.ok();
    assert_eq!(seen_by_ben[0]["username"], "ben");
    assert_eq!(ada.post(&path("unpin"), json!({})).await.ok()["endorsed"], false);
    ada.post(&path("pin"), json!({})).await.ok();
    ada.post(&path("unfollow"), json!({})).await.ok();
    assert_eq!(ada.get("/api/v1/endorsements").await.ok(), json!([]));
}

#[tokio::test]
async fn blocked_servers_are_kept_by_their_names() {
    let host = Host::start().await;
    let (ada, ben) = (host.person("ada").await, host.person("ben").await);
    let blocks = "/api/v1/domain_blocks";
    for domain in ["Else.example", "other.example", "else.example."] {
        ada.post(blocks, json!({ "domain": domain })).await.ok();
    }
    assert_eq!(ada.get(blocks).await.ok(), json!(["other.example", "else.example"]));
    assert_eq!(ben.get(blocks).await.ok(), json!([]));
    for wrong in ["", "localhost", "a b.example", "http://else.example/x"] {
        ada.post(blocks, json!({ "domain": wrong })).await.refused(422);
    }
    ada.delete(&format!("{blocks}?domain=else.example")).await.ok();
    assert_eq!(ada.get(blocks).await.ok(), json!(["other.example"]));
}
