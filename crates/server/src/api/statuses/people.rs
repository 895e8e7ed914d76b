//! Who favourited and who boosted.

use axum::extract::State;
use rejoin_api as api;
use rusqlite::named_params;

use crate::{
    auth::scope::ReadStatuses,
    error::ApiResult,
    extract::{MaybeAuth, Path},
    ids::{AccountId, StatusId},
    paging::{Paged, Paging},
    state::AppState,
    visibility::unblocked,
};

use super::posts::visible_original;

type Answer = ApiResult<Paged<Vec<api::Account>>>;

/// `GET /api/v1/statuses/{id}/favourited_by`
pub(super) async fn favourited_by(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<StatusId>,
    paging: Paging,
) -> Answer {
    people(&state, viewer.account(), id, paging, "favourites x WHERE x.status_id = :status").await
}

/// `GET /api/v1/statuses/{id}/reblogged_by`
pub(super) async fn reblogged_by(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<StatusId>,
    paging: Paging,
) -> Answer {
    people(&state, viewer.account(), id, paging, "statuses x WHERE x.reblog_of_id = :status").await
}

/// People who did something to a status, latest first, without those across a block.
async fn people(
    state: &AppState,
    viewer: Option<AccountId>,
    id: StatusId,
    paging: Paging,
    rows: &'static str,
) -> Answer {
    let page = paging.page(40, 80);
    state
        .read(viewer, move |render| {
            let id = visible_original(render, id)?;
            let sql = format!(
                "SELECT x.id, x.account_id FROM {rows} AND {}
                 AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = x.account_id AND a.disabled_at IS NULL)",
                unblocked("x.account_id", ":viewer")
            );
            let params = named_params! { ":status": id, ":viewer": render.viewer };
            let rows: Vec<(i64, AccountId)> =
                page.rows(render.db, &sql, "x.id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
            let accounts: Vec<AccountId> = rows.iter().map(|(_, account)| *account).collect();
            Ok(Paged(page.links(rows.into_iter().map(|(key, _)| key)), render.accounts(&accounts)?))
        })
        .await
}
