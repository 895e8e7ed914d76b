//! `/api/v1/polls`.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use rejoin_api as api;
use serde::Deserialize;

use crate::{
    auth::scope::{ReadStatuses, WriteStatuses},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth, Params, Path},
    ids::{PollId, StatusId},
    render::Render,
    state::AppState,
    statuses::{lookup, polls},
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/polls/{id}", get(show)).route("/api/v1/polls/{id}/votes", post(vote))
}

/// `GET /api/v1/polls/{id}`, for whoever may see its post.
async fn show(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<PollId>,
) -> ApiResult<Json<api::Poll>> {
    state
        .read(viewer.account(), move |render| {
            let status: Option<StatusId> =
                render.db.value("SELECT status_id FROM polls WHERE id = ?1", [id])?;
            lookup::visible(render.db, status.ok_or(ApiError::NotFound)?, render.viewer)?;
            render.poll(id)
        })
        .await
        .map(Json)
}

#[derive(Debug, Deserialize)]
struct Votes {
    #[serde(default)]
    choices: Vec<u32>,
}

/// `POST /api/v1/polls/{id}/votes`
async fn vote(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    Path(id): Path<PollId>,
    Params { value: votes, .. }: Params<Votes>,
) -> ApiResult<Json<api::Poll>> {
    let account = auth.account;
    state
        .write(move |tx| {
            polls::vote(tx, account, id, &votes.choices)?;
            Render::within(tx, account).poll(id)
        })
        .await
        .map(Json)
}
