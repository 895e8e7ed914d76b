//! Quoting: who may, and how an author takes their words out of a quote.

use rejoin_api::QuotePolicy;
use rusqlite::{Connection, named_params, params};

use super::{
    draft::refuse,
    lookup::{self, Found},
};
use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    events::{Audience, Event, StatusEvent},
    ids::{AccountId, StatusId},
    notify::{Kind, Notice, forget, notify},
    time::Millis,
    visibility::{DIRECT, PRIVATE},
};

/// The number that the database keeps for a policy; None for a word that this server does not know.
pub(crate) fn stored_policy(policy: &QuotePolicy) -> Option<i64> {
    match policy {
        QuotePolicy::Public => Some(0),
        QuotePolicy::Followers => Some(1),
        QuotePolicy::Nobody => Some(2),
        QuotePolicy::Unknown(_) => None,
    }
}

/// What the wire says for the number in the database.
pub(crate) fn wire_policy(number: i64) -> QuotePolicy {
    match number {
        0 => QuotePolicy::Public,
        1 => QuotePolicy::Followers,
        _ => QuotePolicy::Nobody,
    }
}

/// The policy that a request names.
pub(crate) fn named_policy(word: &str) -> ApiResult<i64> {
    stored_policy(&QuotePolicy::from(word)).ok_or_else(|| {
        refuse(format_args!("Quote approval policy {word} is not public, followers or nobody"))
    })
}

/// True if `viewer` may quote the status: as SQL, for the alias of a row of `statuses` that `viewer` may see and an
/// expression for their account id. Authors may always, others what is for everyone and as its author lets them; nobody
/// quotes what was said in confidence.
pub(crate) fn may_quote(status: &str, viewer: &str) -> String {
    format!(
        "({status}.visibility < {DIRECT} AND ({status}.account_id = {viewer} OR ({viewer} IS NOT NULL
           AND {status}.visibility < {PRIVATE} AND ({status}.quote_policy = 0 OR ({status}.quote_policy = 1 AND EXISTS (
             SELECT 1 FROM follows qf WHERE qf.account_id = {viewer} AND qf.target_id = {status}.account_id))))))"
    )
}

/// What `author` is about to quote, if they may.
pub(super) fn quotable(db: &Connection, id: StatusId, author: AccountId) -> ApiResult<Found> {
    let found = lookup::original(db, id, Some(author)).map_err(|error| match error {
        ApiError::NotFound => ApiError::Other(
            axum::http::StatusCode::NOT_FOUND,
            "The post that this quotes is not there".to_owned(),
        ),
        error => error,
    })?;
    let sql = format!("SELECT 1 FROM statuses s WHERE s.id = :id AND {}", may_quote("s", ":viewer"));
    if !db.any(&sql, named_params! { ":id": found.id, ":viewer": author })? {
        return Err(refuse("The author of this post does not want it quoted"));
    }
    Ok(found)
}

/// For whom a post is that quotes `quoted`: a quote does not carry words further than they were meant to go.
pub(super) fn narrowed(visibility: i64, quoted: Option<&Found>) -> i64 {
    visibility.max(quoted.map_or(0, |quoted| if quoted.visibility < PRIVATE { 0 } else { quoted.visibility }))
}

/// Makes `status` of `author` quote `quoted`, and tells whom it quotes.
pub(super) fn attach(
    tx: &mut Tx<'_>,
    author: AccountId,
    status: StatusId,
    quoted: &Found,
    at: Millis,
) -> ApiResult<()> {
    tx.run("INSERT INTO quotes (status_id, quoted_id) VALUES (?1, ?2)", params![status, quoted.id])?;
    notify(tx, &Notice { kind: Kind::Quote, to: quoted.account, from: author, status: Some(status), at })
}

/// Tells those who quoted a status that it was edited.
pub(super) fn tell_quoters(tx: &mut Tx<'_>, found: &Found) -> ApiResult<()> {
    let quoters: Vec<AccountId> = tx.column(
        "SELECT DISTINCT s.account_id FROM quotes q JOIN statuses s ON s.id = q.status_id
         WHERE q.quoted_id = ?1 AND q.revoked_at IS NULL",
        [found.id],
    )?;
    let at = tx.now;
    for to in quoters {
        let notice = Notice { kind: Kind::QuotedUpdate, to, from: found.account, status: Some(found.id), at };
        notify(tx, &notice)?;
    }
    Ok(())
}

/// Takes the words of `owner` out of `quoting`, for good.
pub(crate) fn revoke(
    tx: &mut Tx<'_>,
    owner: AccountId,
    quoted: StatusId,
    quoting: StatusId,
) -> ApiResult<()> {
    let quoted = lookup::own(tx, quoted, owner)?;
    let quoter = lookup::visible(tx, quoting, Some(owner))?;
    let revoked = tx.run(
        "UPDATE quotes SET revoked_at = coalesce(revoked_at, ?3) WHERE status_id = ?1 AND quoted_id = ?2",
        params![quoting, quoted.id, tx.now],
    )?;
    if revoked == 0 {
        return Err(ApiError::NotFound);
    }
    forget(tx, Kind::Quote, quoter.account, owner, Some(quoting))?;
    emit_edited(tx, quoting)
}

/// Sets who may quote a status of `owner` from now on.
pub(crate) fn set_policy(tx: &mut Tx<'_>, owner: AccountId, id: StatusId, policy: i64) -> ApiResult<()> {
    let found = lookup::own(tx, id, owner)?;
    if found.reblog_of.is_some() {
        return Err(ApiError::NotFound);
    }
    tx.run("UPDATE statuses SET quote_policy = ?2 WHERE id = ?1", params![id, policy])?;
    emit_edited(tx, id)
}

/// Those who have the status on their screen learn that it looks different now.
fn emit_edited(tx: &mut Tx<'_>, id: StatusId) -> ApiResult<()> {
    let audience = Audience::of(tx, id)?;
    tx.emit(Event::Edited(StatusEvent { id, audience }.into()));
    Ok(())
}
