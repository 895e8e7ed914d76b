//! Who asks: found out once for each request, before rate limits, and left in its extensions.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use rusqlite::Connection;

use super::{scope::Scopes, secret, sweep};
use crate::{
    db::Query,
    error::ApiResult,
    ids::{AccountId, AppId, TokenId},
    state::AppState,
    time::Millis,
};

/// A token that is good.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) id: TokenId,
    pub(crate) app: Option<AppId>,
    /// None for an app's own token.
    pub(crate) account: Option<AccountId>,
    pub(crate) scopes: Scopes,
    /// To the day.
    used_at: Option<Millis>,
}

/// Who sent a request.
#[derive(Debug, Clone)]
pub(crate) enum Identity {
    /// No token was shown.
    Nobody,
    /// The token shown is not, or no longer, good.
    Unknown,
    /// A token, of a person or of an app.
    Known(Token),
}

/// The middleware.
pub(crate) async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let identity = match bearer(request.headers()) {
        None => Identity::Nobody,
        Some(token) => match state.db.read(move |db| find_token(db, &token)).await {
            Ok(Some(token)) => {
                sweep::note_use(&state, token.id, token.used_at);
                Identity::Known(token)
            }
            Ok(None) => Identity::Unknown,
            Err(error) => return error.into_response(),
        },
    };
    request.extensions_mut().insert(identity);
    next.run(request).await
}

/// The token in the `Authorization` header.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// What `token` may do, if it is good and its account may sign in.
pub(crate) fn find_token(db: &Connection, token: &str) -> ApiResult<Option<Token>> {
    let sql = "SELECT t.id, t.app_id, t.account_id, t.scopes, t.used_at FROM oauth_tokens t
        LEFT JOIN accounts a ON a.id = t.account_id
        WHERE t.token_hash = ?1 AND t.revoked_at IS NULL AND a.disabled_at IS NULL";
    Ok(db.first(sql, [secret::hash(token)], |row| {
        let scopes: String = row.get(3)?;
        Ok(Token {
            id: row.get(0)?,
            app: row.get(1)?,
            account: row.get(2)?,
            scopes: Scopes::stored(&scopes),
            used_at: row.get(4)?,
        })
    })?)
}

/// True as long as the token `id` is good and its account may sign in.
pub(crate) fn still_good(db: &Connection, id: TokenId) -> ApiResult<bool> {
    let sql = "SELECT 1 FROM oauth_tokens t LEFT JOIN accounts a ON a.id = t.account_id
        WHERE t.id = ?1 AND t.revoked_at IS NULL AND a.disabled_at IS NULL";
    Ok(db.any(sql, [id])?)
}
