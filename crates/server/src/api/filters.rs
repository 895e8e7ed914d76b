//! `/api/v2/filters`: what people do not want to see.

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;
use rusqlite::named_params;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    auth::scope::{ReadFilters, WriteFilters},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Path},
    filters::{self, FilterBody, KeywordBody, KeywordRow},
    ids::{FilterId, FilterKeywordId, FilterStatusId, StatusId},
    state::AppState,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v2/filters", get(list).post(create))
        .route("/api/v2/filters/{id}", get(show).put(update).delete(remove))
        .route("/api/v2/filters/{id}/keywords", get(keywords).post(add_keyword))
        .route("/api/v2/filters/{id}/statuses", get(statuses).post(add_status))
        .route("/api/v2/filters/keywords/{id}", get(keyword).put(edit_keyword).delete(remove_keyword))
        .route("/api/v2/filters/statuses/{id}", get(status).delete(remove_status))
}

async fn list(State(state): State<AppState>, viewer: Auth<ReadFilters>) -> ApiResult<Json<Vec<api::Filter>>> {
    let account = viewer.account;
    state.db.read(move |db| filters::filters_of(db, account)).await.map(Json)
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadFilters>,
    Path(id): Path<FilterId>,
) -> ApiResult<Json<api::Filter>> {
    let account = viewer.account;
    state.db.read(move |db| filters::filter_of(db, account, id)).await.map(Json)
}

async fn create(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    body: Params<FilterBody>,
) -> ApiResult<Json<api::Filter>> {
    let account = viewer.account;
    let made = state.write(move |tx| {
        let id = filters::create(tx, account, body.value)?;
        filters::filter_of(tx, account, id)
    });
    made.await.map(Json)
}

async fn update(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(id): Path<FilterId>,
    body: Params<FilterBody>,
) -> ApiResult<Json<api::Filter>> {
    let account = viewer.account;
    let updated = state.write(move |tx| {
        filters::update(tx, account, id, body.value)?;
        filters::filter_of(tx, account, id)
    });
    updated.await.map(Json)
}

async fn remove(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(id): Path<FilterId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    state.write(move |tx| filters::delete(tx, account, id)).await?;
    Ok(Json(json!({})))
}

async fn keywords(
    State(state): State<AppState>,
    viewer: Auth<ReadFilters>,
    Path(id): Path<FilterId>,
) -> ApiResult<Json<Vec<api::FilterKeyword>>> {
    let account = viewer.account;
    let filter = state.db.read(move |db| filters::filter_of(db, account, id)).await?;
    Ok(Json(filter.keywords.unwrap_or_default()))
}

async fn add_keyword(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(filter): Path<FilterId>,
    body: Params<KeywordBody>,
) -> ApiResult<Json<api::FilterKeyword>> {
    let account = viewer.account;
    let added = state.write(move |tx| {
        let id = filters::add_keyword(tx, account, filter, body.value)?;
        filters::keyword_of(tx, account, id)
    });
    added.await.map(|row| Json(row.entity()))
}

async fn keyword(
    State(state): State<AppState>,
    viewer: Auth<ReadFilters>,
    Path(id): Path<FilterKeywordId>,
) -> ApiResult<Json<api::FilterKeyword>> {
    let account = viewer.account;
    let row: KeywordRow = state.db.read(move |db| filters::keyword_of(db, account, id)).await?;
    Ok(Json(row.entity()))
}

async fn edit_keyword(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(id): Path<FilterKeywordId>,
    body: Params<KeywordBody>,
) -> ApiResult<Json<api::FilterKeyword>> {
    let account = viewer.account;
    let edited = state.write(move |tx| {
        filters::edit_keyword(tx, account, id, &body.value)?;
        filters::keyword_of(tx, account, id)
    });
    edited.await.map(|row| Json(row.entity()))
}

async fn remove_keyword(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(id): Path<FilterKeywordId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    state.write(move |tx| filters::remove_keyword(tx, account, id)).await?;
    Ok(Json(json!({})))
}

async fn statuses(
    State(state): State<AppState>,
    viewer: Auth<ReadFilters>,
    Path(id): Path<FilterId>,
) -> ApiResult<Json<Vec<api::FilterStatus>>> {
    let account = viewer.account;
    let filter = state.db.read(move |db| filters::filter_of(db, account, id)).await?;
    Ok(Json(filter.statuses.unwrap_or_default()))
}

#[derive(Deserialize)]
struct StatusBody {
    status_id: StatusId,
}

async fn add_status(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(filter): Path<FilterId>,
    body: Params<StatusBody>,
) -> ApiResult<Json<api::FilterStatus>> {
    let account = viewer.account;
    state.write(move |tx| filters::add_status(tx, account, filter, body.value.status_id)).await.map(Json)
}

async fn status(
    State(state): State<AppState>,
    viewer: Auth<ReadFilters>,
    Path(id): Path<FilterStatusId>,
) -> ApiResult<Json<api::FilterStatus>> {
    let account = viewer.account;
    let found = state.db.read(move |db| {
        let sql = "SELECT n.status_id FROM filter_statuses n JOIN filters f ON f.id = n.filter_id
            WHERE n.id = :id AND f.account_id = :viewer";
        let status: Option<StatusId> = db.value(sql, named_params! { ":id": id, ":viewer": account })?;
        status.ok_or(ApiError::NotFound)
    });
    let status = found.await?;
    Ok(Json(api::FilterStatus { id: id.into(), status_id: Some(status.into()) }))
}

async fn remove_status(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(id): Path<FilterStatusId>,
) -> ApiResult<Json<api::FilterStatus>> {
    let account = viewer.account;
    state.write(move |tx| filters::remove_status(tx, account, id)).await.map(Json)
}
