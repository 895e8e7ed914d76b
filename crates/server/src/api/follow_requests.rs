//! `/api/v1/follow_requests`: who asks to follow a locked account.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use rejoin_api as api;
use rusqlite::named_params;

use crate::{
    accounts::requests,
    auth::scope::{ReadFollows, WriteFollows},
    error::ApiResult,
    extract::{Auth, Path},
    ids::{AccountId, RowId},
    paging::{Paged, Paging},
    render::Render,
    state::AppState,
    visibility::unblocked,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/follow_requests", get(list))
        .route("/api/v1/follow_requests/{account_id}/authorize", post(authorize))
        .route("/api/v1/follow_requests/{account_id}/reject", post(reject))
}

async fn list(
    State(state): State<AppState>,
    viewer: Auth<ReadFollows>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::Account>>> {
    let page = paging.page(40, 80);
    let found = state.read(Some(viewer.account), move |render| {
        let sql = format!(
            "SELECT r.id, r.account_id FROM follow_requests r JOIN accounts a ON a.id = r.account_id
             WHERE r.target_id = :viewer AND a.disabled_at IS NULL AND {}",
            unblocked("r.account_id", ":viewer")
        );
        let params = named_params! { ":viewer": render.viewer };
        let rows: Vec<(RowId, AccountId)> =
            page.rows(render.db, &sql, "r.id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let people: Vec<AccountId> = rows.iter().map(|row| row.1).collect();
        Ok(Paged(page.links(rows.iter().map(|row| row.0)), render.accounts(&people)?))
    });
    found.await
}

async fn authorize(
    State(state): State<AppState>,
    viewer: Auth<WriteFollows>,
    Path(asker): Path<AccountId>,
) -> ApiResult<Json<api::Relationship>> {
    let account = viewer.account;
    let accepted = state.write(move |tx| {
        requests::accept(tx, account, asker)?;
        Render::within(tx, account).relationship(asker)
    });
    accepted.await.map(Json)
}

async fn reject(
    State(state): State<AppState>,
    viewer: Auth<WriteFollows>,
    Path(asker): Path<AccountId>,
) -> ApiResult<Json<api::Relationship>> {
    let account = viewer.account;
    let rejected = state.write(move |tx| {
        requests::reject(tx, account, asker)?;
        Render::within(tx, account).relationship(asker)
    });
    rejected.await.map(Json)
}
