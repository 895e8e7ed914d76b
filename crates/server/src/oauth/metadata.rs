//! How to sign in here (RFC 8414), and who signed in.

use axum::{Json, extract::State};
use rejoin_api as api;
use serde_json::{Value, json};

use crate::{
    auth::scope::{Profile, SUPPORTED},
    error::ApiResult,
    extract::Auth,
    state::AppState,
};

/// `GET /.well-known/oauth-authorization-server`
pub(super) async fn metadata(State(state): State<AppState>) -> Json<api::AuthorizationServer> {
    let origin = &state.site.origin;
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    Json(api::AuthorizationServer {
        issuer: origin.clone(),
        service_documentation: None,
        authorization_endpoint: format!("{origin}/oauth/authorize"),
        token_endpoint: format!("{origin}/oauth/token"),
        app_registration_endpoint: format!("{origin}/api/v1/apps"),
        revocation_endpoint: format!("{origin}/oauth/revoke"),
        userinfo_endpoint: Some(format!("{origin}/oauth/userinfo")),
        scopes_supported: words(SUPPORTED),
        response_types_supported: words(&["code"]),
        response_modes_supported: words(&["query"]),
        grant_types_supported: words(&["authorization_code", "client_credentials"]),
        token_endpoint_auth_methods_supported: words(&["client_secret_basic", "client_secret_post"]),
        code_challenge_methods_supported: words(&["S256"]),
    })
}

/// `GET /oauth/userinfo`
pub(super) async fn userinfo(State(state): State<AppState>, auth: Auth<Profile>) -> ApiResult<Json<Value>> {
    let account = auth.account;
    state
        .read(Some(account), move |render| {
            let account = render.account(account)?;
            Ok(json!({
                "iss": render.site.origin,
                "sub": account.uri,
                "name": account.display_name,
                "preferred_username": account.username,
                "profile": account.url,
                "picture": account.avatar,
            }))
        })
        .await
        .map(Json)
}
