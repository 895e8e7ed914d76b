//! What becomes of notifications by people that one does not know: the policy (v2 and v1), and the requests of those
//! whom it held back.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use rejoin_api as api;
use serde::Deserialize;
use serde_json::{Value, json};

use super::notifications::PAGE;
use crate::{
    auth::scope::{ReadNotifications, WriteNotifications},
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Path},
    ids::{AccountId, NotificationRequestId},
    notifications::{self, PolicyBody, PolicyV1, PolicyV1Body},
    paging::{Paged, Paging},
    state::AppState,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v2/notifications/policy", get(show).patch(update).put(update))
        .route("/api/v1/notifications/policy", get(show_v1).patch(update_v1).put(update_v1))
        .route("/api/v1/notifications/requests", get(requests))
        .route("/api/v1/notifications/requests/merged", get(merged))
        .route("/api/v1/notifications/requests/accept", post(accept_many))
        .route("/api/v1/notifications/requests/dismiss", post(dismiss_many))
        .route("/api/v1/notifications/requests/{id}", get(request))
        .route("/api/v1/notifications/requests/{id}/accept", post(accept))
        .route("/api/v1/notifications/requests/{id}/dismiss", post(dismiss))
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
) -> ApiResult<Json<api::NotificationPolicy>> {
    let account = viewer.account;
    state.db.read(move |db| notifications::policy(db, account)).await.map(Json)
}

async fn update(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    body: Params<PolicyBody>,
) -> ApiResult<Json<api::NotificationPolicy>> {
    let account = viewer.account;
    let updated = state.write(move |tx| {
        notifications::set_policy(tx, account, body.value)?;
        notifications::policy(tx, account)
    });
    updated.await.map(Json)
}

async fn show_v1(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
) -> ApiResult<Json<PolicyV1>> {
    let account = viewer.account;
    state.db.read(move |db| notifications::policy_v1(db, account)).await.map(Json)
}

async fn update_v1(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    body: Params<PolicyV1Body>,
) -> ApiResult<Json<PolicyV1>> {
    let account = viewer.account;
    let updated = state.write(move |tx| {
        notifications::set_policy(tx, account, body.value.into())?;
        notifications::policy_v1(tx, account)
    });
    updated.await.map(Json)
}

async fn requests(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::NotificationRequest>>> {
    let account = viewer.account;
    let page = paging.page(PAGE.0, PAGE.1);
    let found = state.read(Some(account), move |render| notifications::request_page(render, account, &page));
    found.await
}

async fn request(
    State(state): State<AppState>,
    viewer: Auth<ReadNotifications>,
    Path(id): Path<NotificationRequestId>,
) -> ApiResult<Json<api::NotificationRequest>> {
    let account = viewer.account;
    state.read(Some(account), move |render| notifications::request(render, account, id)).await.map(Json)
}

/// Accepting merges within its own write, so it is always done.
async fn merged(_: Auth<ReadNotifications>) -> Json<api::Merged> {
    Json(api::Merged { merged: true })
}

async fn accept(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    Path(id): Path<NotificationRequestId>,
) -> ApiResult<Json<Value>> {
    decide(&state, viewer.account, vec![id], true, true).await
}

async fn dismiss(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    Path(id): Path<NotificationRequestId>,
) -> ApiResult<Json<Value>> {
    decide(&state, viewer.account, vec![id], false, true).await
}

#[derive(Deserialize)]
struct Many {
    #[serde(default)]
    id: Vec<NotificationRequestId>,
}

async fn accept_many(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    body: Params<Many>,
) -> ApiResult<Json<Value>> {
    decide(&state, viewer.account, body.value.id, true, false).await
}

async fn dismiss_many(
    State(state): State<AppState>,
    viewer: Auth<WriteNotifications>,
    body: Params<Many>,
) -> ApiResult<Json<Value>> {
    decide(&state, viewer.account, body.value.id, false, false).await
}

/// `must_exist`: one that is asked for by its address has to be there; of many, those that are there count.
async fn decide(
    state: &AppState,
    viewer: AccountId,
    ids: Vec<NotificationRequestId>,
    accept: bool,
    must_exist: bool,
) -> ApiResult<Json<Value>> {
    let decided = state.write(move |tx| {
        let found = if accept {
            notifications::accept(tx, viewer, &ids)?
        } else {
            notifications::dismiss_requests(tx, viewer, &ids)?
        };
        if must_exist && !found { Err(ApiError::NotFound) } else { Ok(()) }
    });
    decided.await?;
    Ok(Json(json!({})))
}
