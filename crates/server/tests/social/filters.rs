//! Filters: kept, and named by the posts that match them.

use serde_json::{Value, json};

use crate::support::{Host, Person, text};

async fn make(owner: &Person, body: Value) -> Value {
    owner.post("/api/v2/filters", body).await.ok()
}

/// The titles of the filters that the one post in `timeline` matches, with what becomes of it.
fn matched(timeline: &Value, status: &Value) -> Vec<(String, String)> {
    let list = timeline.as_array().unwrap();
    let status = list.iter().find(|item| item["id"] == status["id"]).expect("the post is there");
    let results = status["filtered"].as_array().expect("signed in, it says which filters match");
    results
        .iter()
        .map(|result| (text(&result["filter"]["title"]), text(&result["filter"]["filter_action"])))
        .collect()
}

#[tokio::test]
async fn a_filter_with_its_words_is_kept_changed_and_removed() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let filter = make(&ada, json!({
        "title": "Spoilers", "context": ["thread", "home"], "filter_action": "hide", "expires_in": 3600,
        "keywords_attributes": [{"keyword": "finale", "whole_word": true}, {"keyword": "dies", "whole_word": false}],
    })).await;
    let path = format!("/api/v2/filters/{}", text(&filter["id"]));
    assert_eq!(filter["context"], json!(["home", "thread"]));
    assert_eq!((&filter["filter_action"], &filter["statuses"]), (&json!("hide"), &json!([])));
    assert_eq!(filter["keywords"][1]["keyword"], "dies");
    assert!(filter["expires_at"].is_string());

    let (first, second) = (&filter["keywords"][0]["id"], &filter["keywords"][1]["id"]);
    let changed = ada.put(&path, json!({
        "title": "Films", "expires_in": "", "filter_action": "blur",
        "keywords_attributes": [{"id": first, "keyword": "ending"}, {"id": second, "_destroy": true}, {"keyword": "twist"}],
    })).await.ok();
    assert_eq!(
        (&changed["title"], &changed["expires_at"], &changed["filter_action"]),
        (&json!("Films"), &Value::Null, &json!("blur"))
    );
    let words: Vec<&Value> =
        changed["keywords"].as_array().unwrap().iter().map(|word| &word["keyword"]).collect();
    assert_eq!(words, ["ending", "twist"]);
    assert_eq!(changed["context"], filter["context"]);

    for answer in [bo.get(&path).await, bo.put(&path, json!({"title": "x"})).await, bo.delete(&path).await] {
        answer.refused(404);
    }
    bo.get(&format!("/api/v2/filters/keywords/{}", text(first))).await.refused(404);
    ada.delete(&path).await.ok();
    assert_eq!(ada.get("/api/v2/filters").await.ok(), json!([]));
}

#[tokio::test]
async fn keywords_and_posts_have_addresses_of_their_own() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let filter = make(&ada, json!({"title": "T", "context": ["home"]})).await;
    let path = format!("/api/v2/filters/{}", text(&filter["id"]));
    let word = ada.post(&format!("{path}/keywords"), json!({"keyword": "rain"})).await.ok();
    assert_eq!(word["whole_word"], true);
    let word_path = format!("/api/v2/filters/keywords/{}", text(&word["id"]));
    let edited = ada.put(&word_path, json!({"keyword": "snow", "whole_word": false})).await.ok();
    assert_eq!(ada.get(&word_path).await.ok(), edited);
    assert_eq!(ada.get(&format!("{path}/keywords")).await.ok(), json!([edited]));
    ada.delete(&word_path).await.ok();
    assert_eq!(ada.get(&format!("{path}/keywords")).await.ok(), json!([]));

    let post = bo.say("anything").await;
    let named = ada.post(&format!("{path}/statuses"), json!({"status_id": post["id"]})).await.ok();
    assert_eq!(named["status_id"], post["id"]);
    assert_eq!(ada.get(&format!("{path}/statuses")).await.ok(), json!([named]));
    let timeline = ada.get("/api/v1/timelines/public").await.ok();
    assert_eq!(timeline[0]["filtered"][0]["status_matches"], json!([post["id"]]));
    let named_path = format!("/api/v2/filters/statuses/{}", text(&named["id"]));
    assert_eq!(ada.get(&named_path).await.ok(), named);
    ada.delete(&named_path).await.ok();
    assert_eq!(ada.get("/api/v1/timelines/public").await.ok()[0]["filtered"], json!([]));
    // A post that one may not see can't be named.
    let secret = bo.say_to("secret", "private").await;
    ada.post(&format!("{path}/statuses"), json!({"status_id": secret["id"]})).await.refused(404);
}

#[tokio::test]
async fn posts_say_what_they_match_and_what_becomes_of_them() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.relate("follow", &bo).await;
    make(&ada, json!({"title": "Warned", "context": ["home", "public"], "keywords_attributes": [{"keyword": "cat"}]})).await;
    make(&ada, json!({"title": "Hidden", "context": ["notifications"], "filter_action": "hide", "keywords_attributes": [{"keyword": "cat", "whole_word": false}]})).await;
    make(&bo, json!({"title": "Bo's own", "context": ["home"], "keywords_attributes": [{"keyword": "cat"}]}))
        .await;
    let warned = ("Warned".to_owned(), "warn".to_owned());
    let hidden = ("Hidden".to_owned(), "hide".to_owned());
    let cat = bo.say("A Cat!").await;
    let part = bo.say("concatenate").await;
    let alt = bo
        .post(
            "/api/v1/statuses",
            json!({"status": "?", "poll": {"options": ["cat", "dog"], "expires_in": 300}}),
        )
        .await
        .ok();
    let covered =
        bo.post("/api/v1/statuses", json!({"status": "x", "spoiler_text": "about a cat"})).await.ok();

    let home = ada.get("/api/v1/timelines/home").await.ok();
    for post in [&cat, &alt, &covered] {
        assert_eq!(matched(&home, post), [warned.clone(), hidden.clone()]);
    }
    assert_eq!(matched(&home, &part), [hidden]);
    let result = &ada.get(&format!("/api/v1/statuses/{}", text(&cat["id"]))).await.ok()["filtered"][0];
    assert_eq!(result["filter"]["context"], json!(["home", "public"]));
    assert_eq!((&result["keyword_matches"], &result["status_matches"]), (&json!(["cat"]), &Value::Null));
    // Whose filters, and whose post.
    assert_eq!(matched(&bo.get("/api/v1/timelines/home").await.ok(), &cat), []);
    assert!(host.nobody().get("/api/v1/timelines/public").await.ok()[0]["filtered"].is_null());

    let boost = bo.act("reblog", &cat).await;
    let home = ada.get("/api/v1/timelines/home").await.ok();
    assert_eq!(home[0]["id"], boost["id"]);
    assert_eq!(home[0]["filtered"], home[0]["reblog"]["filtered"]);
    assert_eq!(home[0]["filtered"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_filter_that_ended_matches_nothing() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    make(&ada, json!({"title": "T", "context": ["public"], "expires_in": 600, "keywords_attributes": [{"keyword": "rain"}]})).await;
    let post = bo.say("rain").await;
    assert_eq!(matched(&ada.get("/api/v1/timelines/public").await.ok(), &post).len(), 1);
    host.database().execute("UPDATE filters SET expires_at = 1", []).unwrap();
    assert_eq!(matched(&ada.get("/api/v1/timelines/public").await.ok(), &post), []);
    assert_eq!(ada.get("/api/v2/filters").await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn old_clients_have_one_filter_a_word() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let old = ada
        .post("/api/v1/filters", json!({"phrase": "rain", "context": ["home"], "irreversible": true}))
        .await
        .ok();
    let expected = json!({"id": old["id"], "phrase": "rain", "context": ["home"], "whole_word": false, "expires_at": null, "irreversible": true});
    assert_eq!(old, expected);
    let new = ada.get("/api/v2/filters").await.ok();
    assert_eq!((&new[0]["title"], &new[0]["filter_action"]), (&json!("rain"), &json!("hide")));
    assert_eq!(new[0]["keywords"][0]["keyword"], "rain");

    let path = format!("/api/v1/filters/{}", text(&old["id"]));
    bo.get(&path).await.refused(404);
    let changed =
        ada.put(&path, json!({"phrase": "snow", "context": ["public"], "whole_word": true})).await.ok();
    assert_eq!(
        (&changed["phrase"], &changed["whole_word"], &changed["irreversible"]),
        (&json!("snow"), &json!(true), &json!(true))
    );
    assert_eq!(ada.get("/api/v1/filters").await.ok(), json!([changed]));
    ada.delete(&path).await.ok();
    assert_eq!(ada.get("/api/v2/filters").await.ok(), json!([]));
}

#[tokio::test]
async fn what_makes_no_filter_is_refused_and_leaves_nothing() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for bad in [
        json!({"context": ["home"]}),
        json!({"title": " ", "context": ["home"]}),
        json!({"title": "x"}),
        json!({"title": "x", "context": ["everywhere"]}),
        json!({"title": "x", "context": ["home"], "filter_action": "burn"}),
        json!({"title": "x", "context": ["home"], "expires_in": -5}),
        json!({"title": "x", "context": ["home"], "expires_in": "soon"}),
        json!({"title": "x", "context": ["home"], "keywords_attributes": [{"keyword": "ok"}, {"keyword": ""}]}),
        json!({"title": "x", "context": ["home"], "keywords_attributes": [{"id": "12", "keyword": "theirs"}]}),
    ] {
        let answer = ada.post("/api/v2/filters", bad.clone()).await;
        assert!(matches!(answer.status.as_u16(), 404 | 422), "{bad} {}", answer.text);
        assert!(answer.body["error"].is_string(), "{}", answer.text);
    }
    assert_eq!(ada.get("/api/v2/filters").await.ok(), json!([]));
}
