//! Who quoted a post, whose words are taken out of a quote, and who may quote.

use axum::{Json, extract::State};
use rejoin_api as api;
use rusqlite::named_params;
use serde::Deserialize;

use crate::{
    auth::scope::{ReadStatuses, WriteStatuses},
    error::ApiResult,
    extract::{Auth, MaybeAuth, Params, Path},
    ids::StatusId,
    paging::{Paged, Paging},
    render::Render,
    state::AppState,
    statuses::quote,
    visibility::in_timelines,
};

use super::posts::visible_original;

/// `GET /api/v1/statuses/{id}/quotes`: the posts that quote it, latest first, without those across a block or mute.
pub(super) async fn list(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<StatusId>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::Status>>> {
    let page = paging.page(20, 40);
    state
        .read(viewer.account(), move |render| {
            let id = visible_original(render, id)?;
            let sql = format!(
                "SELECT s.id FROM quotes q JOIN statuses s ON s.id = q.status_id
                 WHERE q.quoted_id = :status AND q.revoked_at IS NULL AND {}",
                in_timelines("s", ":viewer")
            );
            let params = named_params! { ":status": id, ":viewer": render.viewer };
            let ids: Vec<StatusId> = page.rows(render.db, &sql, "s.id", params, |row| row.get(0))?;
            Ok(Paged(page.links(ids.iter().copied()), render.statuses(&ids)?))
        })
        .await
}

/// `POST /api/v1/statuses/{id}/quotes/{quoting}/revoke`: answers with the post that quoted.
pub(super) async fn revoke(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    Path((id, quoting)): Path<(StatusId, StatusId)>,
) -> ApiResult<Json<api::Status>> {
    let account = auth.account;
    state
        .write(move |tx| {
            quote::revoke(tx, account, id, quoting)?;
            Render::within(tx, account).status(quoting)
        })
        .await
        .map(Json)
}

#[derive(Debug, Deserialize)]
pub(super) struct Policy {
    quote_approval_policy: String,
}

/// `PUT /api/v1/statuses/{id}/interaction_policy`
pub(super) async fn set_policy(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    Path(id): Path<StatusId>,
    Params { value: params, .. }: Params<Policy>,
) -> ApiResult<Json<api::Status>> {
    let account = auth.account;
    state
        .write(move |tx| {
            let policy = quote::named_policy(&params.quote_approval_policy)?;
            quote::set_policy(tx, account, id, policy)?;
            Render::within(tx, account).status(id)
        })
        .await
        .map(Json)
}
