//! `/media/...`: stored files, which never change under one name. Nothing in them can run: the type is the one that
//! the file was written with, and the policy would let no script through.

use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::services::ServeFile;

use super::store::is_stored_name;
use crate::{error::ApiError, state::AppState};

const HEADERS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/media/{name}", get(file))
}

async fn file(State(state): State<AppState>, Path(name): Path<String>, request: Request) -> Response {
    if !is_stored_name(&name) {
        return ApiError::NotFound.into_response();
    }
    let answer = ServeFile::new(state.media.root().join(&name)).try_call(request).await;
    match answer {
        Ok(found) if found.status() != axum::http::StatusCode::NOT_FOUND => {
            let mut found = found.map(Body::new);
            for (name, value) in HEADERS {
                found.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            found
        }
        Ok(_) => ApiError::NotFound.into_response(),
        Err(error) => ApiError::internal(error).into_response(),
    }
}
