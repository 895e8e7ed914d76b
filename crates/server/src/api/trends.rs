//! `/api/v1/trends`: hashtags, posts, and links, of which there are none since the server looks at no other site.

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;

use crate::{
    auth::scope::Anything,
    error::ApiResult,
    extract::MaybeAuth,
    paging::{Paged, Paging},
    state::AppState,
    trends,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/trends", get(tags))
        .route("/api/v1/trends/tags", get(tags))
        .route("/api/v1/trends/statuses", get(statuses))
        .route("/api/v1/trends/links", get(links))
}

async fn tags(
    State(state): State<AppState>,
    viewer: MaybeAuth<Anything>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::Tag>>> {
    let page = paging.page(10, 20);
    let found = state.read(viewer.account(), move |render| {
        let ids = trends::tags(render.db, page.limit, page.offset)?;
        Ok(Paged(page.offset_links(ids.len()), render.tags(&ids)?))
    });
    found.await
}

async fn statuses(
    State(state): State<AppState>,
    viewer: MaybeAuth<Anything>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::Status>>> {
    let page = paging.page(20, 40);
    let found = state.read(viewer.account(), move |render| {
        let ids = trends::statuses(render.db, render.viewer, page.limit, page.offset)?;
        Ok(Paged(page.offset_links(ids.len()), render.statuses(&ids)?))
    });
    found.await
}

async fn links(_: MaybeAuth<Anything>) -> Json<Vec<api::TrendsLink>> {
    Json(Vec::new())
}
