//! `GET /health`, for whoever watches over the server.

use axum::{Router, extract::State, routing::get};

use crate::{db::Query, error::ApiResult, state::AppState};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/health", get(health))
}

/// `OK` if the database can be read.
async fn health(State(state): State<AppState>) -> ApiResult<&'static str> {
    state.db.read(|db| Ok(db.any("SELECT 1 FROM sqlite_schema", [])?)).await?;
    Ok("OK")
}
