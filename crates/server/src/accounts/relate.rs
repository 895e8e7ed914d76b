//! Following, blocking, muting, noting. Each sets a state: doing it twice is doing it once.

use rusqlite::{named_params, params};

use super::lookup::person;
use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::{AccountId, RowId},
    notify::{self, Kind, Notice, notify},
    statuses::draft::check_language,
    time::{Millis, SECOND},
    visibility::unblocked,
};

/// Most characters of a note about someone, as on Mastodon.
const MAX_NOTE: usize = 2_000;

/// How one wishes to follow; what is None stays as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct FollowOptions {
    pub(crate) reblogs: Option<bool>,
    pub(crate) notify: Option<bool>,
    pub(crate) languages: Option<Vec<String>>,
}

/// Follows `target`, or asks to where it is locked, or changes how it is followed.
pub(crate) fn follow(
    tx: &mut Tx<'_>,
    account: AccountId,
    target: AccountId,
    options: &FollowOptions,
    at: Option<Millis>,
) -> ApiResult<()> {
    let person = person(tx, target)?;
    if account == target {
        return Err(ApiError::forbidden("You cannot follow yourself"));
    }
    let sql = format!("SELECT 1 WHERE {}", unblocked(":target", ":account"));
    if !tx.any(&sql, named_params! { ":account": account, ":target": target })? {
        return Err(ApiError::forbidden("One of you blocks the other"));
    }
    let at = at.unwrap_or(tx.now);
    let languages = options.languages.as_ref().map(|codes| languages(codes)).transpose()?;
    let follows =
        tx.any("SELECT 1 FROM follows WHERE account_id = ?1 AND target_id = ?2", params![account, target])?;
    let (table, kind) = if person.locked && !follows {
        ("follow_requests", Kind::FollowRequest)
    } else {
        ("follows", Kind::Follow)
    };
    let id: RowId = tx.id_at(at);
    let added = tx.run(
        &format!(
            "INSERT OR IGNORE INTO {table} (id, account_id, target_id, show_reblogs, notify, languages, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        params![id, account, target, options.reblogs.unwrap_or(true), options.notify.unwrap_or(false), languages.clone().flatten(), at],
    )?;
    if added > 0 {
        return notify(tx, &Notice { kind, to: target, from: account, status: None, at });
    }
    tx.run(
        &format!(
            "UPDATE {table} SET show_reblogs = coalesce(?3, show_reblogs), notify = coalesce(?4, notify),
               languages = CASE WHEN ?5 THEN ?6 ELSE languages END WHERE account_id = ?1 AND target_id = ?2"
        ),
        params![account, target, options.reblogs, options.notify, languages.is_some(), languages.flatten()],
    )?;
    Ok(())
}

/// As JSON; none means all.
fn languages(codes: &[String]) -> ApiResult<Option<String>> {
    let codes: Vec<String> = codes
        .iter()
        .filter(|code| !code.is_empty())
        .map(|code| check_language(code))
        .collect::<ApiResult<_>>()?;
    Ok(if codes.is_empty() { None } else { Some(serde_json::to_string(&codes)?) })
}

/// Follows `target` no more, and asks no more to.
pub(crate) fn unfollow(tx: &mut Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    person(tx, target)?;
    part(tx, account, target)
}

/// Makes `account` a follower of `target` no more, in whatever state that is.
pub(super) fn part(tx: &Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    for table in ["follows", "follow_requests"] {
        tx.run(
            &format!("DELETE FROM {table} WHERE account_id = ?1 AND target_id = ?2"),
            params![account, target],
        )?;
    }
    notify::forget(tx, Kind::Follow, account, target, None)?;
    notify::forget(tx, Kind::FollowRequest, account, target, None)?;
    unendorse_unfollowed(tx, account, target)?;
    // A list holds people whom its owner follows.
    tx.run(
        "DELETE FROM list_accounts WHERE account_id = ?2 AND list_id IN (SELECT id FROM lists WHERE account_id = ?1)",
        params![account, target],
    )?;
    Ok(())
}

/// Features `target` on one's profile; as with Mastodon, that is for people one follows.
pub(crate) fn endorse(tx: &mut Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    person(tx, target)?;
    let follows: Option<i64> =
        tx.value("SELECT 1 FROM follows WHERE account_id = ?1 AND target_id = ?2", params![account, target])?;
    if follows.is_none() {
        return Err(ApiError::invalid("You can feature people whom you follow"));
    }
    let id: RowId = tx.next_id();
    tx.run(
        "INSERT OR IGNORE INTO endorsements (id, account_id, target_id) VALUES (?1, ?2, ?3)",
        params![id, account, target],
    )?;
    Ok(())
}

/// Features `target` no more.
pub(crate) fn unendorse(tx: &mut Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    person(tx, target)?;
    unendorse_unfollowed(tx, account, target)
}

fn unendorse_unfollowed(tx: &Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    tx.run("DELETE FROM endorsements WHERE account_id = ?1 AND target_id = ?2", params![account, target])?;
    Ok(())
}

/// Removes `target` from one's followers.
pub(crate) fn remove_follower(tx: &mut Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    person(tx, target)?;
    part(tx, target, account)
}

/// Blocks `target`: neither follows or hears of the other any more.
pub(crate) fn block(tx: &mut Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    person(tx, target)?;
    if account == target {
        return Err(ApiError::forbidden("You cannot block yourself"));
    }
    part(tx, account, target)?;
    part(tx, target, account)?;
    for (to, from) in [(account, target), (target, account)] {
        tx.run("DELETE FROM notifications WHERE account_id = ?1 AND from_id = ?2", params![to, from])?;
        tx.run(
            "DELETE FROM notification_requests WHERE account_id = ?1 AND from_id = ?2",
            params![to, from],
        )?;
    }
    let id: RowId = tx.next_id();
    tx.run(
        "INSERT OR IGNORE INTO blocks (id, account_id, target_id, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, account, target, tx.now],
    )?;
    Ok(())
}

/// Blocks `target` no more.
pub(crate) fn unblock(tx: &mut Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    person(tx, target)?;
    tx.run("DELETE FROM blocks WHERE account_id = ?1 AND target_id = ?2", params![account, target])?;
    Ok(())
}

/// Mutes `target` for so many seconds; 0 is until unmuted.
pub(crate) fn mute(
    tx: &mut Tx<'_>,
    account: AccountId,
    target: AccountId,
    notifications: bool,
    seconds: u32,
) -> ApiResult<()> {
    person(tx, target)?;
    if account == target {
        return Err(ApiError::forbidden("You cannot mute yourself"));
    }
    let expires_at = (seconds > 0).then(|| tx.now.plus(i64::from(seconds) * SECOND));
    let id: RowId = tx.next_id();
    tx.run(
        "INSERT INTO mutes (id, account_id, target_id, hide_notifications, expires_at, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (account_id, target_id) DO UPDATE SET
           hide_notifications = excluded.hide_notifications, expires_at = excluded.expires_at",
        params![id, account, target, notifications, expires_at, tx.now],
    )?;
    Ok(())
}

/// Mutes `target` no more.
pub(crate) fn unmute(tx: &mut Tx<'_>, account: AccountId, target: AccountId) -> ApiResult<()> {
    person(tx, target)?;
    tx.run("DELETE FROM mutes WHERE account_id = ?1 AND target_id = ?2", params![account, target])?;
    Ok(())
}

/// Keeps a note about `target` that nobody else sees; an empty one is none.
pub(crate) fn note(tx: &mut Tx<'_>, account: AccountId, target: AccountId, comment: &str) -> ApiResult<()> {
    person(tx, target)?;
    if comment.chars().count() > MAX_NOTE {
        return Err(ApiError::invalid(format!(
            "Validation failed: Comment is longer than {MAX_NOTE} characters"
        )));
    }
    if comment.is_empty() {
        tx.run(
            "DELETE FROM account_notes WHERE account_id = ?1 AND target_id = ?2",
            params![account, target],
        )?;
    } else {
        tx.run(
            "INSERT INTO account_notes (account_id, target_id, comment) VALUES (?1, ?2, ?3)
             ON CONFLICT (account_id, target_id) DO UPDATE SET comment = excluded.comment",
            params![account, target, comment],
        )?;
    }
    Ok(())
}
