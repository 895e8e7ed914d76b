//! `/api/v2/notifications`: in groups.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use rejoin_api as api;
use serde_json::{Value, json};

use super::notifications::{PAGE, count_limit};
use crate::{
    auth::scope::{ReadNotifications, WriteNotifications},
    error::ApiResult,
    extract::{Auth, Params, Path},
    notifications::{self, GroupKey, Grouping, Selection, SelectionBody},
    paging::{Paged, Paging},
    state::AppState,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v2/notifications", get(list))
        .route("/api/v2/notifications/unread_count", get(unread_count))
        .route("/api/v2/notifications/{group_key}", get(show))
        .route("/api/v2/notifications/{group_key}/dismiss", post(dismiss))
        .route("/api/v2/notifications/{group_key}/accounts", get(accounts))
}

async fn list(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    paging: Paging,
    body: Params<SelectionBody>,
) -> ApiResult<Paged<api::GroupedNotificationsResults>> {
    let selection = Selection::of(viewer.account, &body.value)?;
    let grouping = Grouping::of(&body.value)?;
    let page = paging.page(PAGE.0, PAGE.1);
    let found = state.read(Some(viewer.account), move |render| {
        notifications::group_page(render, &selection, &grouping, &page)
    });
    found.await
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    Path(key): Path<String>,
    body: Params<SelectionBody>,
) -> ApiResult<Json<api::GroupedNotificationsResults>> {
    let account = viewer.account;
    let grouping = Grouping::of(&body.value)?;
    let found = state.read(Some(account), move |render| {
        notifications::one_group(render, account, GroupKey::parse(&key), &grouping)
    });
    found.await.map(Json)
}

async fn accounts(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    Path(key): Path<String>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::Account>>> {
    let account = viewer.account;
    let page = paging.page(PAGE.0, PAGE.1);
    let found = state.read(Some(account), move |render| {
        notifications::group_accounts(render, account, &GroupKey::parse(&key), &page)
    });
    found.await
}

async fn dismiss(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    Path(key): Path<String>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    state.write(move |tx| notifications::dismiss_group(tx, account, &GroupKey::parse(&key))).await?;
    Ok(Json(json!({})))
}

async fn unread_count(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    body: Params<SelectionBody>,
) -> ApiResult<Json<api::UnreadCount>> {
    let selection = Selection::of(viewer.account, &body.value)?;
    let grouping = Grouping::of(&body.value)?;
    let limit = count_limit(&body.value);
    let counted = state.db.read(move |db| notifications::unread_groups(db, &selection, &grouping, limit));
    Ok(Json(api::UnreadCount { count: counted.await? }))
}
