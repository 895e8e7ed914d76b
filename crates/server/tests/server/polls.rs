//! Voting.

use serde_json::json;

use crate::support::{Host, eventually};

#[tokio::test]
async fn votes_count_once_and_are_seen_by_their_voter() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let status = ada.posts(json!({"status": "?", "poll": {"options": ["a", "b"], "expires_in": 600}})).await;
    let poll = format!("/api/v1/polls/{}", status["poll"]["id"].as_str().unwrap());
    let voted = bob.post(format!("{poll}/votes"), json!({"choices": [1]})).await.ok();
    assert_eq!(
        (&voted["voted"], &voted["own_votes"], &voted["votes_count"], &voted["voters_count"]),
        (&json!(true), &json!([1]), &json!(1), &json!(1))
    );
    assert_eq!(voted["options"][1]["votes_count"], 1);
    bob.post(format!("{poll}/votes"), json!({"choices": [0]})).await.refused(422);
    ada.post(format!("{poll}/votes"), json!({"choices": [0]})).await.refused(422);
    assert_eq!(host.nobody().get(&poll).await.ok().get("voted"), None);
}

#[tokio::test]
async fn only_what_can_be_chosen_is_counted() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let status = ada.posts(json!({"status": "?", "poll": {"options": ["a", "b"], "expires_in": 600}})).await;
    let votes = format!("/api/v1/polls/{}/votes", status["poll"]["id"].as_str().unwrap());
    for choices in [json!([]), json!([2]), json!([0, 1]), json!([-1]), json!(["x"]), json!({})] {
        bob.post(&votes, json!({ "choices": choices })).await.refused(422);
    }
    let multiple = ada
        .posts(json!({"status": "?", "poll": {"options": ["a", "b"], "expires_in": 600, "multiple": true}}))
        .await;
    let votes = format!("/api/v1/polls/{}/votes", multiple["poll"]["id"].as_str().unwrap());
    let voted = bob.post(&votes, json!({"choices": ["0", "1", "1"]})).await.ok();
    assert_eq!((&voted["votes_count"], &voted["voters_count"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn a_poll_ends_and_tells_those_whom_it_concerns() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let body =
        json!({"status": "?", "poll": {"options": ["a", "b"], "expires_in": 600, "hide_totals": true}});
    let status = ada.posts(body).await;
    let poll = format!("/api/v1/polls/{}", status["poll"]["id"].as_str().unwrap());
    let voted = bob.post(format!("{poll}/votes"), json!({"choices": [0]})).await.ok();
    assert_eq!(voted["options"][0]["votes_count"], json!(null), "hidden while it runs");
    host.database().execute("UPDATE polls SET expires_at = 1", []).unwrap();
    for person in [&ada, &bob] {
        let told = eventually("the end of the poll", || async {
            let list = person.get("/api/v1/notifications?types[]=poll").await.ok();
            list.as_array().unwrap().first().cloned()
        });
        assert_eq!(told.await["status"]["id"], status["id"]);
    }
    let ended = bob.get(&poll).await.ok();
    assert_eq!((&ended["expired"], &ended["options"][0]["votes_count"]), (&json!(true), &json!(1)));
    host.person("eve").await.post(format!("{poll}/votes"), json!({"choices": [0]})).await.refused(422);
}
