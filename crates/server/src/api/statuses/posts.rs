//! Making, reading and deleting posts.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use rejoin_api as api;
use serde::Deserialize;

use crate::{
    auth::scope::{ReadStatuses, WriteStatuses},
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth, Params, Path, Viewer},
    ids::StatusId,
    render::Render,
    state::AppState,
    statuses::{
        context,
        create::{self, Made},
        delete,
        draft::{Draft, StatusParams},
        lookup, schedule,
    },
};

/// Most ids in one request.
const MAX_SEVERAL: usize = 40;

/// `POST /api/v1/statuses`
pub(super) async fn create(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    headers: HeaderMap,
    Params { value: params, .. }: Params<StatusParams>,
) -> ApiResult<Response> {
    let key = headers
        .get("idempotency-key")
        .and_then(|key| key.to_str().ok())
        .filter(|key| !key.is_empty())
        .map(str::to_owned);
    let viewer = (*auth).clone();
    let account = viewer.account;
    // Checked before its turn to write comes: nobody waits for how long somebody else's words take to read.
    let checking = state.db.read(move |db| {
        let draft = lookup::defaults(db, account).and_then(|defaults| params.check(&defaults));
        Ok((params, draft))
    });
    let (params, draft) = checking.await?;
    let made = state.write(move |tx| create_once(tx, &viewer, key.as_deref(), &params, draft)).await?;
    Ok(match made {
        Ok(status) => Json(status).into_response(),
        Err(scheduled) => Json(scheduled).into_response(),
    })
}

/// Makes the post unless the key made it before; answers with it either way. What was made is not checked again.
fn create_once(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    key: Option<&str>,
    params: &StatusParams,
    draft: ApiResult<Draft>,
) -> ApiResult<Result<api::Status, api::ScheduledStatus>> {
    let before = key.map(|key| create::made_before(tx, viewer.account, key)).transpose()?.flatten();
    let made = match before {
        Some(made) => made,
        None => {
            let made = create_now_or_later(tx, viewer, params, &draft?)?;
            if let Some(key) = key {
                create::remember(tx, viewer.account, key, made)?;
            }
            made
        }
    };
    schedule::again(&Render::within(tx, viewer.account), made)
}

fn create_now_or_later(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    params: &StatusParams,
    draft: &Draft,
) -> ApiResult<Made> {
    let later = params.scheduled_at.as_deref().filter(|text| !text.is_empty());
    match later.map(|text| schedule::parse_time(text, tx.now)).transpose()?.flatten() {
        Some(time) => schedule::schedule(tx, viewer.account, viewer.app, params, time).map(Made::Scheduled),
        None => create::create(tx, viewer.account, viewer.app, draft, None).map(Made::Status),
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Several {
    #[serde(default)]
    id: Vec<String>,
}

/// `GET /api/v1/statuses?id[]=`
pub(super) async fn several(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Params { value: params, .. }: Params<Several>,
) -> ApiResult<Json<Vec<api::Status>>> {
    let ids: Vec<StatusId> = params.id.iter().filter_map(|id| id.parse().ok()).take(MAX_SEVERAL).collect();
    state
        .read(viewer.account(), move |render| {
            let visible = |id: &StatusId| lookup::visible(render.db, *id, render.viewer).is_ok();
            let ids: Vec<StatusId> = ids.into_iter().filter(visible).collect();
            render.statuses(&ids)
        })
        .await
        .map(Json)
}

/// `GET /api/v1/statuses/{id}`
pub(super) async fn show(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<StatusId>,
) -> ApiResult<Json<api::Status>> {
    state
        .read(viewer.account(), move |render| {
            lookup::visible(render.db, id, render.viewer)?;
            render.status(id)
        })
        .await
        .map(Json)
}

/// `GET /api/v1/statuses/{id}/context`
pub(super) async fn context(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<StatusId>,
) -> ApiResult<Json<api::Context>> {
    state
        .read(viewer.account(), move |render| {
            let id = lookup::original(render.db, id, render.viewer)?.id;
            Ok(api::Context {
                ancestors: render.statuses(&context::ancestors(render, id)?)?,
                descendants: render.statuses(&context::descendants(render, id)?)?,
            })
        })
        .await
        .map(Json)
}

#[derive(Debug, Deserialize)]
pub(super) struct Delete {
    #[serde(default)]
    delete_media: bool,
}

/// `DELETE /api/v1/statuses/{id}`: answers with the text, for writing it anew.
pub(super) async fn delete(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    Path(id): Path<StatusId>,
    Params { value: params, .. }: Params<Delete>,
) -> ApiResult<Json<api::Status>> {
    let account = auth.account;
    state
        .write(move |tx| {
            lookup::own(tx, id, account)?;
            let mut status = Render::within(tx, account).status_left(id)?;
            status.text = tx.value("SELECT text FROM statuses WHERE id = ?1", [id])?;
            if params.delete_media {
                // As old as can be: the next sweep takes them.
                tx.run("UPDATE media SET status_id = NULL, created_at = 0 WHERE status_id = ?1", [id])?;
            }
            delete::delete(tx, account, id)?;
            Ok(status)
        })
        .await
        .map(Json)
}

/// What `id` is when it is somebody's boost is its original, for people who act on it.
pub(super) fn visible_original(render: &Render<'_>, id: StatusId) -> Result<StatusId, ApiError> {
    lookup::original(render.db, id, render.viewer).map(|found| found.id)
}
