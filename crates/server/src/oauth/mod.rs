//! Signing in: OAuth 2 with PKCE for clients, and the server's own pages for people.
//!
//! 1. A client registers itself ([`apps`]) and sends the person to `/oauth/authorize` ([`authorize`]).
//! 2. Who is not signed in to this server in this browser is sent on to `/auth/sign_in` ([`sign_in`]) and comes back
//!    with a session cookie ([`session`]).
//! 3. The page says who asks for what. Allowing it sends the person back to the client with a code that is good for ten
//!    minutes, once, and only with the verifier of the challenge that the client sent along.
//! 4. The client exchanges it for a token ([`token`]), and revokes that when the person signs out.
//!
//! The pages run no script. Every form carries a token that only a page of this server can know ([`session::Browser`]).

mod apps;
mod authorize;
mod metadata;
mod page;
mod request;
pub(crate) mod session;
mod sign_in;
mod sign_up;
mod token;

use axum::{
    Router,
    routing::{get, post},
};

use crate::state::AppState;

/// What clients call: with CORS, counted.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/apps", post(apps::register))
        .route("/api/v1/apps/verify_credentials", get(apps::verify))
        .route("/oauth/token", post(token::exchange))
        .route("/oauth/revoke", post(token::revoke))
        .route("/oauth/userinfo", get(metadata::userinfo).post(metadata::userinfo))
        .route("/.well-known/oauth-authorization-server", get(metadata::metadata))
}

/// What people see: no other origin may read it.
pub(crate) fn pages() -> Router<AppState> {
    Router::new()
        .route("/oauth/authorize", get(authorize::ask).post(authorize::decide))
        .route("/auth/sign_in", get(sign_in::form).post(sign_in::submit))
        .route("/auth/sign_up", get(sign_up::form).post(sign_up::submit))
        .route("/auth/sign_out", post(sign_in::sign_out))
        .route("/auth/pages.css", get(page::style))
}
