//! Signing up by the API, profiles, following and keeping away.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Host, ids, text};

#[tokio::test]
async fn a_profile_says_what_its_owner_wrote() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let change = json!({
        "display_name": "Ada", "note": "Counts.\nhttps://example.org", "locked": true, "bot": false,
        "fields_attributes": [{"name": "Home", "value": "https://example.org"}, {"name": "", "value": ""}],
        "source": {"privacy": "unlisted", "language": "en", "sensitive": true},
    });
    let me = ada.patch("/api/v1/accounts/update_credentials", change).await.ok();
    assert_eq!(
        (&me["display_name"], &me["locked"], &me["source"]["note"]),
        (&json!("Ada"), &json!(true), &json!("Counts.\nhttps://example.org"))
    );
    assert!(text(&me["note"]).starts_with("<p>Counts.<br><a href=\"https://example.org\""));
    assert_eq!(me["fields"].as_array().unwrap().len(), 1);
    assert!(text(&me["fields"][0]["value"]).contains("rel=\"me "));
    assert_eq!(me["source"]["fields"][0]["value"], "https://example.org");
    let status = ada.posts(json!({"status": "by default"})).await;
    assert_eq!(
        (&status["visibility"], &status["language"], &status["sensitive"]),
        (&json!("unlisted"), &json!("en"), &json!(true))
    );
    let seen = host.nobody().get(format!("/api/v1/accounts/{}", ada.id)).await.ok();
    assert_eq!((&seen["display_name"], seen.get("source")), (&json!("Ada"), None));
    let form = [
        ("fields_attributes[0][name]", "A"),
        ("fields_attributes[0][value]", "1"),
        ("fields_attributes[1][name]", "B"),
        ("fields_attributes[1][value]", "2"),
    ];
    let me = ada.form(Method::PATCH, "/api/v1/accounts/update_credentials", &form).await.ok();
    assert_eq!((&me["fields"][0]["name"], &me["fields"][1]["value"]), (&json!("A"), &json!("2")));
}

#[tokio::test]
async fn a_profile_that_breaks_a_rule_changes_in_nothing() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    for change in [
        json!({"display_name": "x", "note": "y".repeat(501)}),
        json!({"display_name": "x", "source": {"privacy": "secret"}}),
        json!({"display_name": "x", "fields_attributes": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}, {"name": "e"}]}),
        json!({"display_name": "x".repeat(31)}),
    ] {
        ada.patch("/api/v1/accounts/update_credentials", change).await.refused(422);
    }
    assert_eq!(ada.get("/api/v1/accounts/verify_credentials").await.ok()["display_name"], "");
}

#[tokio::test]
async fn an_avatar_is_taken_shown_and_removed() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let before = ada.get("/api/v1/accounts/verify_credentials").await.ok()["avatar"].clone();
    let drawn = ada.deliver(ada.request(Method::GET, text(&before))).await;
    assert_eq!(drawn.headers["content-type"], "image/png");
    let picture =
        ada.request(Method::GET, text(&before)).send().await.unwrap().bytes().await.unwrap().to_vec();
    let upload = |bytes: Vec<u8>| {
        let part = reqwest::multipart::Part::bytes(bytes).file_name("<img src=x>.png");
        ada.request(Method::PATCH, "/api/v1/accounts/update_credentials")
            .multipart(reqwest::multipart::Form::new().part("avatar", part))
    };
    let changed = ada.deliver(upload(picture)).await.ok();
    assert_ne!(changed["avatar"], before);
    assert!(ada.deliver(ada.request(Method::GET, text(&changed["avatar"]))).await.status.is_success());
    ada.deliver(upload(b"not a picture".to_vec())).await.refused(422);
    assert_eq!(ada.delete("/api/v1/profile/avatar").await.ok()["avatar"], before);
}

#[tokio::test]
async fn following_is_counted_and_told() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let relationship = ada.relate("follow", &bob).await;
    assert_eq!(
        (&relationship["following"], &relationship["showing_reblogs"], &relationship["notifying"]),
        (&json!(true), &json!(true), &json!(false))
    );
    let seen_by_bob = bob.get(format!("/api/v1/accounts/relationships?id[]={}", ada.id)).await.ok();
    assert_eq!((&seen_by_bob[0]["followed_by"], &seen_by_bob[0]["following"]), (&json!(true), &json!(false)));
    let account = ada.get(format!("/api/v1/accounts/{}", bob.id)).await.ok();
    assert_eq!(account["followers_count"], 1);
    assert_eq!(ada.ids(format!("/api/v1/accounts/{}/following", ada.id)).await, [bob.id.as_str()]);
    assert_eq!(bob.get("/api/v1/notifications").await.ok()[0]["type"], "follow");
    ada.post(format!("/api/v1/accounts/{}/follow", ada.id), json!({})).await.refused(403);
    assert_eq!(bob.relate("remove_from_followers", &ada).await["followed_by"], false);
    assert_eq!(ada.get(format!("/api/v1/accounts/{}", bob.id)).await.ok()["followers_count"], 0);
}

#[tokio::test]
async fn a_locked_account_is_asked_first() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    bob.patch("/api/v1/accounts/update_credentials", json!({"locked": true})).await.ok();
    let relationship = ada.relate("follow", &bob).await;
    assert_eq!((&relationship["following"], &relationship["requested"]), (&json!(false), &json!(true)));
    let me = bob.get("/api/v1/accounts/verify_credentials").await.ok();
    assert_eq!(me["source"]["follow_requests_count"], 1);
    assert_eq!(ada.relate("unfollow", &bob).await["requested"], false);
    ada.relate("follow", &bob).await;
    bob.patch("/api/v1/accounts/update_credentials", json!({"locked": false})).await.ok();
    let now = ada.get(format!("/api/v1/accounts/relationships?id[]={}", bob.id)).await.ok();
    assert_eq!(
        (&now[0]["following"], &now[0]["requested"]),
        (&json!(true), &json!(false)),
        "unlocking lets all in"
    );
}

#[tokio::test]
async fn a_block_parts_two_people() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    ada.relate("follow", &bob).await;
    bob.relate("follow", &ada).await;
    let relationship = ada.relate("block", &bob).await;
    assert_eq!(
        (&relationship["blocking"], &relationship["following"], &relationship["followed_by"]),
        (&json!(true), &json!(false), &json!(false))
    );
    bob.post(format!("/api/v1/accounts/{}/follow", ada.id), json!({})).await.refused(403);
    assert_eq!(ids(&ada.get("/api/v1/blocks").await.ok()), [bob.id.as_str()]);
    assert_eq!(ada.relate("unblock", &bob).await["blocking"], false);
    assert_eq!(bob.relate("follow", &ada).await["following"], true);
}

#[tokio::test]
async fn a_mute_may_end_by_itself() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let muted = ada
        .post(format!("/api/v1/accounts/{}/mute", bob.id), json!({"duration": 3600, "notifications": false}))
        .await
        .ok();
    assert_eq!((&muted["muting"], &muted["muting_notifications"]), (&json!(true), &json!(false)));
    let list = ada.get("/api/v1/mutes").await.ok();
    assert!(list[0]["mute_expires_at"].is_string());
    host.database().execute("UPDATE mutes SET expires_at = 1", []).unwrap();
    assert_eq!(ada.get("/api/v1/mutes").await.ok(), json!([]));
    let now = ada.get(format!("/api/v1/accounts/relationships?id[]={}", bob.id)).await.ok();
    assert_eq!(now[0]["muting"], false);
}

#[tokio::test]
async fn people_are_found_by_name() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    let carol = host.person("carol_adams").await;
    carol
        .patch("/api/v1/accounts/update_credentials", json!({"display_name": "Carol of the Adamant"}))
        .await
        .ok();
    assert_eq!(bob.ids("/api/v1/accounts/search?q=ada").await, [ada.id.clone(), carol.id.clone()]);
    assert_eq!(bob.ids("/api/v1/accounts/search?q=@CAROL_").await, [carol.id.as_str()]);
    bob.relate("follow", &carol).await;
    assert_eq!(bob.ids("/api/v1/accounts/search?q=ada&following=true").await, [carol.id.as_str()]);
    carol.patch("/api/v1/accounts/update_credentials", json!({"discoverable": false})).await.ok();
    assert_eq!(bob.ids("/api/v1/accounts/search?q=ada").await, [ada.id.as_str()]);
    assert_eq!(bob.ids("/api/v1/accounts/search?q=%22*(").await, Vec::<String>::new());
    let own = host.url("").replacen("http://", "", 1);
    assert_eq!(text(&bob.get(format!("/api/v1/accounts/lookup?acct=ada@{own}")).await.ok()["id"]), ada.id);
    bob.get("/api/v1/accounts/lookup?acct=ada@elsewhere.example").await.refused(404);
}

#[tokio::test]
async fn notes_and_familiar_faces_are_the_viewers_own() {
    let host = Host::start().await;
    let (ada, bob, eve) = (host.person("ada").await, host.person("bob").await, host.person("eve").await);
    let note =
        ada.post(format!("/api/v1/accounts/{}/note", bob.id), json!({"comment": "owes me tea"})).await.ok();
    assert_eq!(note["note"], "owes me tea");
    let other = eve.get(format!("/api/v1/accounts/relationships?id[]={}", bob.id)).await.ok();
    assert_eq!(other[0]["note"], "");
    ada.relate("follow", &eve).await;
    eve.relate("follow", &bob).await;
    let familiar = ada.get(format!("/api/v1/accounts/familiar_followers?id[]={}", bob.id)).await.ok();
    assert_eq!(ids(&familiar[0]["accounts"]), [eve.id.as_str()]);
}

#[tokio::test]
async fn who_keeps_their_people_to_themselves_shows_them_to_nobody_else() {
    let host = Host::start().await;
    let (ada, bob) = (host.person("ada").await, host.person("bob").await);
    bob.relate("follow", &ada).await;
    ada.patch("/api/v1/accounts/update_credentials", json!({"hide_collections": true})).await.ok();
    let path = format!("/api/v1/accounts/{}/followers", ada.id);
    assert_eq!(bob.get(&path).await.ok(), json!([]));
    assert_eq!(ada.ids(&path).await, [bob.id.as_str()]);
}

#[tokio::test]
async fn names_follow_rules_and_belong_to_one() {
    let host = Host::start().await;
    host.person("ada").await;
    let app = host
        .nobody()
        .post(
            "/api/v1/apps",
            json!({"client_name": "x", "redirect_uris": "https://x.example/", "scopes": "write"}),
        )
        .await
        .ok();
    let ask = json!({"grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"], "scope": "write"});
    let mut nobody = host.nobody();
    nobody.token = text(&nobody.post("/oauth/token", ask).await.ok()["access_token"]);
    let account = |username: &str, password: &str, agreement: bool| json!({"username": username, "password": password, "email": "x@mail.example", "agreement": agreement, "locale": "en"});
    for (username, password, agreement, field) in [
        ("ADA", "long enough", true, "username"),
        ("a-b", "long enough", true, "username"),
        ("", "long enough", true, "username"),
        ("admin", "long enough", true, "username"),
        (&*"x".repeat(31), "long enough", true, "username"),
        ("bob", "short", true, "password"),
        ("bob", "long enough", false, "agreement"),
    ] {
        let answer = nobody.post("/api/v1/accounts", account(username, password, agreement)).await;
        let details: Value = answer.body["details"][field][0].clone();
        assert!(details["description"].is_string(), "{username} {field}: {}", answer.text);
        answer.refused(422);
    }
    for (field, value) in
        [("reason", "x".repeat(421)), ("locale", "x".repeat(36)), ("locale", "in Latin".to_owned())]
    {
        let mut body = account("bob", "long enough", true);
        body[field] = json!(value);
        let answer = nobody.post("/api/v1/accounts", body).await;
        assert!(answer.body["details"][field].is_array(), "{field}: {}", answer.text);
        answer.refused(422);
    }
    nobody.post("/api/v1/accounts", account("bob", "long enough", true)).await.ok();
}
