//! Notifications in groups (v2).

use serde_json::{Value, json};

use crate::support::{Host, Person, ids, text};

/// Ada's post, favourited by each of three in turn and boosted by the last; Ada followed by the first two, mentioned by
/// the first.
async fn popular(host: &Host) -> (Person, Vec<Person>, Value) {
    let ada = host.person("ada").await;
    let post = ada.say("hello").await;
    let mut fans = Vec::new();
    for at in 0..3 {
        let fan = host.person(&format!("fan{at}")).await;
        fan.act("favourite", &post).await;
        fans.push(fan);
    }
    fans[2].act("reblog", &post).await;
    fans[0].relate("follow", &ada).await;
    fans[1].relate("follow", &ada).await;
    fans[0].say("@ada hi").await;
    (ada, fans, post)
}

fn shape(groups: &Value) -> Vec<(String, u64)> {
    let groups = groups["notification_groups"].as_array().unwrap();
    groups
        .iter()
        .map(|group| (text(&group["type"]), group["notifications_count"].as_u64().unwrap()))
        .collect()
}

fn of(pairs: &[(&str, u64)]) -> Vec<(String, u64)> {
    pairs.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect()
}

#[tokio::test]
async fn alike_ones_are_together_with_the_latest_people_first() {
    let host = Host::start().await;
    let (ada, fans, post) = popular(&host).await;
    let page = ada.get("/api/v2/notifications").await.ok();
    assert_eq!(shape(&page), of(&[("mention", 1), ("follow", 2), ("reblog", 1), ("favourite", 3)]));
    let favourites = &page["notification_groups"][3];
    assert_eq!(favourites["sample_account_ids"], json!([fans[2].id, fans[1].id, fans[0].id]));
    assert_eq!(favourites["status_id"], post["id"]);
    assert_eq!(favourites["most_recent_notification_id"].to_string(), text(&favourites["page_max_id"]));
    assert_ne!(favourites["page_max_id"], favourites["page_min_id"]);
    assert!(favourites["latest_page_notification_at"].is_string());
    assert!(page["notification_groups"][1].get("status_id").is_none());

    // Each account and each post once.
    let mut accounts = ids(&page["accounts"]);
    accounts.sort();
    let mut expected: Vec<String> = fans.iter().map(|fan| fan.id.clone()).collect();
    expected.sort();
    assert_eq!(accounts, expected);
    assert_eq!(ids(&page["statuses"]).len(), 2);
    assert!(page.get("partial_accounts").is_none());
}

#[tokio::test]
async fn a_client_says_which_kinds_it_knows_grouped() {
    let host = Host::start().await;
    let (ada, ..) = popular(&host).await;
    let page = ada.get("/api/v2/notifications?grouped_types[]=favourite").await.ok();
    assert_eq!(
        shape(&page),
        of(&[("mention", 1), ("follow", 1), ("follow", 1), ("reblog", 1), ("favourite", 3)])
    );
    let alone = text(&page["notification_groups"][1]["group_key"]);
    assert!(alone.starts_with("ungrouped-"));
    // What was given out as a group can be asked for as one.
    let one = ada.get(&format!("/api/v2/notifications/{alone}")).await.ok();
    assert_eq!(shape(&one), of(&[("follow", 1)]));
}

#[tokio::test]
async fn faces_are_enough_for_those_who_are_not_first() {
    let host = Host::start().await;
    let (ada, fans, _) = popular(&host).await;
    let page = ada.get("/api/v2/notifications?types[]=favourite&expand_accounts=partial_avatars").await.ok();
    assert_eq!(ids(&page["accounts"]), [fans[2].id.clone()]);
    assert_eq!(ids(&page["partial_accounts"]), [fans[1].id.clone(), fans[0].id.clone()]);
    let face = page["partial_accounts"][0].as_object().unwrap();
    assert!(face.contains_key("avatar") && !face.contains_key("note"));
    ada.get("/api/v2/notifications?expand_accounts=some").await.refused(400);
}

#[tokio::test]
async fn pages_meet_each_group_once() {
    let host = Host::start().await;
    let (ada, fans, post) = popular(&host).await;
    // A late favourite brings its group to the top.
    let late = host.person("late").await;
    late.act("favourite", &post).await;
    let mut keys = Vec::new();
    let mut next = Some("/api/v2/notifications?limit=1".to_owned());
    while let Some(address) = next {
        let answer = ada.get(&address).await;
        next = answer.link("next");
        keys.extend(shape(&answer.ok()));
    }
    assert_eq!(keys, of(&[("favourite", 4), ("mention", 1), ("follow", 2), ("reblog", 1)]));
    let first = ada.get("/api/v2/notifications?limit=1").await;
    assert_eq!(shape(&ada.get(&first.link("prev").unwrap()).await.ok()), []);
    fans[0].act("unfavourite", &post).await;
    assert_eq!(shape(&ada.get("/api/v2/notifications?limit=1").await.ok()), of(&[("favourite", 3)]));
}

#[tokio::test]
async fn a_group_has_an_address_of_its_own() {
    let host = Host::start().await;
    let (ada, fans, _) = popular(&host).await;
    let page = ada.get("/api/v2/notifications?types[]=favourite").await.ok();
    let path = format!("/api/v2/notifications/{}", text(&page["notification_groups"][0]["group_key"]));
    assert_eq!(ada.get(&path).await.ok()["notification_groups"], page["notification_groups"]);
    let people = ids(&ada.get(&format!("{path}/accounts")).await.ok());
    assert_eq!(people, [fans[2].id.clone(), fans[1].id.clone(), fans[0].id.clone()]);
    fans[0].get(&path).await.refused(404);
    // Somebody else's dismissal is none.
    fans[0].post(&format!("{path}/dismiss"), json!({})).await.ok();
    assert_eq!(shape(&ada.get(&path).await.ok()), of(&[("favourite", 3)]));
    ada.post(&format!("{path}/dismiss"), json!({})).await.ok();
    ada.get(&path).await.refused(404);
    assert_eq!(ada.ids("/api/v1/notifications?types[]=favourite").await, [""; 0]);
}

#[tokio::test]
async fn unread_groups_are_counted_as_groups() {
    let host = Host::start().await;
    let (ada, ..) = popular(&host).await;
    let count = async |query: &str| {
        ada.get(&format!("/api/v2/notifications/unread_count{query}")).await.ok()["count"].clone()
    };
    assert_eq!(count("").await, 4);
    assert_eq!(count("?grouped_types[]=favourite").await, 5);
    assert_eq!(count("?limit=2").await, 2);
    assert_eq!(ada.get("/api/v1/notifications/unread_count").await.ok()["count"], 7);
}
