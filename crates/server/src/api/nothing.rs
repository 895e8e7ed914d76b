//! A list that is always empty here, and says so: there is nobody who announces.

use axum::{Json, Router, routing::get};
use rejoin_api as api;

use crate::{auth::scope::Anything, extract::MaybeAuth, state::AppState};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/announcements", get(announcements))
}

async fn announcements(_: MaybeAuth<Anything>) -> Json<Vec<api::Announcement>> {
    Json(Vec::new())
}
