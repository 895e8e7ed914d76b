//! Giving tokens out and taking them back.

use rejoin_api as api;
use rusqlite::params;

use super::{scope::Scopes, secret};
use crate::{
    db::{Query, Tx},
    error::ApiResult,
    events::Event,
    ids::{AccountId, AppId, TokenId},
    time::SECOND,
};

/// Makes a token. Its text is in the answer and nowhere else.
pub(crate) fn issue(
    tx: &Tx<'_>,
    app: Option<AppId>,
    account: Option<AccountId>,
    scopes: &Scopes,
) -> ApiResult<(TokenId, api::Token)> {
    let access_token = secret::random();
    let id: TokenId = tx.next_id();
    tx.run(
        "INSERT INTO oauth_tokens (id, token_hash, app_id, account_id, scopes, created_at, used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        params![id, secret::hash(&access_token), app, account, scopes.to_string(), tx.now],
    )?;
    let entity = api::Token {
        access_token,
        token_type: "Bearer".to_owned(),
        scope: scopes.to_string(),
        created_at: tx.now.0 / SECOND,
        ..api::Token::default()
    };
    Ok((id, entity))
}

/// Makes a token worthless.
pub(crate) fn revoke(tx: &mut Tx<'_>, id: TokenId) -> ApiResult<()> {
    tx.run(
        "UPDATE oauth_tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
        params![id, tx.now],
    )?;
    tx.emit(Event::SignedOut);
    Ok(())
}

/// Signs `account` out everywhere: tokens, codes under way, browser sessions.
pub(crate) fn sign_out_everywhere(tx: &mut Tx<'_>, account: AccountId) -> ApiResult<()> {
    tx.run(
        "UPDATE oauth_tokens SET revoked_at = ?2 WHERE account_id = ?1 AND revoked_at IS NULL",
        params![account, tx.now],
    )?;
    tx.run("DELETE FROM sessions WHERE account_id = ?1", [account])?;
    tx.run("DELETE FROM oauth_grants WHERE account_id = ?1", [account])?;
    tx.emit(Event::SignedOut);
    Ok(())
}
