//! `GET /api/v1/preferences`: what someone set for all their programs.

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;

use crate::{
    auth::scope::ReadAccounts,
    db::Query,
    error::{ApiError, ApiResult},
    extract::Auth,
    state::AppState,
    statuses::quote::wire_policy,
    visibility::wire_visibility,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/preferences", get(show))
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadAccounts>,
) -> ApiResult<Json<api::Preferences>> {
    let account = viewer.account;
    let found = state.db.read(move |db| {
        let sql = "SELECT default_visibility, default_sensitive, default_language, expand_media, expand_spoilers, autoplay,
              default_quote_policy FROM users WHERE account_id = ?1";
        let preferences = db.first(sql, [account], |row| {
            Ok(api::Preferences {
                posting_default_visibility: wire_visibility(row.get(0)?),
                posting_default_sensitive: row.get(1)?,
                posting_default_language: row.get(2)?,
                posting_default_quote_policy: Some(wire_policy(row.get(6)?)),
                reading_expand_media: row.get::<_, String>(3)?.as_str().into(),
                reading_expand_spoilers: row.get(4)?,
                reading_autoplay_gifs: Some(row.get(5)?),
            })
        })?;
        preferences.ok_or(ApiError::NotFound)
    });
    found.await.map(Json)
}
