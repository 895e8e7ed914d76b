//! Search: what is found, and what never is.

use serde_json::{Value, json};

use crate::support::{Host, Person, ids, text};

async fn posts(person: &Person, query: &str) -> Vec<String> {
    let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    ids(&person.get(&format!("/api/v2/search?type=statuses&q={query}")).await.ok()["statuses"])
}

fn id(status: &Value) -> String {
    text(&status["id"])
}

#[tokio::test]
async fn all_three_kinds_are_found_together() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("sourdough").await);
    let post = bo.say("Feeding the #sourdough").await;
    let found = ada.get("/api/v2/search?q=sourdough").await.ok();
    assert_eq!(ids(&found["accounts"]), [bo.id.as_str()]);
    assert_eq!(ids(&found["statuses"]), [id(&post)]);
    assert_eq!(found["hashtags"][0]["name"], "sourdough");
    assert_eq!(found["hashtags"][0]["history"][0]["uses"], "1");
    let only = ada.get("/api/v2/search?q=sourdough&type=hashtags").await.ok();
    assert_eq!((&only["accounts"], &only["statuses"]), (&json!([]), &json!([])));
    assert_eq!(only["hashtags"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn posts_for_few_are_found_by_those_few() {
    let host = Host::start().await;
    let (ada, bo, cy) = (host.person("ada").await, host.person("bo").await, host.person("cy").await);
    bo.relate("follow", &ada).await;
    let private = ada.say_to("marmalade for followers", "private").await;
    let direct = ada.say_to("@bo marmalade for you", "direct").await;
    let unlisted = ada.say_to("marmalade, quietly", "unlisted").await;
    let public = ada.say("marmalade for all").await;

    assert_eq!(posts(&ada, "marmalade").await, [id(&public), id(&unlisted), id(&direct), id(&private)]);
    // A follower reads the private one in their timeline; looking through such posts is for their author.
    assert_eq!(posts(&bo, "marmalade").await, [id(&public), id(&unlisted), id(&direct)]);
    assert_eq!(posts(&cy, "marmalade").await, [id(&public)]);
    assert_eq!(posts(&host.nobody(), "marmalade").await, [id(&public)]);
    // What one kept is one's own to find.
    cy.act("bookmark", &unlisted).await;
    assert_eq!(posts(&cy, "marmalade").await, [id(&public), id(&unlisted)]);
    // By their addresses, those who may open them do.
    let by_address = async |person: &Person, post: &Value| {
        let query: String =
            url::form_urlencoded::byte_serialize(post["url"].as_str().unwrap().as_bytes()).collect();
        ids(&person.get(&format!("/api/v2/search?resolve=true&q={query}")).await.ok()["statuses"])
    };
    assert_eq!(by_address(&bo, &private).await, [id(&private)]);
    assert!(by_address(&cy, &private).await.is_empty());
    assert!(by_address(&cy, &direct).await.is_empty());
    assert_eq!(by_address(&bo, &direct).await, [id(&direct)]);
}

#[tokio::test]
async fn blocks_mutes_and_the_wish_not_to_be_found_are_kept() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let post = bo.say("elderflower").await;
    assert_eq!(posts(&ada, "elderflower").await, [id(&post)]);
    ada.relate("mute", &bo).await;
    assert!(posts(&ada, "elderflower").await.is_empty());
    ada.relate("unmute", &bo).await;
    bo.relate("block", &ada).await;
    assert!(posts(&ada, "elderflower").await.is_empty());
    assert!(
        ada.get("/api/v2/search?q=bo&type=accounts").await.ok()["accounts"].as_array().unwrap().is_empty()
    );
    bo.relate("unblock", &ada).await;
    bo.patch("/api/v1/accounts/update_credentials", json!({"indexable": false})).await.ok();
    assert!(posts(&ada, "elderflower").await.is_empty());
    assert_eq!(posts(&bo, "elderflower").await, [id(&post)]);
}

#[tokio::test]
async fn words_phrases_and_operators() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let slow = ada.post("/api/v1/statuses", json!({"status": "Slow rye bread", "language": "en"})).await.ok();
    let fast = ada
        .post("/api/v1/statuses", json!({"status": "Rye whisky, bread alongside", "language": "de"}))
        .await
        .ok();
    let poll = bo
        .post(
            "/api/v1/statuses",
            json!({"status": "Which bread?", "poll": {"options": ["rye", "wheat"], "expires_in": 300}}),
        )
        .await
        .ok();
    let covered = bo
        .post("/api/v1/statuses", json!({"status": "see inside", "spoiler_text": "Bread crimes"}))
        .await
        .ok();
    let answer = bo.reply("@ada what bread", &slow).await;

    assert_eq!(posts(&ada, "rye bread").await, [id(&fast), id(&slow)]);
    assert_eq!(posts(&ada, "\"rye bread\"").await, [id(&slow)]);
    assert_eq!(posts(&ada, "rye -whisky").await, [id(&slow)]);
    assert_eq!(posts(&ada, "crimes").await, [id(&covered)]);
    assert_eq!(posts(&ada, "bre").await.len(), 5);
    assert_eq!(posts(&ada, "bread from:bo").await, [id(&answer), id(&covered), id(&poll)]);
    assert_eq!(posts(&ada, "bread from:me language:de").await, [id(&fast)]);
    assert_eq!(posts(&ada, "bread has:poll").await, [id(&poll)]);
    assert_eq!(posts(&ada, "from:bo -is:reply -is:sensitive").await, [id(&poll)]);
    assert_eq!(posts(&ada, "bread before:2001-01-01").await, [""; 0]);
    let of_one = ada.get(&format!("/api/v2/search?q=rye&type=statuses&account_id={}", bo.id)).await.ok();
    assert_eq!(of_one["statuses"], json!([]));
}

#[tokio::test]
async fn every_script_is_searched() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for (text, word) in [
        ("今日は天気がいいですね", "天気"),
        ("Crème brûlée à midi", "brulee"),
        ("Это хлеб из печи", "хлеб"),
        ("هذا خبز جديد", "خبز"),
        ("วันนี้ฝนตกหนัก", "ฝน"),
        ("오늘은 비가 온다", "비가"),
    ] {
        let post = ada.say(text).await;
        assert_eq!(posts(&ada, word).await, [id(&post)], "{word}");
    }
    assert_eq!(posts(&ada, "天気 -今日").await, [""; 0]);
}

#[tokio::test]
async fn nothing_typed_breaks_it() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    ada.say("100% sure_thing \\o/ \"quoted\"").await;
    for query in [
        "\"",
        "*",
        "a\"b",
        "(",
        "NEAR(a b)",
        "a OR",
        "x:y",
        "-",
        "--",
        "%",
        "_",
        "\\",
        "^a",
        "{a}:b",
        "'; DROP TABLE statuses; --",
        "\u{0}",
        "#",
        "@",
        "@@",
        "from:",
        "https://",
        "http://[",
        "🙂",
    ] {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        for kind in ["", "&type=statuses", "&type=accounts", "&type=hashtags"] {
            let answer = ada.get(&format!("/api/v2/search?q={query}{kind}")).await;
            assert!(
                answer.status.is_success() || answer.body["error"].is_string(),
                "{query} {}",
                answer.text
            );
        }
    }
    assert_eq!(posts(&ada, "sure_thing").await.len(), 1);
    assert_eq!(posts(&ada, "100%").await.len(), 1);
    ada.get("/api/v2/search?q=").await.refused(400);
    ada.get("/api/v2/search").await.refused(400);
    ada.get("/api/v2/search?q=a&type=words").await.refused(400);
    host.nobody().get("/api/v2/search?q=a&resolve=true").await.refused(401);
}

#[tokio::test]
async fn people_are_found_by_name_and_address() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo_baker").await);
    bo.patch("/api/v1/accounts/update_credentials", json!({"display_name": "Boris Crumb"})).await.ok();
    let found = async |query: String| {
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        ids(&ada.get(&format!("/api/v2/search?type=accounts&resolve=true&q={query}")).await.ok()["accounts"])
    };
    let host_name = host.url("").replace("http://", "");
    for query in [
        "bo_b".to_owned(),
        "crumb".to_owned(),
        "@bo_baker".to_owned(),
        format!("@bo_baker@{host_name}"),
        host.url("/@bo_baker"),
        host.url("/users/bo_baker"),
    ] {
        assert_eq!(found(query.clone()).await, [bo.id.as_str()], "{query}");
    }
    assert!(found("@bo_baker@elsewhere.example".to_owned()).await.is_empty());
    assert!(found("https://elsewhere.example/@bo_baker".to_owned()).await.is_empty());
    assert!(
        ids(&ada.get("/api/v2/search?type=accounts&following=true&q=crumb").await.ok()["accounts"])
            .is_empty()
    );
}

#[tokio::test]
async fn results_go_on() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let mut said = Vec::new();
    for at in 0..5 {
        said.push(id(&ada.say(&format!("pebble {at}")).await));
    }
    said.reverse();
    let page = async |query: &str| {
        ids(&ada.get(&format!("/api/v2/search?q=pebble&type=statuses&{query}")).await.ok()["statuses"])
    };
    assert_eq!(page("limit=2").await, said[..2]);
    assert_eq!(page("limit=2&offset=2").await, said[2..4]);
    assert_eq!(page(&format!("max_id={}", said[3])).await, said[4..]);
    assert_eq!(page(&format!("min_id={}", said[1])).await, said[..1]);
}
