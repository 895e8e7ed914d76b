//! `/api/v1/statuses`.

mod actions;
mod edits;
mod people;
mod posts;
mod quotes;
mod translate;

use axum::{
    Router,
    routing::{get, post, put},
};

use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/statuses", get(posts::several).post(posts::create))
        .route("/api/v1/statuses/{id}", get(posts::show).put(edits::edit).delete(posts::delete))
        .route("/api/v1/statuses/{id}/context", get(posts::context))
        .route("/api/v1/statuses/{id}/source", get(edits::source))
        .route("/api/v1/statuses/{id}/history", get(edits::history))
        .route("/api/v1/statuses/{id}/translate", post(translate::translate))
        .route("/api/v1/statuses/{id}/favourited_by", get(people::favourited_by))
        .route("/api/v1/statuses/{id}/reblogged_by", get(people::reblogged_by))
        .route("/api/v1/statuses/{id}/quotes", get(quotes::list))
        .route("/api/v1/statuses/{id}/quotes/{quoting}/revoke", post(quotes::revoke))
        .route("/api/v1/statuses/{id}/interaction_policy", put(quotes::set_policy))
        .route("/api/v1/statuses/{id}/favourite", post(actions::favourite))
        .route("/api/v1/statuses/{id}/unfavourite", post(actions::unfavourite))
        .route("/api/v1/statuses/{id}/reblog", post(actions::reblog))
        .route("/api/v1/statuses/{id}/unreblog", post(actions::unreblog))
        .route("/api/v1/statuses/{id}/bookmark", post(actions::bookmark))
        .route("/api/v1/statuses/{id}/unbookmark", post(actions::unbookmark))
        .route("/api/v1/statuses/{id}/pin", post(actions::pin))
        .route("/api/v1/statuses/{id}/unpin", post(actions::unpin))
        .route("/api/v1/statuses/{id}/mute", post(actions::mute))
        .route("/api/v1/statuses/{id}/unmute", post(actions::unmute))
}
