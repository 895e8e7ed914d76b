//! `/api/v1/streaming`: by WebSocket, where one connection carries many streams, or by server-sent events, where the
//! address names the stream.

use axum::{
    Extension, Router,
    extract::{Path, Query, State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, header},
    response::Response,
    routing::get,
};
use serde::Deserialize;

use crate::{
    auth::identity::{Identity, Token, find_token},
    error::{ApiError, ApiResult},
    state::AppState,
    streaming::{Asked, Listener, serve_events, serve_socket},
};

/// Most bytes of a message from a client.
const MAX_MESSAGE: usize = 16 * 1024;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/streaming", get(socket))
        .route("/api/v1/streaming/", get(socket))
        .route("/api/v1/streaming/health", get(health))
        .route("/api/v1/streaming/{*stream}", get(events))
}

async fn health() -> &'static str {
    "OK"
}

#[derive(Debug, Default, Deserialize)]
struct Address {
    access_token: Option<String>,
    #[serde(flatten)]
    asked: Asked,
}

async fn socket(
    State(state): State<AppState>,
    Extension(identity): Extension<Identity>,
    Query(address): Query<Address>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let protocol = protocol(&headers);
    let token = token(&state, identity, address.access_token.or_else(|| protocol.clone())).await?;
    let upgrade = upgrade.map_err(|_| {
        ApiError::bad("This address is for WebSockets; append the name of a stream for events")
    })?;
    let mut listener = Listener::new(state, token)?;
    if address.asked.stream.as_deref().is_some_and(|name| !name.is_empty()) {
        listener.subscribe(&address.asked).await?;
    }
    // A browser takes the connection only if the protocol that it named comes back, though it is a token.
    let upgrade = upgrade.protocols(protocol).max_message_size(MAX_MESSAGE).max_frame_size(MAX_MESSAGE);
    Ok(upgrade.on_upgrade(move |socket| serve_socket(socket, listener)))
}

/// `/api/v1/streaming/public/local` is the stream `public:local`.
async fn events(
    State(state): State<AppState>,
    Extension(identity): Extension<Identity>,
    Path(path): Path<String>,
    Query(mut address): Query<Address>,
    Query(only): Query<Only>,
) -> ApiResult<Response> {
    let token = token(&state, identity, address.access_token).await?;
    let mut name = path.trim_end_matches('/').replace('/', ":");
    if matches!(only.only_media.as_deref(), Some("true" | "1")) && name.starts_with("public") {
        name.push_str(":media");
    }
    address.asked.stream = Some(name);
    let mut listener = Listener::new(state, token)?;
    listener.subscribe(&address.asked).await?;
    Ok(serve_events(listener))
}

#[derive(Debug, Deserialize)]
struct Only {
    only_media: Option<String>,
}

/// The first of the protocols that a client offers: a browser can send its token in no other header.
fn protocol(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    text.split(',').next().map(str::trim).filter(|first| !first.is_empty()).map(str::to_owned)
}

/// Whose connection this is: by the `Authorization` header, or else by `other`.
async fn token(state: &AppState, identity: Identity, other: Option<String>) -> ApiResult<Token> {
    let invalid = || ApiError::Unauthorized("The access token is invalid".to_owned());
    match (identity, other) {
        (Identity::Known(token), _) => Ok(token),
        (Identity::Unknown, _) => Err(invalid()),
        (Identity::Nobody, Some(text)) => {
            state.db.read(move |db| find_token(db, &text)).await?.ok_or_else(invalid)
        }
        (Identity::Nobody, None) => Err(ApiError::Unauthorized("Missing access token".to_owned())),
    }
}
