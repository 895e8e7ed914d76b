//! `/api/v1/accounts`, and one's own lists of people.

mod people;
mod profile;
mod register;
mod relations;
mod show;
mod statuses;

use axum::{
    Router,
    routing::{delete, get, patch, post},
};

use crate::state::AppState;

pub(crate) fn routes() -> Router<AppState> {
    let own = Router::new()
        .route("/api/v1/accounts", get(show::several).post(register::register))
        .route("/api/v1/accounts/verify_credentials", get(profile::verify))
        .route("/api/v1/accounts/update_credentials", patch(profile::update))
        .route("/api/v1/accounts/relationships", get(relations::relationships))
        .route("/api/v1/accounts/lookup", get(show::lookup))
        .route("/api/v1/accounts/search", get(show::search))
        .route("/api/v1/accounts/familiar_followers", get(people::familiar))
        .route("/api/v1/profile/avatar", delete(profile::remove_avatar))
        .route("/api/v1/profile/header", delete(profile::remove_header))
        .route("/api/v1/blocks", get(people::blocks))
        .route("/api/v1/mutes", get(people::mutes))
        .route("/api/v1/endorsements", get(people::own_endorsements));
    let of_someone = Router::new()
        .route("/api/v1/accounts/{id}", get(show::show))
        .route("/api/v1/accounts/{id}/statuses", get(statuses::statuses))
        .route("/api/v1/accounts/{id}/followers", get(people::followers))
        .route("/api/v1/accounts/{id}/following", get(people::following))
        .route("/api/v1/accounts/{id}/lists", get(show::lists))
        .route("/api/v1/accounts/{id}/endorsements", get(people::endorsements))
        .route("/api/v1/accounts/{id}/follow", post(relations::follow))
        .route("/api/v1/accounts/{id}/unfollow", post(relations::unfollow))
        .route("/api/v1/accounts/{id}/remove_from_followers", post(relations::remove_follower))
        .route("/api/v1/accounts/{id}/block", post(relations::block))
        .route("/api/v1/accounts/{id}/unblock", post(relations::unblock))
        .route("/api/v1/accounts/{id}/mute", post(relations::mute))
        .route("/api/v1/accounts/{id}/unmute", post(relations::unmute))
        .route("/api/v1/accounts/{id}/endorse", post(relations::endorse))
        .route("/api/v1/accounts/{id}/pin", post(relations::endorse))
        .route("/api/v1/accounts/{id}/unendorse", post(relations::unendorse))
        .route("/api/v1/accounts/{id}/unpin", post(relations::unendorse))
        .route("/api/v1/accounts/{id}/note", post(relations::note));
    own.merge(of_someone)
}
