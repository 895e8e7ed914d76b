//! Whatever is sent: an answer in words, and never the server's fault.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Host;

const ADDRESSES: &[(&str, &str)] = &[
    ("GET", "/api/v1/notifications"),
    ("GET", "/api/v2/notifications"),
    ("GET", "/api/v2/notifications/{id}"),
    ("GET", "/api/v2/notifications/{id}/accounts"),
    ("GET", "/api/v1/notifications/{id}"),
    ("POST", "/api/v1/notifications/{id}/dismiss"),
    ("PATCH", "/api/v2/notifications/policy"),
    ("GET", "/api/v1/notifications/requests"),
    ("POST", "/api/v1/notifications/requests/{id}/accept"),
    ("POST", "/api/v1/notifications/requests/accept"),
    ("GET", "/api/v1/markers"),
    ("POST", "/api/v1/markers"),
    ("GET", "/api/v1/conversations"),
    ("POST", "/api/v1/conversations/{id}/read"),
    ("DELETE", "/api/v1/conversations/{id}"),
    ("GET", "/api/v1/follow_requests"),
    ("POST", "/api/v1/follow_requests/{id}/authorize"),
    ("POST", "/api/v1/lists"),
    ("PUT", "/api/v1/lists/{id}"),
    ("GET", "/api/v1/lists/{id}/accounts"),
    ("POST", "/api/v1/lists/{id}/accounts"),
    ("DELETE", "/api/v1/lists/{id}/accounts"),
    ("POST", "/api/v2/filters"),
    ("PUT", "/api/v2/filters/{id}"),
    ("POST", "/api/v2/filters/{id}/keywords"),
    ("POST", "/api/v2/filters/{id}/statuses"),
    ("POST", "/api/v1/filters"),
    ("PUT", "/api/v1/filters/{id}"),
    ("GET", "/api/v1/tags/{id}"),
    ("POST", "/api/v1/tags/{id}/follow"),
    ("GET", "/api/v1/followed_tags"),
    ("POST", "/api/v1/featured_tags"),
    ("DELETE", "/api/v1/featured_tags/{id}"),
    ("GET", "/api/v2/search"),
    ("GET", "/api/v1/trends/tags"),
    ("GET", "/api/v1/trends/statuses"),
    ("POST", "/api/v1/reports"),
    ("GET", "/api/v1/scheduled_statuses"),
    ("PUT", "/api/v1/scheduled_statuses/{id}"),
    ("GET", "/api/v2/suggestions"),
    ("GET", "/api/v1/directory"),
    ("GET", "/api/v1/streaming/{id}"),
];

const IDS: &[&str] = &[
    "0",
    "-1",
    "99999999999999999999",
    "abc",
    "%00",
    "%F0%9F%99%82",
    "1%20OR%201=1",
    "..%2F",
    "9223372036854775807",
];

#[tokio::test]
async fn odd_ids_and_queries_are_answered_in_words() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let queries = [
        "",
        "?limit=0",
        "?limit=-1",
        "?limit=abc",
        "?limit=99999999999",
        "?max_id=x",
        "?min_id=%00",
        "?offset=99999999",
        "?types[]=a&types[b]=c",
        "?q=%FF",
        "?q=a&limit=1&offset=1&type=statuses",
    ];
    for (method, address) in ADDRESSES {
        let method: Method = method.parse().unwrap();
        let paths: Vec<String> = if address.contains("{id}") {
            IDS.iter().map(|id| address.replace("{id}", id)).collect()
        } else {
            queries.iter().map(|query| format!("{address}{query}")).collect()
        };
        for path in paths {
            // `send` fails the test on any 5xx.
            let answer = ada.send(method.clone(), &path, (method != Method::GET).then(|| json!({}))).await;
            assert!(
                answer.status.is_success() || answer.body["error"].is_string(),
                "{method} {path}: {}",
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn bodies_of_the_wrong_shape_are_refused() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let long = "x".repeat(10_000);
    let values = [
        json!(null),
        json!({}),
        json!([[]]),
        json!("\u{0}"),
        json!(-1),
        json!(1e300),
        json!(true),
        json!(long),
        json!({"a": {"b": []}}),
    ];
    let fields = [
        "title",
        "context",
        "keywords_attributes",
        "expires_in",
        "account_ids",
        "home",
        "id",
        "status_id",
        "phrase",
        "name",
        "scheduled_at",
        "for_not_following",
        "account_id",
        "replies_policy",
        "keyword",
    ];
    for (method, address) in ADDRESSES.iter().filter(|(method, _)| *method != "GET") {
        let path = address.replace("{id}", "1");
        for value in &values {
            let body: Value = fields
                .iter()
                .map(|field| ((*field).to_owned(), value.clone()))
                .collect::<serde_json::Map<_, _>>()
                .into();
            let answer = ada.send(method.parse().unwrap(), &path, Some(body)).await;
            assert!(
                answer.status.is_success() || answer.body["error"].is_string(),
                "{method} {path} {value}: {}",
                answer.text
            );
        }
    }
}
