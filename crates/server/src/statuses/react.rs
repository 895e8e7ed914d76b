//! Favourites, bookmarks, pins and muted threads. Each sets a state: doing it twice is doing it once.

use rusqlite::params;

use super::{MAX_PINS, draft::refuse, lookup};
use crate::{
    db::{Query, Tx},
    error::ApiResult,
    ids::{AccountId, RowId, StatusId},
    notify::{self, Kind, Notice, notify},
    time::Millis,
    visibility::DIRECT,
};

/// Favourites `id` and says which status that is.
pub(crate) fn favourite(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: StatusId,
    at: Option<Millis>,
) -> ApiResult<StatusId> {
    let found = lookup::original(tx, id, Some(account))?;
    let at = at.unwrap_or(tx.now);
    let row: RowId = tx.id_at(at);
    let added = tx.run(
        "INSERT OR IGNORE INTO favourites (id, account_id, status_id, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![row, account, found.id, at],
    )?;
    if added > 0 {
        notify(
            tx,
            &Notice { kind: Kind::Favourite, to: found.account, from: account, status: Some(found.id), at },
        )?;
    }
    Ok(found.id)
}

/// Takes a favourite back.
pub(crate) fn unfavourite(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let found = lookup::to_undo(tx, id)?;
    let sql = "DELETE FROM favourites WHERE account_id = ?1 AND status_id = ?2";
    let removed = tx.run(sql, params![account, found.id])?;
    notify::forget(tx, Kind::Favourite, account, found.account, Some(found.id))?;
    lookup::undone(tx, &found, account, removed)
}

/// Bookmarks `id`.
pub(crate) fn bookmark(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let found = lookup::original(tx, id, Some(account))?;
    let row: RowId = tx.next_id();
    tx.run(
        "INSERT OR IGNORE INTO bookmarks (id, account_id, status_id, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![row, account, found.id, tx.now],
    )?;
    Ok(found.id)
}

/// Removes a bookmark.
pub(crate) fn unbookmark(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let found = lookup::to_undo(tx, id)?;
    let sql = "DELETE FROM bookmarks WHERE account_id = ?1 AND status_id = ?2";
    let removed = tx.run(sql, params![account, found.id])?;
    lookup::undone(tx, &found, account, removed)
}

/// Pins a post of one's own to one's profile.
pub(crate) fn pin(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let found = lookup::visible(tx, id, Some(account))?;
    if found.account != account {
        return Err(refuse("Someone else's post cannot be pinned"));
    }
    if found.reblog_of.is_some() {
        return Err(refuse("A boost cannot be pinned"));
    }
    if found.visibility == DIRECT {
        return Err(refuse("A post that is for the people it mentions only cannot be pinned"));
    }
    let pinned: i64 = tx
        .value(
            "SELECT count(*) FROM status_pins WHERE account_id = ?1 AND status_id <> ?2",
            params![account, id],
        )?
        .unwrap_or_default();
    if pinned >= MAX_PINS {
        return Err(refuse(format_args!("{MAX_PINS} posts are pinned already")));
    }
    let row: RowId = tx.next_id();
    tx.run(
        "INSERT OR IGNORE INTO status_pins (id, account_id, status_id, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![row, account, id, tx.now],
    )?;
    Ok(id)
}

/// Unpins a post of one's own.
pub(crate) fn unpin(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let found = lookup::own(tx, id, account)?;
    tx.run("DELETE FROM status_pins WHERE account_id = ?1 AND status_id = ?2", params![account, found.id])?;
    Ok(found.id)
}

/// Is told no more of what happens in the thread of `id`.
pub(crate) fn mute(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let found = lookup::original(tx, id, Some(account))?;
    tx.run(
        "INSERT OR IGNORE INTO thread_mutes (account_id, conversation_id, created_at) VALUES (?1, ?2, ?3)",
        params![account, found.conversation, tx.now],
    )?;
    Ok(found.id)
}

/// Is told of the thread of `id` again.
pub(crate) fn unmute(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let found = lookup::to_undo(tx, id)?;
    let sql = "DELETE FROM thread_mutes WHERE account_id = ?1 AND conversation_id = ?2";
    let removed = tx.run(sql, params![account, found.conversation])?;
    lookup::undone(tx, &found, account, removed)
}
