//! `/api/v1/conversations`: threads of direct posts, the one with the latest post first.

use axum::{
    Json, Router,
    extract::State,
    routing::{delete, get, post},
};
use rejoin_api as api;
use rusqlite::{named_params, params};
use serde_json::{Value, json};

use crate::{
    auth::scope::{ReadStatuses, WriteConversations},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, Path},
    ids::{AccountConversationId, AccountId, StatusId},
    paging::{Paged, Paging},
    render::Render,
    state::AppState,
    visibility::may_see,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/conversations", get(list))
        .route("/api/v1/conversations/{id}", delete(remove))
        .route("/api/v1/conversations/{id}/read", post(read))
        .route("/api/v1/conversations/{id}/unread", post(unread))
}

/// Paged by the id of the latest post, which is what orders the list.
async fn list(
    State(state): State<AppState>,
    viewer: Auth<ReadStatuses>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::Conversation>>> {
    let page = paging.page(20, 40);
    let found = state.read(Some(viewer.account), move |render| {
        let sql = format!(
            "SELECT c.last_status_id, c.id FROM account_conversations c JOIN statuses s ON s.id = c.last_status_id
             WHERE c.account_id = :viewer AND {}",
            may_see("s", ":viewer")
        );
        let params = named_params! { ":viewer": render.viewer };
        let rows: Vec<(StatusId, AccountConversationId)> =
            page.rows(render.db, &sql, "c.last_status_id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let ids: Vec<_> = rows.iter().map(|row| row.1).collect();
        Ok(Paged(page.links(rows.iter().map(|row| row.0)), render.conversations(&ids)?))
    });
    found.await
}

async fn read(
    State(state): State<AppState>,
    viewer: Auth<WriteConversations>,
    Path(id): Path<AccountConversationId>,
) -> ApiResult<Json<api::Conversation>> {
    mark(&state, viewer.account, id, false).await
}

async fn unread(
    State(state): State<AppState>,
    viewer: Auth<WriteConversations>,
    Path(id): Path<AccountConversationId>,
) -> ApiResult<Json<api::Conversation>> {
    mark(&state, viewer.account, id, true).await
}

async fn mark(
    state: &AppState,
    viewer: AccountId,
    id: AccountConversationId,
    unread: bool,
) -> ApiResult<Json<api::Conversation>> {
    let marked = state.write(move |tx| {
        tx.run(
            "UPDATE account_conversations SET unread = ?3 WHERE id = ?1 AND account_id = ?2",
            params![id, viewer, unread],
        )?;
        Render::within(tx, viewer).conversations(&[id])?.pop().ok_or(ApiError::NotFound)
    });
    marked.await.map(Json)
}

/// Takes the thread off one's list; the posts stay, and the next one brings it back.
async fn remove(
    State(state): State<AppState>,
    viewer: Auth<WriteConversations>,
    Path(id): Path<AccountConversationId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let removed = state.write(move |tx| {
        let sql = "DELETE FROM account_conversations WHERE id = ?1 AND account_id = ?2";
        if tx.run(sql, params![id, account])? == 0 { Err(ApiError::NotFound) } else { Ok(()) }
    });
    removed.await?;
    Ok(Json(json!({})))
}
