//! `/api/v1/scheduled_statuses`: posts that wait for their time. They are made by `POST /api/v1/statuses` with
//! `scheduled_at`, and published by [`crate::jobs`].

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;
use rusqlite::{named_params, params};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    auth::scope::{ReadStatuses, WriteStatuses},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Path},
    ids::ScheduledId,
    paging::{Paged, Paging},
    render::Render,
    state::AppState,
    statuses::schedule,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/scheduled_statuses", get(list))
        .route("/api/v1/scheduled_statuses/{id}", get(show).put(update).delete(remove))
}

async fn list(
    State(state): State<AppState>,
    viewer: Auth<ReadStatuses>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::ScheduledStatus>>> {
    let page = paging.page(20, 40);
    let found = state.read(Some(viewer.account), move |render| {
        let sql = "SELECT p.id FROM scheduled_statuses p WHERE p.account_id = :viewer";
        let params = named_params! { ":viewer": render.viewer };
        let ids: Vec<ScheduledId> = page.rows(render.db, sql, "p.id", params, |row| row.get(0))?;
        let posts = ids.iter().map(|id| render.scheduled(*id)).collect::<ApiResult<Vec<_>>>()?;
        Ok(Paged(page.links(ids), posts))
    });
    found.await
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadStatuses>,
    Path(id): Path<ScheduledId>,
) -> ApiResult<Json<api::ScheduledStatus>> {
    state.read(Some(viewer.account), move |render| render.scheduled(id)).await.map(Json)
}

#[derive(Debug, Deserialize)]
struct Reschedule {
    scheduled_at: Option<String>,
}

async fn update(
    State(state): State<AppState>,
    viewer: Auth<WriteStatuses>,
    Path(id): Path<ScheduledId>,
    body: Params<Reschedule>,
) -> ApiResult<Json<api::ScheduledStatus>> {
    let account = viewer.account;
    let updated = state.write(move |tx| {
        Render::within(tx, account).scheduled(id)?;
        if let Some(text) = body.value.scheduled_at.as_deref().filter(|text| !text.is_empty()) {
            let ahead =
                || ApiError::invalid("Validation failed: Scheduled at must be at least five minutes ahead");
            let time = schedule::parse_time(text, tx.now)?.ok_or_else(ahead)?;
            schedule::reschedule(tx, id, time)?;
        }
        Render::within(tx, account).scheduled(id)
    });
    updated.await.map(Json)
}

/// The post is not made; its attachments are free for another.
async fn remove(
    State(state): State<AppState>,
    viewer: Auth<WriteStatuses>,
    Path(id): Path<ScheduledId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let removed = state.write(move |tx| {
        let sql = "DELETE FROM scheduled_statuses WHERE id = ?1 AND account_id = ?2";
        if tx.run(sql, params![id, account])? == 0 { Err(ApiError::NotFound) } else { Ok(()) }
    });
    removed.await?;
    Ok(Json(json!({})))
}
