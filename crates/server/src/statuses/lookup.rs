//! Finding the status that a request is about.

use rusqlite::{Connection, named_params};

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

/// The status `id` if `viewer` may see it; as if it did not exist otherwise.
pub(crate) fn visible(db: &Connection, id: StatusId, viewer: Option<AccountId>) -> ApiResult<Found> {
    let sql = format!(
        "SELECT s.id, s.account_id, s.visibility, s.conversation_id, s.reblog_of_id FROM statuses s
         WHERE s.id = :id AND {}",
        may_see("s", ":viewer")
    );
    let found = db.first(&sql, named_params! { ":id": id, ":viewer": viewer }, |row| {
        Ok(Found {
            id: row.get(0)?,
            account: row.get(1)?,
            visibility: row.get(2)?,
            conversation: row.get(3)?,
            reblog_of: row.get(4)?,
        })
    })?;
    found.ok_or(ApiError::NotFound)
}

/// As [`visible`]; a boost stands for what it boosts.
pub(crate) fn original(db: &Connection, id: StatusId, viewer: Option<AccountId>) -> ApiResult<Found> {
    let found = visible(db, id, viewer)?;
    match found.reblog_of {
        Some(original) => visible(db, original, viewer),
        None => Ok(found),
    }
}

/// The status `id` if it is `owner`'s own.
pub(crate) fn own(db: &Connection, id: StatusId, owner: AccountId) -> ApiResult<Found> {
    let found = visible(db, id, Some(owner))?;
    if found.account == owner { Ok(found) } else { Err(ApiError::NotFound) }
}

/// What `account` set for all their posts.
pub(crate) fn defaults(db: &Connection, account: AccountId) -> ApiResult<Defaults> {
    let sql =
        "SELECT default_visibility, default_sensitive, default_language FROM users WHERE account_id = ?1";
    let defaults = db.first(sql, [account], |row| {
        Ok(Defaults { visibility: row.get(0)?, sensitive: row.get(1)?, language: row.get(2)? })
    })?;
    defaults.ok_or(ApiError::NotFound)
}
