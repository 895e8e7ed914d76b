//! What the server says of itself is what it does.

use serde_json::json;

use crate::support::Host;

#[tokio::test]
async fn limits_are_the_ones_that_are_checked() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let instance = host.nobody().get("/api/v2/instance").await.ok();
    let limits = &instance["configuration"];
    let most = limits["statuses"]["max_characters"].as_u64().unwrap();
    let most = usize::try_from(most).unwrap();
    ada.say(&"x".repeat(most)).await;
    ada.post("/api/v1/statuses", json!({"status": "x".repeat(most + 1)})).await.refused(422);
    let options = limits["polls"]["max_options"].as_u64().unwrap();
    let poll = |count: u64| {
        let options: Vec<String> = (0..count).map(|at| at.to_string()).collect();
        json!({"status": "?", "poll": {"options": options, "expires_in": limits["polls"]["min_expiration"]}})
    };
    ada.posts(poll(options)).await;
    ada.post("/api/v1/statuses", poll(options + 1)).await.refused(422);
    let tags = limits["accounts"]["max_featured_tags"].as_u64().unwrap();
    for at in 0..tags {
        ada.post("/api/v1/featured_tags", json!({"name": format!("tag{at}")})).await.ok();
    }
    ada.post("/api/v1/featured_tags", json!({"name": "one_more"})).await.refused(422);
    assert!(tags > 0);
    assert_eq!(instance["api_versions"]["mastodon"], 7, "with quotes");
    assert_eq!(limits["urls"]["streaming"], host.socket_url(""));
    assert_eq!(instance["registrations"]["enabled"], true);
    assert!(instance["version"].as_str().unwrap().starts_with("4."));
}

#[tokio::test]
async fn v1_says_the_same() {
    let host = Host::start().await;
    host.person("ada").await;
    let v1 = host.nobody().get("/api/v1/instance").await.ok();
    let v2 = host.nobody().get("/api/v2/instance").await.ok();
    assert_eq!(v1["configuration"], v2["configuration"]);
    assert_eq!((&v1["uri"], &v1["version"]), (&v2["domain"], &v2["version"]));
    assert_eq!(v1["stats"]["user_count"], 1);
}

#[tokio::test]
async fn the_software_and_the_people_can_be_found() {
    let host = Host::start().await;
    host.person("Ada").await;
    let nobody = host.nobody();
    let links = nobody.get("/.well-known/nodeinfo").await.ok();
    for link in links["links"].as_array().unwrap() {
        let document = nobody.get(link["href"].as_str().unwrap()).await.ok();
        assert_eq!(document["software"]["name"], "rejoin");
        assert_eq!(document["usage"]["users"]["total"], 1);
    }
    let authority = host.url("").replacen("http://", "", 1);
    let found = nobody.get(format!("/.well-known/webfinger?resource=acct:ada@{authority}")).await.ok();
    assert_eq!(found["subject"], format!("acct:Ada@{authority}"));
    nobody.get("/.well-known/webfinger?resource=acct:ada@elsewhere.example").await.refused(404);
    nobody.get("/.well-known/webfinger").await.refused(400);
    assert!(nobody.get("/.well-known/host-meta").await.text.contains("lrdd"));
    for path in [
        "/api/v1/custom_emojis",
        "/api/v1/instance/rules",
        "/api/v1/instance/peers",
        "/api/v1/instance/activity",
        "/api/v1/instance/extended_description",
    ] {
        nobody.get(path).await.ok();
    }
    assert_eq!(nobody.get("/health").await.text, "OK");
}
