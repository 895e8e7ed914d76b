//! Letting people follow who asked to, or not.

use rusqlite::params;

use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::AccountId,
    notify::{self, Kind, Notice, notify},
};

/// Lets `asker` follow `account`, as they wished to.
pub(crate) fn accept(tx: &mut Tx<'_>, account: AccountId, asker: AccountId) -> ApiResult<()> {
    let moved = tx.run(
        "INSERT OR IGNORE INTO follows (id, account_id, target_id, show_reblogs, notify, languages, created_at)
         SELECT id, account_id, target_id, show_reblogs, notify, languages, ?3 FROM follow_requests
         WHERE account_id = ?2 AND target_id = ?1",
        params![account, asker, tx.now],
    )?;
    reject(tx, account, asker)?;
    if moved > 0 {
        let at = tx.now;
        notify(tx, &Notice { kind: Kind::Follow, to: account, from: asker, status: None, at })?;
    }
    Ok(())
}

/// Does not let `asker` follow `account`; they may ask again.
pub(crate) fn reject(tx: &mut Tx<'_>, account: AccountId, asker: AccountId) -> ApiResult<()> {
    let asked = tx.run(
        "DELETE FROM follow_requests WHERE account_id = ?2 AND target_id = ?1",
        params![account, asker],
    )?;
    if asked == 0 {
        return Err(ApiError::NotFound);
    }
    notify::forget(tx, Kind::FollowRequest, asker, account, None)
}

/// Lets everyone follow who is waiting, when an account is locked no more.
pub(crate) fn accept_all(tx: &mut Tx<'_>, account: AccountId) -> ApiResult<()> {
    let askers: Vec<AccountId> =
        tx.column("SELECT account_id FROM follow_requests WHERE target_id = ?1", [account])?;
    askers.into_iter().try_for_each(|asker| accept(tx, account, asker))
}
