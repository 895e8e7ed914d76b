//! Finding the status that a request is about.

use rusqlite::{Connection, Row, named_params, params};

use super::draft::Defaults;
use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    ids::{AccountId, ConversationId, StatusId},
    visibility::may_see,
};

/// What verbs need to know of a status.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) id: StatusId,
    pub(crate) account: AccountId,
    pub(crate) visibility: i64,
    pub(crate) conversation: ConversationId,
    pub(crate) reblog_of: Option<StatusId>,
}

const COLUMNS: &str = "s.id, s.account_id, s.visibility, s.conversation_id, s.reblog_of_id FROM statuses s";

impl Found {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            account: row.get(1)?,
            visibility: row.get(2)?,
            conversation: row.get(3)?,
            reblog_of: row.get(4)?,
        })
    }
}

/// The status `id` if `viewer` may see it; as if it did not exist otherwise.
pub(crate) fn visible(db: &Connection, id: StatusId, viewer: Option<AccountId>) -> ApiResult<Found> {
    let sql = format!("SELECT {COLUMNS} WHERE s.id = :id AND {}", may_see("s", ":viewer"));
    db.first(&sql, named_params! { ":id": id, ":viewer": viewer }, Found::of)?.ok_or(ApiError::NotFound)
}

/// As [`visible`]; a boost stands for what it boosts.
pub(crate) fn original(db: &Connection, id: StatusId, viewer: Option<AccountId>) -> ApiResult<Found> {
    let found = visible(db, id, viewer)?;
    match found.reblog_of {
        Some(original) => visible(db, original, viewer),
        None => Ok(found),
    }
}

/// The status `id` if it is `owner`'s own: also a boost of what they may not see any more.
pub(crate) fn own(db: &Connection, id: StatusId, owner: AccountId) -> ApiResult<Found> {
    let sql = format!("SELECT {COLUMNS} WHERE s.id = ?1 AND s.account_id = ?2");
    db.first(&sql, params![id, owner], Found::of)?.ok_or(ApiError::NotFound)
}

/// The status from which somebody takes back what they did; a boost stands for what it boosts. Whoever wrote it may have
/// blocked them since, which must not keep them from it, so that this says nothing of who may know of it: [`undone`]
/// says it after the deed.
pub(crate) fn to_undo(db: &Connection, id: StatusId) -> ApiResult<Found> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE s.id = (SELECT coalesce(named.reblog_of_id, named.id) FROM statuses named WHERE named.id = ?1)"
    );
    db.first(&sql, [id], Found::of)?.ok_or(ApiError::NotFound)
}

/// Ends what began with [`to_undo`]. Where there was nothing to take back (`changed` rows are none), a status that
/// `viewer` may not see is as if it did not exist.
pub(crate) fn undone(
    db: &Connection,
    found: &Found,
    viewer: AccountId,
    changed: usize,
) -> ApiResult<StatusId> {
    if changed == 0 {
        visible(db, found.id, Some(viewer))?;
    }
    Ok(found.id)
}

/// What `account` set for all their posts.
pub(crate) fn defaults(db: &Connection, account: AccountId) -> ApiResult<Defaults> {
    let sql = "SELECT default_visibility, default_sensitive, default_language, default_quote_policy FROM users WHERE account_id = ?1";
    let defaults = db.first(sql, [account], |row| {
        Ok(Defaults {
            visibility: row.get(0)?,
            sensitive: row.get(1)?,
            language: row.get(2)?,
            quote_policy: row.get(3)?,
        })
    })?;
    defaults.ok_or(ApiError::NotFound)
}
