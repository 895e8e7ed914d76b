//! The REST API: one module an endpoint group, each with a `routes()`. A handler takes extractors
//! ([`crate::extract`]), does one `db.read` or one `db.write`, and renders rows into entities ([`crate::render`]).

mod accounts;
mod health;
mod media;
mod polls;
mod statuses;
mod timelines;

use axum::Router;

use crate::state::AppState;

/// Everything that knows who asks and is counted against the rate limits.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .merge(accounts::routes())
        .merge(media::routes())
        .merge(polls::routes())
        .merge(statuses::routes())
        .merge(timelines::routes())
}

/// What monitors and other servers ask for: neither counted nor looked up by token.
pub(crate) fn uncounted_routes() -> Router<AppState> {
    Router::new().merge(health::routes()).merge(crate::media::serve::routes())
}
