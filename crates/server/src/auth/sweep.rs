//! Apps and tokens that are of no use any more. Anyone may register an app and ask for tokens of its own, so that
//! they would pile up.

use rusqlite::params;

use crate::{
    db::{Query, Tx},
    error::ApiResult,
    ids::TokenId,
    state::AppState,
    time::{DAY, Millis},
};

/// How long a revoked token is kept, and its app for its sake: clients remember what they registered, and people who
/// signed out come back.
const REVOKED: i64 = 30 * DAY;
/// After how long without use an app's own token is worthless. The app may ask for another.
const UNUSED: i64 = 30 * DAY;
/// How old an app is when it has to have a token.
const WITHOUT_TOKENS: i64 = 7 * DAY;

/// Sweeps once. People's tokens stay until they sign out, and an app stays that somebody posted with: its name
/// stands beside their posts.
pub(crate) fn sweep(tx: &mut Tx<'_>) -> ApiResult<()> {
    tx.run("DELETE FROM oauth_tokens WHERE revoked_at < ?1", [tx.now.plus(-REVOKED)])?;
    tx.run(
        "DELETE FROM oauth_tokens WHERE account_id IS NULL AND coalesce(used_at, created_at) < ?1",
        [tx.now.plus(-UNUSED)],
    )?;
    let apps = tx.run(
        "DELETE FROM oauth_apps WHERE created_at < ?1
           AND NOT EXISTS (SELECT 1 FROM oauth_tokens t WHERE t.app_id = oauth_apps.id)
           AND NOT EXISTS (SELECT 1 FROM oauth_grants g WHERE g.app_id = oauth_apps.id AND g.expires_at > ?2)
           AND NOT EXISTS (SELECT 1 FROM statuses s WHERE s.app_id = oauth_apps.id)
           AND NOT EXISTS (SELECT 1 FROM scheduled_statuses p WHERE p.app_id = oauth_apps.id)",
        params![tx.now.plus(-WITHOUT_TOKENS), tx.now],
    )?;
    if apps > 0 {
        tracing::info!(apps, "swept away apps that nobody uses");
    }
    Ok(())
}

/// Notes that a token is used, once a day at most, and keeps no request waiting for it.
pub(super) fn note_use(state: &AppState, id: TokenId, last: Option<Millis>) {
    let now = Millis::now();
    if last.is_some_and(|last| last.plus(DAY) > now) {
        return;
    }
    let state = state.clone();
    tokio::spawn(async move {
        let sql = "UPDATE oauth_tokens SET used_at = ?2 WHERE id = ?1";
        let noted = state.write(move |tx| Ok(tx.run(sql, params![id, now])?)).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a token could not be noted");
        }
    });
}
