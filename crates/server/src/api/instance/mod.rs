//! What the server says of itself: to clients, to whoever looks people up, and to surveys of software.

mod about;
mod configuration;
mod discovery;
mod entity;
mod pictures;

use axum::{Router, routing::get};

use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/instance", get(entity::v1))
        .route("/api/v2/instance", get(entity::v2))
        .route("/api/v1/instance/rules", get(about::rules))
        .route("/api/v1/instance/extended_description", get(about::extended_description))
        .route("/api/v1/instance/peers", get(about::peers))
        .route("/api/v1/instance/domain_blocks", get(about::domain_blocks))
        .route("/api/v1/instance/activity", get(about::activity))
        .route("/api/v1/instance/translation_languages", get(about::translation_languages))
        .route("/api/v1/custom_emojis", get(about::custom_emojis))
        .route("/.well-known/webfinger", get(discovery::webfinger))
        .route("/.well-known/host-meta", get(discovery::host_meta))
        .route("/.well-known/nodeinfo", get(discovery::nodeinfo_links))
        .route("/nodeinfo/2.0", get(discovery::nodeinfo_2_0))
        .route("/nodeinfo/2.1", get(discovery::nodeinfo_2_1))
}

/// Pictures for who has none: as static as files.
pub(crate) fn pictures() -> Router<AppState> {
    Router::new().route("/media/default/{kind}/{file}", get(pictures::picture))
}
