//! What the server forgets in time: apps and tokens that nobody uses.

use serde_json::{Value, json};

use crate::support::{Host, Person, eventually, text};

async fn app(host: &Host) -> Value {
    let body = json!({"client_name": "x", "redirect_uris": "https://client.example/"});
    host.nobody().post("/api/v1/apps", body).await.ok()
}

fn own_token(app: &Value) -> Value {
    json!({
        "grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"],
    })
}

/// A client with a token of `app`'s own.
async fn client_of(host: &Host, app: &Value) -> Person {
    let mut client = host.nobody();
    client.token = text(&client.post("/oauth/token", own_token(app)).await.ok()["access_token"]);
    client
}

#[tokio::test]
async fn apps_and_tokens_that_nobody_uses_are_swept_away() {
    let mut host = Host::start().await;
    let (mut ada, bob) = (host.person("ada").await, host.person("bob").await);
    bob.say("with an app whose name stays beside it").await;
    let revoke = json!({
        "client_id": bob.app["client_id"], "client_secret": bob.app["client_secret"], "token": bob.token,
    });
    host.nobody().post("/oauth/revoke", revoke).await.ok();
    let (never_used, used_once, in_use) = (app(&host).await, app(&host).await, app(&host).await);
    let (mut old, mut current) = (client_of(&host, &used_once).await, client_of(&host, &in_use).await);
    let db = host.database();
    db.execute_batch(
        "UPDATE oauth_apps SET created_at = 1; UPDATE oauth_tokens SET used_at = 1;
         UPDATE oauth_tokens SET revoked_at = 1 WHERE revoked_at IS NOT NULL;",
    )
    .unwrap();
    current.get("/api/v1/apps/verify_credentials").await.ok();
    eventually("the use to be noted", || async {
        db.query_row("SELECT 1 FROM oauth_tokens WHERE used_at > 1", [], |_| Ok(())).ok()
    })
    .await;

    host.restart().await;
    let apps = || {
        let mut rows = db.prepare("SELECT client_id FROM oauth_apps ORDER BY id").unwrap();
        let ids: Vec<String> = rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        ids
    };
    let left = [&ada.app, &bob.app, &in_use].map(|app| text(&app["client_id"]));
    eventually("the sweep", || async { (apps() == left).then_some(()) }).await;
    for person in [&mut ada, &mut old, &mut current] {
        person.moved_to(&host.url(""));
    }
    old.get("/api/v1/apps/verify_credentials").await.refused(401);
    current.get("/api/v1/apps/verify_credentials").await.ok();
    ada.get("/api/v1/accounts/verify_credentials").await.ok();
    let answer = host.nobody().post("/oauth/token", own_token(&never_used)).await;
    assert_eq!(answer.body["error"], "invalid_client");
    let tokens: i64 = db.query_row("SELECT count(*) FROM oauth_tokens", [], |row| row.get(0)).unwrap();
    assert_eq!(tokens, 2, "that of ada and that of the app in use");
}
