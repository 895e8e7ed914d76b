//! Stands in for the program outside by which a server translates: it says everything again in capitals, and that it was French.

use anyhow::Result;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Starts one; it ends with the test. Answers with its address.
pub async fn start() -> Result<String> {
    let translate = post(|Json(asked): Json<Value>| async move {
        let texts = asked["q"].as_array().cloned().unwrap_or_default();
        let louder: Vec<_> = texts.iter().filter_map(Value::as_str).map(str::to_uppercase).collect();
        let detected: Vec<_> = louder.iter().map(|_| json!({ "language": "fr", "confidence": 90 })).collect();
        Json(json!({ "translatedText": louder, "detectedLanguage": detected }))
    });
    let languages = get(|| async { Json(json!([{ "code": "fr", "name": "French", "targets": ["en"] }])) });
    let app = Router::new().route("/translate", translate).route("/languages", languages);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(format!("http://{address}"))
}
