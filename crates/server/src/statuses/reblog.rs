//! Boosting.

use rusqlite::params;

use super::{
    delete::delete,
    draft::refuse,
    lookup::{self, Found},
};
use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    events::{Audience, Event, StatusEvent},
    ids::{AccountId, AppId, StatusId},
    notify::{self, Kind, Notice, notify},
    time::Millis,
    visibility::{DIRECT, PRIVATE},
};

/// Boosts `id` for `account` and says which status the boost is. Boosting twice is boosting once.
pub(crate) fn reblog(
    tx: &mut Tx<'_>,
    account: AccountId,
    app: Option<AppId>,
    id: StatusId,
    visibility: Option<i64>,
    at: Option<Millis>,
) -> ApiResult<StatusId> {
    let original = lookup::original(tx, id, Some(account))?;
    if let Some(boost) = boost_of(tx, account, original.id)? {
        return Ok(boost);
    }
    let visibility = allowed(&original, account, visibility)?;
    let at = at.unwrap_or(tx.now);
    let boost: StatusId = tx.id_at(at);
    tx.run(
        "INSERT INTO statuses (id, account_id, visibility, reblog_of_id, conversation_id, app_id, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![boost, account, visibility, original.id, original.conversation, app, at],
    )?;
    notify(
        tx,
        &Notice { kind: Kind::Reblog, to: original.account, from: account, status: Some(original.id), at },
    )?;
    let audience = Audience::of(tx, boost)?;
    tx.emit(Event::Posted(StatusEvent { id: boost, audience }.into()));
    Ok(boost)
}

/// Whom the boost is for: never for more people than the original.
fn allowed(original: &Found, account: AccountId, asked: Option<i64>) -> ApiResult<i64> {
    match original.visibility {
        DIRECT => Err(ApiError::NotFound),
        PRIVATE if original.account != account => Err(ApiError::NotFound),
        PRIVATE => Ok(PRIVATE),
        own => match asked {
            Some(DIRECT) => Err(refuse("A boost cannot be direct")),
            Some(asked) => Ok(asked),
            None => Ok(own),
        },
    }
}

fn boost_of(tx: &Tx<'_>, account: AccountId, original: StatusId) -> ApiResult<Option<StatusId>> {
    Ok(tx.value(
        "SELECT id FROM statuses WHERE reblog_of_id = ?1 AND account_id = ?2",
        params![original, account],
    )?)
}

/// Takes the boost back and says which status was boosted. What was not boosted stays so.
pub(crate) fn unreblog(tx: &mut Tx<'_>, account: AccountId, id: StatusId) -> ApiResult<StatusId> {
    let original = lookup::to_undo(tx, id)?;
    let boost = boost_of(tx, account, original.id)?;
    if let Some(boost) = boost {
        notify::forget(tx, Kind::Reblog, account, original.account, Some(original.id))?;
        delete(tx, account, boost)?;
    }
    lookup::undone(tx, &original, account, usize::from(boost.is_some()))
}
