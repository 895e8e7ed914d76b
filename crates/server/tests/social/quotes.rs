//! Quoting: who may, what readers see of it, and how an author takes a post out of a quote.

use serde_json::{Value, json};

use crate::support::{Host, Person, ids, text};

async fn quote(person: &Person, words: &str, of: &Value) -> Value {
    person.posts(json!({ "status": words, "quoted_status_id": of["id"] })).await
}

async fn seen(person: &Person, status: &Value) -> Value {
    person.get(format!("/api/v1/statuses/{}", text(&status["id"]))).await.ok()
}

#[tokio::test]
async fn a_post_is_quoted_counted_and_told() {
    let host = Host::start().await;
    let (ada, ben) = (host.person("ada").await, host.person("ben").await);
    let post = ada.say("The ferry is late.").await;
    assert_eq!(post["quote_approval"]["automatic"], json!(["public"]));
    assert_eq!(seen(&ben, &post).await["quote_approval"]["current_user"], "automatic");
    let said = quote(&ben, "It always is, @ada.", &post).await;
    assert_eq!(said["quote"]["state"], "accepted");
    assert_eq!(said["quote"]["quoted_status"]["id"], post["id"]);
    assert_eq!(seen(&ada, &post).await["quotes_count"], 1);

    // One post is one piece of news, though it mentions her too.
    let news = ada.get("/api/v1/notifications").await.ok();
    let kinds: Vec<String> = news.as_array().unwrap().iter().map(|one| text(&one["type"])).collect();
    assert_eq!(kinds, ["quote"]);
    assert_eq!(news[0]["status"]["id"], said["id"]);

    // A quote of a quote comes with the id of what that quotes.
    let again = quote(&ada, "And you always say so.", &said).await;
    let inner = &again["quote"]["quoted_status"]["quote"];
    assert_eq!((&inner["quoted_status_id"], &inner["quoted_status"]), (&post["id"], &Value::Null));

    let quotes = format!("/api/v1/statuses/{}/quotes", text(&post["id"]));
    assert_eq!(ids(&host.nobody().get(&quotes).await.ok()), [text(&said["id"])]);

    let edit = json!({ "status": "The ferry is very late." });
    ada.put(format!("/api/v1/statuses/{}", text(&post["id"])), edit).await.ok();
    let news = ben.get("/api/v1/notifications?types[]=quoted_update").await.ok();
    assert_eq!(news[0]["status"]["id"], post["id"]);
}

#[tokio::test]
async fn authors_say_who_may_quote() {
    let host = Host::start().await;
    let (ada, ben, cleo) = (host.person("ada").await, host.person("ben").await, host.person("cleo").await);
    ben.relate("follow", &ada).await;
    let body = json!({ "status": "For those I know.", "quote_approval_policy": "followers" });
    let post = ada.posts(body).await;
    let path = "/api/v1/statuses";
    let of_it = json!({ "status": "Look.", "quoted_status_id": post["id"] });
    cleo.post(path, of_it.clone()).await.refused(422);
    ben.post(path, of_it.clone()).await.ok();
    assert_eq!(seen(&cleo, &post).await["quote_approval"]["current_user"], "denied");

    let policy = format!("/api/v1/statuses/{}/interaction_policy", text(&post["id"]));
    ben.put(&policy, json!({ "quote_approval_policy": "public" })).await.refused(404);
    ada.put(&policy, json!({ "quote_approval_policy": "friends" })).await.refused(422);
    ada.put(&policy, json!({ "quote_approval_policy": "nobody" })).await.ok();
    ben.post(path, of_it.clone()).await.refused(422);
    ada.post(path, of_it).await.ok();

    // What is not for everyone is quoted by nobody else, and its author's quotes go no further than it does.
    let private = ada.say_to("Between us.", "private").await;
    ben.post(path, json!({ "status": "Look.", "quoted_status_id": private["id"] })).await.refused(422);
    let own = quote(&ada, "As I said.", &private).await;
    assert_eq!(own["visibility"], "private");
    let direct = ada.say_to("@ben psst", "direct").await;
    ada.post(path, json!({ "status": "Look.", "quoted_status_id": direct["id"] })).await.refused(422);
    cleo.post(path, json!({ "status": "Look.", "quoted_status_id": private["id"] })).await.refused(404);

    let source = json!({ "source": { "quote_policy": "nobody" } });
    ada.patch("/api/v1/accounts/update_credentials", source).await.ok();
    let preferences = ada.get("/api/v1/preferences").await.ok();
    assert_eq!(preferences["posting:default:quote_policy"], "nobody");
    assert_eq!(ada.say("Quiet.").await["quote_approval"]["automatic"], json!([]));
}

#[tokio::test]
async fn readers_learn_why_a_quoted_post_is_not_shown() {
    let host = Host::start().await;
    let (ada, ben, cleo) = (host.person("ada").await, host.person("ben").await, host.person("cleo").await);
    let post = ada.say("Words.").await;
    let said = quote(&ben, "These.", &post).await;
    let state = async |person: &Person, said: &Value| seen(person, said).await["quote"].clone();

    cleo.relate("mute", &ada).await;
    let muted = state(&cleo, &said).await;
    assert_eq!((&muted["state"], &muted["quoted_status"]["id"]), (&json!("muted_account"), &post["id"]));
    cleo.relate("block", &ada).await;
    let blocked = state(&cleo, &said).await;
    assert_eq!((&blocked["state"], &blocked["quoted_status"]), (&json!("blocked_account"), &Value::Null));
    let dora = host.person("dora").await;
    ada.relate("block", &dora).await;
    assert_eq!(state(&dora, &said).await["state"], "unauthorized");

    let other = quote(&ben, "Once more.", &post).await;
    let revoke = format!("/api/v1/statuses/{}/quotes/{}/revoke", text(&post["id"]), text(&other["id"]));
    ben.post(&revoke, json!({})).await.refused(404);
    assert_eq!(ada.post(&revoke, json!({})).await.ok()["quote"]["state"], "revoked");
    assert_eq!(seen(&ada, &post).await["quotes_count"], 1);
    let news = ada.get("/api/v1/notifications?types[]=quote").await.ok();
    assert_eq!(news.as_array().unwrap().len(), 1);

    ada.delete(format!("/api/v1/statuses/{}", text(&post["id"]))).await.ok();
    assert_eq!(state(&ben, &said).await, json!({ "state": "deleted", "quoted_status": null }));
    ben.delete(format!("/api/v1/statuses/{}", text(&said["id"]))).await.ok();
}

#[tokio::test]
async fn a_post_for_later_quotes_when_its_time_comes() {
    let host = Host::start().await;
    let (ada, ben) = (host.person("ada").await, host.person("ben").await);
    let post = ada.say("Tomorrow it rains.").await;
    let later = "2099-01-01T00:00:00.000Z";
    let body = json!({ "status": "Did it?", "quoted_status_id": post["id"], "scheduled_at": later });
    let waiting = ben.posts(body).await;
    assert_eq!(waiting["scheduled_at"], later);
    let wanted = "UPDATE scheduled_statuses SET scheduled_at = 0";
    host.database().execute(wanted, []).unwrap();
    let quoted = crate::support::eventually("the post is there", async || {
        let seen = seen(&ada, &post).await;
        (seen["quotes_count"] == 1).then_some(seen)
    });
    quoted.await;
}
