//! What nobody should send: each is refused in words, and never with a 5xx.

use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Host, Person};

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for path in [
        "/api/v1/statuses/1",
        "/api/v1/statuses/abc",
        "/api/v1/statuses/-1",
        "/api/v1/statuses/99999999999999999999999",
        "/api/v1/statuses/%00",
        "/api/v1/statuses/%ff",
        "/api/v1/accounts/1",
        "/api/v1/accounts/%E2%98%83",
        "/api/v1/polls/1",
        "/api/v1/statuses/1/context",
        "/api/v1/nothing",
        "/oauth/nothing",
        "/.well-known/nothing",
        "/api",
    ] {
        ada.get(path).await.refused(404);
    }
    for verb in ["favourite", "reblog", "bookmark", "pin", "mute", "unreblog"] {
        ada.post(format!("/api/v1/statuses/1/{verb}"), json!({})).await.refused(404);
    }
    ada.delete("/api/v1/timelines/home").await.refused(405);
}

#[tokio::test]
async fn posts_that_break_a_rule_are_refused_and_leave_nothing() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for body in [
        json!({}),
        json!({"status": ""}),
        json!({"status": "  \n "}),
        json!({"status": "x".repeat(1001)}),
        json!({"status": "x", "visibility": "friends"}),
        json!({"status": "x", "language": "klingonese"}),
        json!({"status": "x", "media_ids": ["1"]}),
        json!({"status": "x", "media_ids": ["a"]}),
        json!({"status": {"a": 1}}),
        json!({"status": "x", "poll": {"options": ["a", "b"]}}),
        json!({"status": "x", "poll": {"options": ["a"], "expires_in": 600}}),
        json!({"status": "x", "poll": {"options": ["a", "b"], "expires_in": 1}}),
        json!({"status": "x", "poll": "yes"}),
        json!({"status": "x", "poll": {"options": ["a", "b"], "expires_in": 9_999_999_999_i64}}),
        json!({"status": "x", "sensitive": "perhaps"}),
        json!({"status": "a\0b"}),
        json!({"status": "x", "scheduled_at": "soon"}),
        json!({"status": "x", "media_ids": ["1", "2", "3", "4", "5"]}),
    ] {
        ada.post("/api/v1/statuses", body).await.refused(422);
    }
    ada.post("/api/v1/statuses", json!({"status": "x", "in_reply_to_id": "1"})).await.refused(404);
    assert_eq!(ada.get("/api/v1/timelines/home").await.ok(), json!([]));
    let left: i64 =
        host.database().query_row("SELECT count(*) FROM conversations", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

/// What takes hours if each bracket is weighed against the whole text, for posts and edits in every field of them.
#[tokio::test]
async fn long_words_are_refused_at_once() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let post = ada.say("short").await;
    let long = format!("https://a.example/{}", ")".repeat(1_000_000));
    for body in [json!({"status": long}), json!({"status": "x", "spoiler_text": long})] {
        ada.post("/api/v1/statuses", body.clone()).await.refused(422);
        ada.put(format!("/api/v1/statuses/{}", post["id"].as_str().unwrap()), body).await.refused(422);
    }
    assert_eq!(ada.ids("/api/v1/timelines/home").await.len(), 1);
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let post = |kind: &'static str, body: Vec<u8>| {
        ada.request(Method::POST, "/api/v1/statuses").header("content-type", kind).body(body)
    };
    let form = "application/x-www-form-urlencoded";
    for (kind, body, status) in [
        ("application/json", b"{".to_vec(), 400),
        ("application/json", b"[1]".to_vec(), 400),
        ("application/json", b"{\"status\":\"\xff\"}".to_vec(), 400),
        (form, b"status=%ff%fe".to_vec(), 400),
        (form, b"status=\xff".to_vec(), 400),
        (form, b"a=1&a[b]=2".to_vec(), 400),
        (form, b"status=a%00b".to_vec(), 422),
        (form, b"poll[options][][][][][][]=1".to_vec(), 400),
        ("text/plain", b"hello".to_vec(), 415),
        ("multipart/form-data", b"x".to_vec(), 400),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense".to_vec(), 400),
        ("application/json", "[".repeat(200_000).into_bytes(), 400),
        ("application/json", vec![b' '; 2_000_000], 413),
    ] {
        let shown = String::from_utf8_lossy(&body).chars().take(40).collect::<String>();
        let answer = ada.deliver(post(kind, body)).await;
        assert_eq!(answer.status.as_u16(), status, "{kind} {shown}: {}", answer.text);
        answer.refused(status);
    }
}

#[tokio::test]
async fn tokens_that_are_none_are_refused() {
    let host = Host::start().await;
    let mut nobody = host.nobody();
    nobody.get("/api/v1/timelines/home").await.refused(401);
    for token in ["nonsense", "null", " ", "\u{e9}"] {
        nobody.token = token.to_owned();
        nobody.get("/api/v1/timelines/home").await.refused(401);
    }
    let reader = host.person_with_scopes("reader", "read").await;
    assert!(reader.post("/api/v1/accounts/1/follow", json!({})).await.refused(403).contains("write:follows"));
}

#[tokio::test]
async fn nobody_fills_the_memory_by_way_of_the_sign_in_page() {
    let host = Host::start().await;
    let nobody = host.nobody();
    let form = reqwest::multipart::Form::new().text("username", "x".repeat(200_000));
    let answer = nobody.deliver(nobody.request(Method::POST, "/auth/sign_in").multipart(form)).await;
    answer.refused(413);
    let long = "x".repeat(70_000);
    nobody.form(Method::POST, "/auth/sign_in", &[("username", &long)]).await.refused(413);
    nobody.post("/oauth/token", json!({"code": long})).await.refused(413);
    nobody.post("/api/v1/apps", json!({"client_name": long})).await.refused(413);
    // Elsewhere there is room for more.
    host.person("ada").await.post("/api/v1/statuses", json!({"status": long})).await.refused(422);
}

/// JSON of any shape, with texts that databases and parsers dislike.
fn any_json() -> impl Strategy<Value = Value> {
    let odd = prop_oneof![
        Just("\u{202e}\u{0}x".to_owned()),
        Just("' OR 1=1 --".to_owned()),
        Just("99999999999999999999".to_owned()),
        "\\PC{0,12}"
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        odd.prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((field(), inner), 0..4).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

const FIELDS: [&str; 23] = [
    "status",
    "media_ids",
    "poll",
    "options",
    "expires_in",
    "in_reply_to_id",
    "visibility",
    "id",
    "max_id",
    "choices",
    "fields_attributes",
    "source",
    "note",
    "display_name",
    "languages",
    "duration",
    "q",
    "limit",
    "media_attributes",
    "scheduled_at",
    "redirect_uris",
    "client_name",
    "0",
];

fn field() -> impl Strategy<Value = String> {
    proptest::sample::select(FIELDS.as_slice()).prop_map(str::to_owned)
}

const DOORS: &[(&str, &str)] = &[
    ("POST", "/api/v1/statuses"),
    ("PUT", "/api/v1/statuses/{status}"),
    ("POST", "/api/v1/statuses/{status}/reblog"),
    ("POST", "/api/v1/polls/1/votes"),
    ("PATCH", "/api/v1/accounts/update_credentials"),
    ("POST", "/api/v1/accounts/{account}/follow"),
    ("POST", "/api/v1/accounts/{account}/mute"),
    ("POST", "/api/v1/accounts/{account}/note"),
    ("POST", "/api/v1/accounts"),
    ("POST", "/api/v1/apps"),
    ("POST", "/oauth/token"),
    ("POST", "/oauth/revoke"),
    ("POST", "/auth/sign_in"),
    ("POST", "/auth/sign_up"),
    ("POST", "/oauth/authorize"),
    ("POST", "/api/v1/lists"),
    ("POST", "/api/v2/filters"),
    ("POST", "/api/v1/markers"),
    ("POST", "/api/v1/reports"),
    ("POST", "/api/v2/media"),
    ("PATCH", "/api/v2/notifications/policy"),
];

async fn throw(ada: &Person, status: &str, door: &(&str, &str), body: &Value) {
    let path = door.1.replace("{status}", status).replace("{account}", &ada.id);
    let method: Method = door.0.parse().unwrap();
    // Whoever gets a 5xx fails in `send`.
    ada.send(method.clone(), &path, Some(body.clone())).await;
    let pairs: Vec<(String, String)> = flat(body);
    let form: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    ada.form(method, &path, &form).await;
    let query = serde_urlencoded::to_string(&pairs).unwrap();
    for path in [
        "/api/v1/timelines/home",
        "/api/v1/accounts/search",
        "/api/v2/search",
        "/api/v1/accounts/relationships",
        "/api/v1/statuses",
        "/oauth/authorize",
    ] {
        ada.get(format!("{path}?{query}")).await;
    }
}

/// A tree as the pairs of a form, one level deep.
fn flat(value: &Value) -> Vec<(String, String)> {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let Value::Object(map) = value else { return vec![("status".to_owned(), plain(value))] };
    map.iter()
        .flat_map(|(key, value)| match value {
            Value::Array(items) => {
                items.iter().map(|item| (format!("{key}[]"), plain(item))).collect::<Vec<_>>()
            }
            Value::Object(inner) => {
                inner.iter().map(|(name, item)| (format!("{key}[{name}]"), plain(item))).collect()
            }
            value => vec![(key.clone(), plain(value))],
        })
        .collect()
}

#[tokio::test]
async fn no_body_whatever_breaks_the_server() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let status = crate::support::text(&ada.say("target").await["id"]);
    let mut runner = TestRunner::deterministic();
    let bodies =
        vec((field(), any_json()), 0..5).prop_map(|pairs| Value::Object(pairs.into_iter().collect()));
    for round in 0..60 {
        let body = bodies.new_tree(&mut runner).unwrap().current();
        throw(&ada, &status, &DOORS[round % DOORS.len()], &body).await;
    }
    ada.get("/health").await;
    ada.say("still here").await;
}
