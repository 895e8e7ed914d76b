//! `/api/v1/notifications`: one by one.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use rejoin_api as api;
use serde_json::{Value, json};

use crate::{
    auth::scope::{ReadNotifications, WriteNotifications},
    error::ApiResult,
    extract::{Auth, Params, Path},
    ids::NotificationId,
    notifications::{self, Selection, SelectionBody},
    paging::{Paged, Paging},
    state::AppState,
};

/// Notifications on a page: usually, and at most.
pub(super) const PAGE: (u32, u32) = (40, 80);
/// How far unread ones are counted: usually, and at most.
const COUNT: (i64, i64) = (100, 1_000);

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/notifications", get(list))
        .route("/api/v1/notifications/clear", post(clear))
        .route("/api/v1/notifications/unread_count", get(unread_count))
        .route("/api/v1/notifications/{id}", get(show))
        .route("/api/v1/notifications/{id}/dismiss", post(dismiss))
        .route("/api/v1/notifications/dismiss", post(dismiss_named))
}

async fn list(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    paging: Paging,
    body: Params<SelectionBody>,
) -> ApiResult<Paged<Vec<api::Notification>>> {
    let selection = Selection::of(viewer.account, &body.value)?;
    let page = paging.page(PAGE.0, PAGE.1);
    let found = state
        .read(Some(viewer.account), move |render| notifications::notifications(render, &selection, &page));
    found.await
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    Path(id): Path<NotificationId>,
) -> ApiResult<Json<api::Notification>> {
    let account = viewer.account;
    let found = state.read(Some(account), move |render| notifications::notification(render, account, id));
    found.await.map(Json)
}

async fn unread_count(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    body: Params<SelectionBody>,
) -> ApiResult<Json<api::UnreadCount>> {
    let selection = Selection::of(viewer.account, &body.value)?;
    let limit = count_limit(&body.value);
    let count = state.db.read(move |db| notifications::unread(db, &selection, limit)).await?;
    Ok(Json(api::UnreadCount { count }))
}

/// How far a request wants unread ones counted.
pub(super) fn count_limit(body: &SelectionBody) -> i64 {
    body.limit.unwrap_or(COUNT.0).clamp(1, COUNT.1)
}

async fn dismiss(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    Path(id): Path<NotificationId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    state.write(move |tx| notifications::dismiss(tx, account, id)).await?;
    Ok(Json(json!({})))
}

#[derive(serde::Deserialize)]
struct Named {
    id: NotificationId,
}

/// The same with the id in the body, for old clients.
async fn dismiss_named(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    body: Params<Named>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    state.write(move |tx| notifications::dismiss(tx, account, body.value.id)).await?;
    Ok(Json(json!({})))
}

async fn clear(State(state): State<AppState>, viewer: Auth<WriteNotifications>) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    state.write(move |tx| notifications::clear(tx, account)).await?;
    Ok(Json(json!({})))
}
