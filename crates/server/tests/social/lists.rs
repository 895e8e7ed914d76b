//! Lists, their members, and what they take out of the home timeline.

use serde_json::json;

use crate::support::{Host, Person, ids, text};

async fn list_of(owner: &Person, body: serde_json::Value, members: &[&Person]) -> String {
    let id = text(&owner.post("/api/v1/lists", body).await.ok()["id"]);
    let members: Vec<&str> = members.iter().map(|person| person.id.as_str()).collect();
    owner.post(&format!("/api/v1/lists/{id}/accounts"), json!({"account_ids": members})).await.ok();
    id
}

#[tokio::test]
async fn lists_are_made_changed_and_removed_by_their_owner() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let made = ada.post("/api/v1/lists", json!({"title": " Bakers "})).await.ok();
    let id = text(&made["id"]);
    let expected = json!({"id": id, "title": "Bakers", "replies_policy": "list", "exclusive": false});
    assert_eq!(made, expected);
    let path = format!("/api/v1/lists/{id}");
    let changed =
        ada.put(&path, json!({"title": "Millers", "replies_policy": "none", "exclusive": true})).await.ok();
    assert_eq!(changed, json!({"id": id, "title": "Millers", "replies_policy": "none", "exclusive": true}));
    assert_eq!(ada.get("/api/v1/lists").await.ok(), json!([changed]));
    assert_eq!(ada.get(&path).await.ok(), changed);

    for answer in [bo.get(&path).await, bo.put(&path, json!({"title": "x"})).await, bo.delete(&path).await] {
        answer.refused(404);
    }
    bo.get(&format!("/api/v1/timelines/list/{id}")).await.refused(404);
    ada.delete(&path).await.ok();
    ada.get(&path).await.refused(404);
}

#[tokio::test]
async fn only_followed_people_can_be_put_in() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    ada.relate("follow", &bo).await;
    let id = list_of(&ada, json!({"title": "L"}), &[&bo]).await;
    let path = format!("/api/v1/lists/{id}/accounts");
    ada.post(&path, json!({"account_ids": [bo.id, cy.id]})).await.refused(404);
    assert_eq!(ada.ids(&path).await, [bo.id.as_str()]);
    assert_eq!(ids(&ada.get(&format!("/api/v1/accounts/{}/lists", bo.id)).await.ok()), [id.as_str()]);
    // Twice is once.
    ada.post(&path, json!({"account_ids": [bo.id]})).await.ok();
    assert_eq!(ada.ids(&path).await.len(), 1);

    ada.relate("unfollow", &bo).await;
    assert!(ada.ids(&path).await.is_empty());
    ada.relate("follow", &bo).await;
    ada.post(&path, json!({"account_ids": [bo.id]})).await.ok();
    ada.send(reqwest::Method::DELETE, &path, Some(json!({"account_ids": [bo.id]}))).await.ok();
    assert!(ada.ids(&path).await.is_empty());
}

#[tokio::test]
async fn members_come_in_pages_or_all_at_once() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let mut people = Vec::new();
    for at in 0..5 {
        let person = host.person(&format!("member{at}")).await;
        ada.relate("follow", &person).await;
        people.push(person);
    }
    let id = list_of(&ada, json!({"title": "L"}), &people.iter().collect::<Vec<_>>()).await;
    let path = format!("/api/v1/lists/{id}/accounts");
    let mut seen = Vec::new();
    let mut next = Some(format!("{path}?limit=2"));
    while let Some(address) = next {
        let answer = ada.get(&address).await;
        next = answer.link("next");
        seen.extend(ids(&answer.ok()));
    }
    let mut expected: Vec<&str> = people.iter().map(|person| person.id.as_str()).collect();
    expected.reverse();
    assert_eq!(seen, expected);
    assert_eq!(ada.ids(&format!("{path}?limit=0")).await.len(), 5);
}

#[tokio::test]
async fn an_exclusive_list_takes_its_members_out_of_home() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    for person in [&bo, &cy] {
        ada.relate("follow", person).await;
    }
    let id = list_of(&ada, json!({"title": "Apart", "exclusive": true}), &[&bo]).await;
    let (by_bo, by_cy) = (bo.say("by bo").await, cy.say("by cy").await);
    assert_eq!(ada.ids("/api/v1/timelines/home").await, [text(&by_cy["id"])]);
    assert_eq!(ada.ids(&format!("/api/v1/timelines/list/{id}")).await, [text(&by_bo["id"])]);
    ada.put(&format!("/api/v1/lists/{id}"), json!({"exclusive": false})).await.ok();
    assert_eq!(ada.ids("/api/v1/timelines/home").await, [text(&by_cy["id"]), text(&by_bo["id"])]);
}

#[tokio::test]
async fn a_list_shows_the_answers_that_its_policy_says() {
    let host = Host::start().await;
    let (ada, bo, cy, dee) = (
        host.person("ada").await,
        host.person("bo").await,
        host.person("cy").await,
        host.person("dee").await,
    );
    for person in [&bo, &cy, &dee] {
        ada.relate("follow", person).await;
    }
    let stranger = host.person("stranger").await;
    let id = list_of(&ada, json!({"title": "L"}), &[&bo, &cy]).await;
    let member = bo.reply("to a member", &cy.say("by a member").await).await;
    let followed = bo.reply("to someone followed", &dee.say("by someone followed").await).await;
    let other = bo.reply("to a stranger", &stranger.say("by a stranger").await).await;
    for (policy, shown) in
        [("none", [false, false, false]), ("list", [true, false, false]), ("followed", [true, true, false])]
    {
        ada.put(&format!("/api/v1/lists/{id}"), json!({"replies_policy": policy})).await.ok();
        let seen = ada.ids(&format!("/api/v1/timelines/list/{id}")).await;
        let present = [&member, &followed, &other].map(|post| seen.contains(&text(&post["id"])));
        assert_eq!(present, shown, "{policy}");
    }
}
