//! `/api/v2/media`, `/api/v1/media`: uploads, before they are part of a post.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use rejoin_api as api;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    auth::scope::WriteMedia,
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Path},
    ids::MediaId,
    media::rows::{self, Caption},
    render::Render,
    state::AppState,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/media", post(upload))
        .route("/api/v2/media", post(upload))
        .route("/api/v1/media/{id}", get(show).put(update).delete(remove))
}

#[derive(Deserialize)]
struct MediaBody {
    description: Option<String>,
    focus: Option<String>,
}

/// Answers when the file is on the disk and its row committed: there is nothing to wait for, so never 202.
async fn upload(
    State(state): State<AppState>,
    viewer: Auth<WriteMedia>,
    mut body: Params<MediaBody>,
) -> ApiResult<Json<api::MediaAttachment>> {
    let account = viewer.account;
    let caption = Caption::check(body.value.description, body.value.focus.as_deref())?;
    let file = body.files.remove("file");
    let file = file.ok_or_else(|| ApiError::invalid("Validation failed: File can't be blank"))?;
    let stored = state.media.attachment(file.bytes).await?;
    let files = [stored.file.clone(), stored.preview.clone()];
    let inserted = state.write(move |tx| rows::insert(tx, account, &stored, &caption, tx.now)).await;
    if inserted.is_err() {
        state.media.discard(files);
    }
    let id = inserted?;
    state.read(Some(account), move |render| entity(render, id)).await.map(Json)
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<WriteMedia>,
    Path(id): Path<MediaId>,
) -> ApiResult<Json<api::MediaAttachment>> {
    let account = viewer.account;
    let found = state.read(Some(account), move |render| {
        rows::own(render.db, account, id)?;
        entity(render, id)
    });
    found.await.map(Json)
}

async fn update(
    State(state): State<AppState>,
    viewer: Auth<WriteMedia>,
    Path(id): Path<MediaId>,
    body: Params<MediaBody>,
) -> ApiResult<Json<api::MediaAttachment>> {
    let account = viewer.account;
    let caption = Caption::check(body.value.description, body.value.focus.as_deref())?;
    state.write(move |tx| rows::caption(tx, account, id, &caption)).await?;
    state.read(Some(account), move |render| entity(render, id)).await.map(Json)
}

async fn remove(
    State(state): State<AppState>,
    viewer: Auth<WriteMedia>,
    Path(id): Path<MediaId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let files = state.write(move |tx| rows::delete(tx, account, id)).await?;
    state.media.discard(files);
    Ok(Json(json!({})))
}

fn entity(render: &Render<'_>, id: MediaId) -> ApiResult<api::MediaAttachment> {
    render.media(&[id])?.pop().ok_or(ApiError::NotFound)
}
