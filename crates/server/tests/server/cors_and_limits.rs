//! Other origins, and how often one may ask.

use reqwest::Method;
use serde_json::json;

use crate::support::Host;

#[tokio::test]
async fn any_origin_may_call_and_read_the_headers() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let preflight =
        host.nobody().request(Method::OPTIONS, "/api/v1/statuses").header("origin", "https://app.example");
    let preflight = preflight.header("access-control-request-method", "POST");
    let preflight =
        preflight.header("access-control-request-headers", "authorization,idempotency-key,content-type");
    let answer = ada.deliver(preflight).await;
    assert!(answer.status.is_success());
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    assert_eq!(answer.headers["access-control-max-age"], "86400");
    let allowed = answer.headers["access-control-allow-headers"].to_str().unwrap();
    assert!(
        ["authorization", "idempotency-key", "content-type"].iter().all(|name| allowed.contains(name)),
        "{allowed}"
    );
    assert!(answer.headers.get("x-ratelimit-limit").is_none(), "preflights are not counted");
    for path in [
        "/api/v1/timelines/home",
        "/api/v1/statuses/1",
        "/api/v1/timelines/home?limit=x",
        "/oauth/token",
        "/.well-known/nodeinfo",
    ] {
        let request = ada.request(Method::GET, path).header("origin", "https://app.example");
        let answer = ada.deliver(request).await;
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        let exposed = answer.headers["access-control-expose-headers"].to_str().unwrap();
        assert!(
            ["link", "retry-after", "x-ratelimit-reset"].iter().all(|name| exposed.contains(name)),
            "{exposed}"
        );
    }
    let page = host.nobody().request(Method::GET, "/auth/sign_in").header("origin", "https://app.example");
    assert!(ada.deliver(page).await.headers.get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn what_is_long_is_sent_compressed_to_those_who_can_read_it() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let plain = ada.get("/api/v2/instance").await;
    assert!(plain.headers.get("content-encoding").is_none());
    let asked = ada.request(Method::GET, "/api/v2/instance").header("accept-encoding", "gzip, br");
    let response = asked.send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
    let vary: Vec<_> = response.headers().get_all("vary").iter().collect();
    assert!(
        vary.iter().any(|name| name.to_str().unwrap().eq_ignore_ascii_case("accept-encoding")),
        "{vary:?}"
    );
    assert!(response.bytes().await.unwrap().starts_with(&[0x1f, 0x8b]));
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let host = Host::start_with(|config| config.rate_limit_factor = 1).await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let status = ada.say("x").await;
    let first = ada.get("/api/v1/markers").await;
    assert_eq!(first.headers["x-ratelimit-limit"], "300");
    let left: u32 = first.headers["x-ratelimit-remaining"].to_str().unwrap().parse().unwrap();
    let reset = first.headers["x-ratelimit-reset"].to_str().unwrap();
    assert!(reset.ends_with('Z') && reset.contains('T'), "{reset}");
    for _ in 0..left {
        assert_ne!(ada.get("/api/v1/markers").await.status, 429);
    }
    let refused = ada.get("/api/v1/markers").await;
    let wait: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=300).contains(&wait), "{wait}");
    assert_eq!(refused.headers["x-ratelimit-remaining"], "0");
    refused.refused(429);
    bob.act("favourite", &status).await;
}

#[tokio::test]
async fn deletes_have_a_limit_of_their_own() {
    let host = Host::start_with(|config| config.rate_limit_factor = 1).await;
    let ada = host.person("ada").await;
    for _ in 0..30 {
        ada.delete("/api/v1/statuses/1").await.refused(404);
    }
    ada.delete("/api/v1/statuses/1").await.refused(429);
    ada.post("/api/v1/statuses", json!({"status": "still posting"})).await.ok();
}

#[tokio::test]
async fn pictures_of_a_profile_are_counted_as_uploads() {
    let host = Host::start_with(|config| config.rate_limit_factor = 1).await;
    let ada = host.person("ada").await;
    let path = "/api/v1/accounts/update_credentials";
    let send_picture = || {
        let part = reqwest::multipart::Part::bytes(b"no picture".to_vec()).file_name("a.png");
        let form = reqwest::multipart::Form::new().part("avatar", part);
        ada.deliver(ada.request(Method::PATCH, path).multipart(form))
    };
    for _ in 0..30 {
        send_picture().await.refused(422);
    }
    send_picture().await.refused(429);
    ada.post("/api/v1/media", json!({})).await.refused(429);
    ada.patch(path, json!({"note": "words are no upload"})).await.ok();
}

#[tokio::test]
async fn the_tokens_of_apps_count_for_the_address_they_are_used_from() {
    let host = Host::start_with(|config| config.rate_limit_factor = 1).await;
    let ada = host.person("ada").await;
    let ask = json!({
        "grant_type": "client_credentials", "client_id": ada.app["client_id"],
        "client_secret": ada.app["client_secret"], "scope": "read",
    });
    let mut clients = Vec::new();
    for _ in 0..2 {
        let mut client = host.nobody();
        client.token =
            client.post("/oauth/token", ask.clone()).await.ok()["access_token"].as_str().unwrap().to_owned();
        clients.push(client);
    }
    let path = "/api/v1/timelines/public";
    let answer = clients[0].get(path).await;
    let left: u32 = answer.headers["x-ratelimit-remaining"].to_str().unwrap().parse().unwrap();
    for _ in 0..left {
        clients[0].get(path).await.ok();
    }
    clients[1].get(path).await.refused(429);
    host.nobody().get(path).await.refused(429);
    ada.get(path).await.ok();
}
