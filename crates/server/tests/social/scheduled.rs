//! Posts that wait for their time.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::support::{Host, Person, Socket, eventually, text};

/// A time so many minutes from now, as a client writes it.
fn in_minutes(minutes: u64) -> String {
    let time = SystemTime::now() + Duration::from_secs(minutes * 60);
    jiff::Timestamp::try_from(time).unwrap().to_string()
}

async fn schedule(person: &Person, status: &str) -> Value {
    let body = json!({"status": status, "visibility": "unlisted", "spoiler_text": "later", "scheduled_at": in_minutes(10)});
    person.post("/api/v1/statuses", body).await.ok()
}

/// Lets the time come.
fn make_due(host: &Host) {
    host.database().execute("UPDATE scheduled_statuses SET scheduled_at = 1", []).unwrap();
}

#[tokio::test]
async fn a_scheduled_post_is_shown_to_its_author_until_then() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let made = schedule(&ada, "good morning").await;
    assert_eq!(
        (&made["params"]["text"], &made["params"]["visibility"]),
        (&json!("good morning"), &json!("unlisted"))
    );
    assert!(ada.ids("/api/v1/timelines/home").await.is_empty());
    assert_eq!(ada.get("/api/v1/scheduled_statuses").await.ok(), json!([made]));
    assert_eq!(bo.get("/api/v1/scheduled_statuses").await.ok(), json!([]));

    let path = format!("/api/v1/scheduled_statuses/{}", text(&made["id"]));
    assert_eq!(ada.get(&path).await.ok(), made);
    let later = in_minutes(60);
    for answer in
        [bo.get(&path).await, bo.put(&path, json!({"scheduled_at": later})).await, bo.delete(&path).await]
    {
        answer.refused(404);
    }
    let moved = ada.put(&path, json!({"scheduled_at": later})).await.ok();
    assert_ne!(moved["scheduled_at"], made["scheduled_at"]);
    for bad in [in_minutes(1), "2001-01-01T00:00:00Z".to_owned(), "soon".to_owned()] {
        ada.put(&path, json!({"scheduled_at": bad})).await.refused(422);
    }
    assert_eq!(ada.get(&path).await.ok(), moved);
    ada.delete(&path).await.ok();
    assert_eq!(ada.get("/api/v1/scheduled_statuses").await.ok(), json!([]));
}

#[tokio::test]
async fn it_is_published_when_its_time_has_come() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    bo.relate("follow", &ada).await;
    let mut socket = Socket::open(&host, &bo, "?stream=user").await;
    schedule(&ada, "good morning @bo").await;
    make_due(&host);
    let frames = socket.until(|frame| frame["event"] == "update").await;
    let post = &frames.last().unwrap()["payload"];
    assert_eq!((&post["spoiler_text"], &post["visibility"]), (&json!("later"), &json!("unlisted")));
    assert_eq!(ada.ids("/api/v1/timelines/home").await, [text(&post["id"])]);
    assert_eq!(ada.get("/api/v1/scheduled_statuses").await.ok(), json!([]));
    assert_eq!(bo.ids("/api/v1/notifications?types[]=mention").await.len(), 1);
}

#[tokio::test]
async fn one_that_can_no_longer_be_made_waits_for_its_author_and_holds_up_no_other() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let question = bo.say("a question").await;
    let answer =
        json!({"status": "an answer", "in_reply_to_id": question["id"], "scheduled_at": in_minutes(10)});
    let answer = ada.post("/api/v1/statuses", answer).await.ok();
    schedule(&ada, "unrelated").await;
    bo.relate("block", &ada).await;
    make_due(&host);
    let left = eventually("both to be dealt with", || async {
        let left = ada.get("/api/v1/scheduled_statuses").await.ok();
        (left.as_array().unwrap().len() == 1 && left[0]["error"].is_string()).then_some(left)
    })
    .await;
    assert_eq!((&left[0]["id"], &left[0]["params"]["text"]), (&answer["id"], &json!("an answer")));
    assert_eq!(ada.ids("/api/v1/timelines/home").await.len(), 1);

    bo.relate("unblock", &ada).await;
    let path = format!("/api/v1/scheduled_statuses/{}", text(&answer["id"]));
    let again = ada.put(&path, json!({"scheduled_at": in_minutes(10)})).await.ok();
    assert_eq!(again["error"], Value::Null);
    make_due(&host);
    eventually("the answer", || async { (ada.ids("/api/v1/timelines/home").await.len() == 2).then_some(()) })
        .await;
}

#[tokio::test]
async fn one_that_the_server_failed_to_make_is_made_later() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let made = schedule(&ada, "good morning").await;
    let broken = "CREATE TRIGGER broken BEFORE INSERT ON statuses BEGIN SELECT RAISE(ABORT, 'no room'); END";
    host.database().execute_batch(broken).unwrap();
    make_due(&host);
    let path = format!("/api/v1/scheduled_statuses/{}", text(&made["id"]));
    let left = eventually("another time", || async {
        let left = ada.get(&path).await.ok();
        (!text(&left["scheduled_at"]).starts_with("1970")).then_some(left)
    })
    .await;
    assert_eq!(left["error"], Value::Null, "it is not the author's to mend");
    host.database().execute_batch("DROP TRIGGER broken").unwrap();
    make_due(&host);
    eventually("the post", || async { (ada.ids("/api/v1/timelines/home").await.len() == 1).then_some(()) })
        .await;
    ada.get(&path).await.refused(404);
}
