//! Posts in another language, by a translator beside the server.

use axum::{Json, Router, http::StatusCode, routing::get, routing::post};
use serde_json::{Value, json};

use crate::support::{Host, text};

/// Stands in for a LibreTranslate: says what it was given, louder, and knows no language but German.
async fn translator() -> String {
    let translate = post(|Json(asked): Json<Value>| async move {
        if asked["target"] != "de" {
            return (StatusCode::BAD_REQUEST, Json(json!({ "error": "not supported" })));
        }
        let all = asked["q"].as_array().unwrap().iter();
        let louder: Vec<_> = all.map(|text| text.as_str().unwrap().to_uppercase()).collect();
        let detected: Vec<_> =
            louder.iter().map(|_| json!({ "language": asked["source"], "confidence": 90 })).collect();
        (StatusCode::OK, Json(json!({ "translatedText": louder, "detectedLanguage": detected })))
    });
    let languages =
        get(|| async { Json(json!([{ "code": "en", "name": "English", "targets": ["de", "en"] }])) });
    let app = Router::new().route("/translate", translate).route("/languages", languages);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

#[tokio::test]
async fn a_post_is_translated_with_everything_in_it() {
    let translator = translator().await.parse().unwrap();
    let host = Host::start_with(|config| config.translator = Some(translator)).await;
    let (ada, ben) = (host.person("ada").await, host.person("ben").await);
    let instance = ada.get("/api/v2/instance").await.ok();
    assert_eq!(instance["configuration"]["translation"]["enabled"], true);
    let languages = ada.get("/api/v1/instance/translation_languages").await.ok();
    assert_eq!(languages, json!({ "en": ["de"] }));

    let poll = json!({ "options": ["by sea", "by land"], "expires_in": 86_400 });
    let words = "see @ada <b> there\n\nor #here";
    let body = json!({ "status": words, "spoiler_text": "a walk", "poll": poll, "language": "en" });
    let post = ben.post("/api/v1/statuses", body).await.ok();
    let path = format!("/api/v1/statuses/{}/translate", text(&post["id"]));
    let translated = ada.post(&path, json!({ "lang": "de" })).await.ok();
    let content = text(&translated["content"]);
    assert!(content.contains("&lt;B&gt; THERE</p><p>OR"), "{content}");
    assert_eq!(translated["spoiler_text"], "A WALK");
    assert_eq!(translated["poll"]["options"], json!([{ "title": "BY SEA" }, { "title": "BY LAND" }]));
    assert_eq!([&translated["language"], &translated["detected_source_language"]], ["de", "en"]);
    assert_eq!(translated["provider"], "LibreTranslate");

    ada.post(&path, json!({ "lang": "xx" })).await.refused(422);
}

#[tokio::test]
async fn what_not_everybody_may_read_stays_here() {
    let translator = translator().await.parse().unwrap();
    let host = Host::start_with(|config| config.translator = Some(translator)).await;
    let (ada, ben) = (host.person("ada").await, host.person("ben").await);
    let private =
        ada.post("/api/v1/statuses", json!({ "status": "quiet", "visibility": "private" })).await.ok();
    let path = format!("/api/v1/statuses/{}/translate", text(&private["id"]));
    ada.post(&path, json!({ "lang": "de" })).await.refused(403);
    ben.post(&path, json!({ "lang": "de" })).await.refused(404);
}

#[tokio::test]
async fn without_a_translator_nothing_is_promised() {
    let host = Host::start().await;
    let ada = host.person("ada").await;
    let instance = ada.get("/api/v2/instance").await.ok();
    assert_eq!(instance["configuration"]["translation"]["enabled"], false);
    let post = ada.post("/api/v1/statuses", json!({ "status": "words" })).await.ok();
    let path = format!("/api/v1/statuses/{}/translate", text(&post["id"]));
    ada.post(&path, json!({ "lang": "de" })).await.refused(404);
}
