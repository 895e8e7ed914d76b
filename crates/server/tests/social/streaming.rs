//! What a stream says, and how it is opened and ended.

use serde_json::json;

use crate::support::{Host, Socket, text};

#[tokio::test]
async fn the_token_is_taken_in_each_of_three_ways() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let bearer = format!("Bearer {}", ada.token);
    let by_header = Socket::try_open(&host, "?stream=user", &[("authorization", &bearer)]).await.unwrap();
    assert_eq!(by_header.protocol, None);
    let by_query = format!("?stream=user&access_token={}", ada.token);
    assert!(Socket::try_open(&host, &by_query, &[]).await.is_ok());
    let by_protocol = Socket::open(&host, &ada, "?stream=user").await;
    assert_eq!(by_protocol.protocol.as_deref(), Some(ada.token.as_str()));

    let refused = |answer: Result<Socket, _>| {
        answer.err().map(|status: tokio_tungstenite::tungstenite::http::StatusCode| status.as_u16())
    };
    assert_eq!(refused(Socket::try_open(&host, "?stream=public", &[]).await), Some(401));
    assert_eq!(refused(Socket::try_open(&host, "?stream=user&access_token=wrong", &[]).await), Some(401));
    assert_eq!(
        refused(Socket::try_open(&host, "?stream=nonsense", &[("authorization", &bearer)]).await),
        Some(400)
    );
    assert_eq!(host.nobody().get("/api/v1/streaming/health").await.text, "OK");
    ada.get("/api/v1/streaming?stream=user").await.refused(400);
}

#[tokio::test]
async fn one_socket_carries_what_is_subscribed_and_no_more() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.relate("follow", &bo).await;
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    socket.subscribe(json!({"stream": "public:local"})).await;
    socket.subscribe(json!({"stream": "hashtag", "tag": "Bread"})).await;

    let post = bo.say("rye #bread").await;
    let mut streams = Vec::new();
    for _ in 0..3 {
        let frame = socket.next().await;
        assert_eq!((&frame["event"], &frame["payload"]["id"]), (&json!("update"), &post["id"]));
        assert_eq!(frame["payload"]["content"], post["content"]);
        streams.push(frame["stream"].clone());
    }
    streams.sort_by_key(|labels| labels[0].to_string());
    assert_eq!(streams, [json!(["hashtag", "Bread"]), json!(["public:local"]), json!(["user"])]);

    socket.unsubscribe(json!({"stream": "public:local"})).await;
    socket.unsubscribe(json!({"stream": "user"})).await;
    bo.say("no tag").await;
    let second = bo.say("wheat #bread").await;
    let frame = socket.next().await;
    assert_eq!((&frame["stream"], &frame["payload"]["id"]), (&json!(["hashtag", "Bread"]), &second["id"]));
}

#[tokio::test]
async fn edits_and_deletions_follow_the_post() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    bo.relate("follow", &ada).await;
    let mut socket = Socket::open(&host, &bo, "?stream=user").await;
    let post = ada.say("frist").await;
    let path = format!("/api/v1/statuses/{}", text(&post["id"]));
    ada.put(&path, json!({"status": "first"})).await.ok();
    ada.delete(&path).await.ok();

    assert_eq!(socket.next().await["event"], "update");
    let edited = socket.next().await;
    assert_eq!(
        (&edited["event"], &edited["payload"]["content"]),
        (&json!("status.update"), &json!("<p>first</p>"))
    );
    let deleted = socket.next().await;
    assert_eq!((&deleted["event"], &deleted["payload"]), (&json!("delete"), &post["id"]));
}

#[tokio::test]
async fn notifications_conversations_and_filters_are_told() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    let mut user = Socket::open(&host, &ada, "?stream=user").await;
    let mut notifications = Socket::open(&host, &ada, "?stream=user:notification").await;
    let mut direct = Socket::open(&host, &ada, "?stream=direct").await;

    bo.relate("follow", &ada).await;
    for socket in [&mut user, &mut notifications] {
        let frame = socket.next().await;
        assert_eq!((&frame["event"], &frame["payload"]["type"]), (&json!("notification"), &json!("follow")));
        assert_eq!(frame["payload"]["account"]["id"], json!(bo.id));
    }
    let post = bo.say_to("@ada between us", "direct").await;
    let frame = direct.next().await;
    assert_eq!((&frame["event"], &frame["payload"]["unread"]), (&json!("conversation"), &json!(true)));
    assert_eq!(frame["payload"]["last_status"]["id"], post["id"]);
    assert_eq!(notifications.next().await["payload"]["type"], "mention");

    ada.post("/api/v2/filters", json!({"title": "x", "context": ["home"]})).await.ok();
    let frames = user.until(|frame| frame["event"] == "filters_changed").await;
    assert!(frames.iter().any(|frame| frame["payload"]["type"] == "mention"));
}

#[tokio::test]
async fn a_status_says_which_filters_it_matches() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.relate("follow", &bo).await;
    let filter = json!({"title": "Spoilers", "context": ["home"], "filter_action": "hide", "keywords_attributes": [{"keyword": "finale"}]});
    ada.post("/api/v2/filters", filter).await.ok();
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    bo.say("the finale!").await;
    let frame = socket.next().await;
    assert_eq!(frame["payload"]["filtered"][0]["filter"]["title"], "Spoilers");
}

#[tokio::test]
async fn a_revoked_token_hears_no_more() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    let revoke = json!({"client_id": ada.app["client_id"], "client_secret": ada.app["client_secret"], "token": ada.token});
    host.nobody().post("/oauth/revoke", revoke).await.ok();
    let frame = socket.closed().await.expect("a reason");
    assert_eq!(u16::from(frame.code), 1008);
    assert!(
        Socket::try_open(&host, "?stream=user", &[("sec-websocket-protocol", &ada.token)]).await.is_err()
    );
}

#[tokio::test]
async fn nothing_is_delivered_to_an_account_that_was_disabled_from_outside() {
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.relate("follow", &bo).await;
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    // As the subcommand does it, in a process of its own.
    host.database().execute("UPDATE accounts SET disabled_at = 1 WHERE username = 'ada'", []).unwrap();
    bo.say("still there?").await;
    assert_eq!(u16::from(socket.closed().await.expect("a reason").code), 1008);
}

#[tokio::test]
async fn a_server_that_stops_says_goodbye() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    let (closed, ()) = tokio::join!(socket.closed(), host.stop());
    assert_eq!(u16::from(closed.expect("a reason").code), 1001);
}

#[tokio::test]
async fn scopes_bound_what_is_heard() {
    let host = Host::start().await;
    let (ada, bo) = (host.person_with_scopes("ada", "read:statuses write").await, host.person("bo").await);
    let headers = [("sec-websocket-protocol", ada.token.as_str())];
    let refused = Socket::try_open(&host, "?stream=user:notification", &headers).await.err().unwrap();
    assert_eq!(refused.as_u16(), 403);
    let mut socket = Socket::open(&host, &ada, "?stream=user").await;
    bo.relate("follow", &ada).await;
    let post = ada.say("mine").await;
    // The follow came first, and was not told.
    let frame = socket.next().await;
    assert_eq!((&frame["event"], &frame["payload"]["id"]), (&json!("update"), &post["id"]));
}

#[tokio::test]
async fn server_sent_events_say_the_same() {
    use futures::StreamExt;
    let host = Host::start().await;
    let (ada, bo) = (host.person("ada").await, host.person("bo").await);
    ada.relate("follow", &bo).await;
    let request = reqwest::Client::new().get(host.url("/api/v1/streaming/user")).bearer_auth(&ada.token);
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let post = bo.say("over there").await;
    let mut bytes = response.bytes_stream();
    let mut seen = String::new();
    while !seen.contains("\n\n") {
        let chunk =
            tokio::time::timeout(crate::support::PATIENCE, bytes.next()).await.unwrap().unwrap().unwrap();
        seen.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let data = seen.strip_prefix("event: update\ndata: ").unwrap_or_else(|| panic!("{seen}"));
    let status: serde_json::Value = serde_json::from_str(data.trim()).unwrap();
    assert_eq!(status["id"], post["id"]);
    ada.get("/api/v1/streaming/nonsense").await.refused(400);
    host.nobody().get("/api/v1/streaming/public").await.refused(401);
}
