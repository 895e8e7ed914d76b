//! `POST /api/v1/accounts`: signing up from within a client.

use axum::{
    Json,
    extract::State,
    http::{Extensions, HeaderMap},
};
use rejoin_api as api;
use serde::Deserialize;
use serde_json::json;

use crate::{
    accounts::signup::{self, NewAccount},
    address::client_network,
    auth::{scope::WriteAccounts, tokens},
    error::{ApiError, ApiResult},
    extract::{AppAuth, Params},
    limits::{Key, Rule},
    state::AppState,
};

#[derive(Debug, Deserialize)]
pub(super) struct Register {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    email: Option<String>,
    #[serde(default)]
    agreement: bool,
    locale: Option<String>,
    reason: Option<String>,
}

/// Makes an account and a token for it, with the scopes of the app's own token.
pub(super) async fn register(
    State(state): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    app: AppAuth<WriteAccounts>,
    Params { value: params, .. }: Params<Register>,
) -> ApiResult<Json<api::Token>> {
    let token = app.0;
    if !state.config.open_registrations {
        return Err(ApiError::forbidden("This server takes no new accounts"));
    }
    if token.account.is_some() {
        return Err(ApiError::forbidden("Signing up needs an app's own token, not a person's"));
    }
    if !params.agreement {
        let description = "The rules of the server have to be agreed to";
        let detail = json!([{ "error": "ERR_ACCEPTED", "description": description }]);
        let details = [("agreement".to_owned(), detail)].into_iter().collect();
        return Err(ApiError::InvalidFields { message: description.to_owned(), details });
    }
    state.limits.spend(Rule::SignUp, Key::Address(client_network(&state.config, &headers, &extensions)))?;
    let Register { username, password, email, locale, reason, .. } = params;
    let account = NewAccount { username, password, email, locale, reason, display_name: None };
    let checked =
        tokio::task::spawn_blocking(move || signup::check(account)).await.map_err(ApiError::internal)??;
    state
        .write(move |tx| {
            let account = signup::create(tx, checked)?;
            tokens::issue(tx, token.app, Some(account), &token.scopes).map(|(_, entity)| entity)
        })
        .await
        .map(Json)
}
