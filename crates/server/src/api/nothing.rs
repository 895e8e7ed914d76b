//! Lists that are always empty here, and say so: there is nobody who announces, no other server to block, and nobody is
//! endorsed.

use axum::{Json, Router, routing::get};
use rejoin_api as api;

use crate::{
    auth::scope::{Anything, ReadAccounts, ReadBlocks, WriteBlocks},
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth},
    state::AppState,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/announcements", get(announcements))
        .route("/api/v1/domain_blocks", get(domain_blocks).post(block_domain).delete(unblock_domain))
        .route("/api/v1/endorsements", get(endorsements))
}

async fn announcements(_: MaybeAuth<Anything>) -> Json<Vec<api::Announcement>> {
    Json(Vec::new())
}

async fn endorsements(_: Auth<ReadAccounts>) -> Json<Vec<api::Account>> {
    Json(Vec::new())
}

async fn domain_blocks(_: Auth<ReadBlocks>) -> Json<Vec<String>> {
    Json(Vec::new())
}

async fn block_domain(_: Auth<WriteBlocks>) -> ApiResult<()> {
    Err(ApiError::invalid("This server exchanges nothing with others, so there is no domain to block"))
}

async fn unblock_domain(_: Auth<WriteBlocks>) -> ApiResult<()> {
    Err(ApiError::NotFound)
}
