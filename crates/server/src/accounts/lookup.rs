//! Finding the account that a request is about.

use rusqlite::{Connection, named_params};

use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    ids::AccountId,
};

/// What verbs need to know of an account.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: AccountId,
    pub(crate) locked: bool,
    pub(crate) hides_collections: bool,
}

/// The account `id`, unless it was disabled.
pub(crate) fn person(db: &Connection, id: AccountId) -> ApiResult<Person> {
    let sql = "SELECT id, locked, hide_collections FROM accounts WHERE id = ?1 AND disabled_at IS NULL";
    let person = db.first(sql, [id], |row| {
        Ok(Person { id: row.get(0)?, locked: row.get(1)?, hides_collections: row.get(2)? })
    })?;
    person.ok_or(ApiError::NotFound)
}

/// The account that `acct` names, with or without this server's `host`.
pub(crate) fn by_name(db: &Connection, acct: &str, host: &str) -> ApiResult<AccountId> {
    let acct = acct.trim().trim_start_matches('@');
    let username = match acct.split_once('@') {
        None => acct,
        Some((username, domain)) if domain.eq_ignore_ascii_case(host) => username,
        Some(_) => return Err(ApiError::NotFound),
    };
    let sql = "SELECT id FROM accounts WHERE username = :name AND disabled_at IS NULL";
    db.value(sql, named_params! { ":name": username })?.ok_or(ApiError::NotFound)
}
