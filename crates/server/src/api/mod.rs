//! The REST API: one module an endpoint group, each with a `routes()`. A handler takes extractors
//! ([`crate::extract`]), does one `db.read` or one `db.write`, and renders rows into entities ([`crate::render`]).

mod accounts;
mod conversations;
mod discover;
mod domain_blocks;
mod filters;
mod filters_v1;
mod follow_requests;
mod health;
mod instance;
mod lists;
mod markers;
mod media;
mod nothing;
mod notification_policy;
mod notifications;
mod notifications_grouped;
mod polls;
mod preferences;
mod reports;
mod scheduled_statuses;
mod search;
mod statuses;
mod streaming;
mod tags;
mod timelines;
mod trends;

use axum::Router;

use crate::state::AppState;

/// Everything that knows who asks and is counted against the rate limits.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .merge(accounts::routes())
        .merge(conversations::routes())
        .merge(discover::routes())
        .merge(domain_blocks::routes())
        .merge(filters::routes())
        .merge(filters_v1::routes())
        .merge(follow_requests::routes())
        .merge(instance::routes())
        .merge(lists::routes())
        .merge(markers::routes())
        .merge(media::routes())
        .merge(nothing::routes())
        .merge(notification_policy::routes())
        .merge(notifications::routes())
        .merge(notifications_grouped::routes())
        .merge(polls::routes())
        .merge(preferences::routes())
        .merge(reports::routes())
        .merge(scheduled_statuses::routes())
        .merge(search::routes())
        .merge(statuses::routes())
        .merge(streaming::routes())
        .merge(tags::routes())
        .merge(timelines::routes())
        .merge(trends::routes())
}

/// What monitors and other servers ask for: neither counted nor looked up by token.
pub(crate) fn uncounted_routes() -> Router<AppState> {
    Router::new().merge(health::routes()).merge(instance::pictures()).merge(crate::media::serve::routes())
}
