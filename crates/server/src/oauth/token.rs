//! `/oauth/token` and `/oauth/revoke`.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use rejoin_api as api;
use rusqlite::{Connection, params};
use serde::Deserialize;
use serde_json::json;

use super::apps::App;
use crate::{
    auth::{scope::Scopes, secret, tokens},
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    extract::Params,
    ids::{AccountId, AppId, TokenId},
    state::AppState,
    time::Millis,
};

/// A refusal in the words of RFC 6749, 5.2, and in words for people.
#[derive(Debug)]
pub(super) enum OAuthError {
    Refused(&'static str, &'static str),
    Api(ApiError),
}

impl From<ApiError> for OAuthError {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        match self {
            Self::Api(error) => error.into_response(),
            Self::Refused(code, words) => {
                let status = match code {
                    "invalid_client" => StatusCode::UNAUTHORIZED,
                    "unauthorized_client" => StatusCode::FORBIDDEN,
                    _ => StatusCode::BAD_REQUEST,
                };
                (status, Json(json!({ "error": code, "error_description": words }))).into_response()
            }
        }
    }
}

const INVALID_CLIENT: OAuthError =
    OAuthError::Refused("invalid_client", "The client is not known, or its secret is wrong");
const INVALID_GRANT: OAuthError = OAuthError::Refused(
    "invalid_grant",
    "The code is not known, was used already, has expired, or belongs to another client, redirect address or verifier",
);

#[derive(Debug, Deserialize)]
pub(super) struct Exchange {
    #[serde(default)]
    grant_type: String,
    client_id: Option<String>,
    client_secret: Option<String>,
    #[serde(default)]
    code: String,
    #[serde(default)]
    redirect_uri: String,
    code_verifier: Option<String>,
    scope: Option<String>,
}

/// `POST /oauth/token`
pub(super) async fn exchange(
    State(state): State<AppState>,
    headers: HeaderMap,
    Params { value: params, .. }: Params<Exchange>,
) -> Result<Json<api::Token>, OAuthError> {
    let (id, secret) = client_credentials(&headers, params.client_id.clone(), params.client_secret.clone());
    let outcome = state.write(move |tx| {
        let Some(app) = authenticated(tx, id.as_deref(), secret.as_deref())? else {
            return Ok(Err(INVALID_CLIENT));
        };
        match params.grant_type.as_str() {
            "authorization_code" => by_code(tx, &app, &params),
            "client_credentials" => by_app(tx, &app, params.scope.as_deref()),
            _ => Ok(Err(OAuthError::Refused(
                "unsupported_grant_type",
                "Only authorization_code and client_credentials are taken here",
            ))),
        }
    });
    // The refusal of a used code revokes its token, so it has to be committed: hence a result in a result.
    outcome.await?.map(Json)
}

/// The client's name and secret, from the header or from the body.
fn client_credentials(
    headers: &HeaderMap,
    id: Option<String>,
    secret: Option<String>,
) -> (Option<String>, Option<String>) {
    let basic = headers.get(header::AUTHORIZATION).and_then(|value| {
        let encoded = value.to_str().ok()?.strip_prefix("Basic ")?;
        let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
        text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
    });
    match basic {
        Some((id, secret)) => (Some(id), Some(secret)),
        None => (id, secret),
    }
}

fn authenticated(db: &Connection, id: Option<&str>, secret: Option<&str>) -> ApiResult<Option<App>> {
    let (Some(id), Some(secret)) = (id, secret) else { return Ok(None) };
    Ok(App::find(db, id)?.filter(|app| app.secret_hash == secret::hash(secret)))
}

/// What a code stands for.
struct Grant {
    account: AccountId,
    redirect_uri: String,
    scopes: Scopes,
    challenge: Option<String>,
    expires_at: Millis,
    used: bool,
    token: Option<TokenId>,
}

fn by_code(tx: &mut Tx<'_>, app: &App, params: &Exchange) -> ApiResult<Result<api::Token, OAuthError>> {
    let hash = secret::hash(&params.code);
    let sql =
        "SELECT account_id, redirect_uri, scopes, code_challenge, expires_at, used_at IS NOT NULL, token_id
        FROM oauth_grants WHERE code_hash = ?1 AND app_id = ?2";
    let grant = tx.first(sql, params![hash, app.id], |row| {
        Ok(Grant {
            account: row.get(0)?,
            redirect_uri: row.get(1)?,
            scopes: Scopes::stored(&row.get::<_, String>(2)?),
            challenge: row.get(3)?,
            expires_at: row.get(4)?,
            used: row.get(5)?,
            token: row.get(6)?,
        })
    })?;
    let Some(grant) = grant else { return Ok(Err(INVALID_GRANT)) };
    if grant.used {
        // Someone has the code who should not: RFC 6749, 4.1.2.
        if let Some(token) = grant.token {
            tokens::revoke(tx, token)?;
        }
        return Ok(Err(INVALID_GRANT));
    }
    let proven = match (&grant.challenge, params.code_verifier.as_deref()) {
        (Some(challenge), Some(verifier)) => secret::same(challenge, &secret::challenge(verifier)),
        (Some(_), None) => false,
        (None, _) => true,
    };
    if !proven || grant.expires_at <= tx.now || grant.redirect_uri != params.redirect_uri {
        return Ok(Err(INVALID_GRANT));
    }
    let (token, entity) = tokens::issue(tx, Some(app.id), Some(grant.account), &grant.scopes)?;
    tx.run(
        "UPDATE oauth_grants SET used_at = ?2, token_id = ?3 WHERE code_hash = ?1",
        params![hash, tx.now, token],
    )?;
    Ok(Ok(entity))
}

fn by_app(tx: &Tx<'_>, app: &App, scope: Option<&str>) -> ApiResult<Result<api::Token, OAuthError>> {
    let asked = scope.filter(|scope| !scope.trim().is_empty()).unwrap_or("read");
    let Some(scopes) = Scopes::parse(asked).ok().filter(|scopes| app.scopes.contain(scopes)) else {
        return Ok(Err(OAuthError::Refused(
            "invalid_scope",
            "The scope is not known, or was not registered by this client",
        )));
    };
    Ok(Ok(tokens::issue(tx, Some(app.id), None, &scopes)?.1))
}

#[derive(Debug, Deserialize)]
pub(super) struct Revoke {
    client_id: Option<String>,
    client_secret: Option<String>,
    #[serde(default)]
    token: String,
}

/// `POST /oauth/revoke`: RFC 7009. A token that is not known is as good as revoked.
pub(super) async fn revoke(
    State(state): State<AppState>,
    headers: HeaderMap,
    Params { value: params, .. }: Params<Revoke>,
) -> Result<Json<serde_json::Value>, OAuthError> {
    let (id, secret) = client_credentials(&headers, params.client_id, params.client_secret);
    let outcome = state.write(move |tx| {
        let refused =
            OAuthError::Refused("unauthorized_client", "You are not authorized to revoke this token");
        let Some(app) = authenticated(tx, id.as_deref(), secret.as_deref())? else { return Ok(Err(refused)) };
        let sql = "SELECT id, app_id FROM oauth_tokens WHERE token_hash = ?1";
        let found: Option<(TokenId, Option<AppId>)> =
            tx.first(sql, [secret::hash(&params.token)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        match found {
            Some((_, owner)) if owner != Some(app.id) => return Ok(Err(refused)),
            Some((token, _)) => tokens::revoke(tx, token)?,
            None => {}
        }
        Ok(Ok(()))
    });
    outcome.await??;
    Ok(Json(json!({})))
}
