//! Voting, and the end of polls.

use rusqlite::params;

use super::{draft::refuse, lookup};
use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    events::{Audience, Event, StatusEvent},
    ids::{AccountId, PollId, StatusId},
    notify::{Kind, Notice, notify},
    time::Millis,
};

/// Votes in a poll whose status `voter` may see.
pub(crate) fn vote(tx: &mut Tx<'_>, voter: AccountId, poll: PollId, choices: &[u32]) -> ApiResult<()> {
    let sql = "SELECT p.status_id, p.multiple, p.expires_at,
        (SELECT count(*) FROM poll_options o WHERE o.poll_id = p.id) FROM polls p WHERE p.id = ?1";
    let row = tx.first(sql, [poll], |row| {
        Ok((
            row.get::<_, StatusId>(0)?,
            row.get::<_, bool>(1)?,
            row.get::<_, Option<Millis>>(2)?,
            row.get::<_, u32>(3)?,
        ))
    })?;
    let (status, multiple, expires_at, options) = row.ok_or(ApiError::NotFound)?;
    let found = lookup::visible(tx, status, Some(voter))?;
    if expires_at.is_some_and(|end| end <= tx.now) {
        return Err(refuse("The poll has already ended"));
    }
    if found.account == voter {
        return Err(refuse("You cannot vote in your own poll"));
    }
    let mut choices = choices.to_vec();
    choices.sort_unstable();
    choices.dedup();
    if choices.is_empty() || choices.iter().any(|choice| *choice >= options) {
        return Err(refuse("The chosen option does not exist"));
    }
    if !multiple && choices.len() > 1 {
        return Err(refuse("Only one option can be chosen"));
    }
    if tx.any("SELECT 1 FROM poll_votes WHERE poll_id = ?1 AND account_id = ?2", params![poll, voter])? {
        return Err(refuse("You have already voted in this poll"));
    }
    for choice in choices {
        tx.run(
            "INSERT INTO poll_votes (poll_id, account_id, choice) VALUES (?1, ?2, ?3)",
            params![poll, voter, choice],
        )?;
    }
    let audience = Audience::of(tx, status)?;
    tx.emit(Event::Edited(StatusEvent { id: status, audience }.into()));
    Ok(())
}

/// Tells the author and the voters of every poll that has ended since the last time.
pub(crate) fn close_ended(tx: &mut Tx<'_>) -> ApiResult<()> {
    let sql = "SELECT p.id, p.status_id, s.account_id, p.expires_at FROM polls p JOIN statuses s ON s.id = p.status_id
        WHERE p.closed_at IS NULL AND p.expires_at <= ?1 LIMIT 100";
    let ended: Vec<(PollId, StatusId, AccountId, Millis)> =
        tx.all(sql, [tx.now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    for (poll, status, author, at) in ended {
        tx.run("UPDATE polls SET closed_at = ?2 WHERE id = ?1", params![poll, tx.now])?;
        let voters: Vec<AccountId> = tx.column(
            "SELECT DISTINCT account_id FROM poll_votes WHERE poll_id = ?1 AND account_id <> ?2",
            params![poll, author],
        )?;
        for to in voters.into_iter().chain([author]) {
            notify(tx, &Notice { kind: Kind::Poll, to, from: author, status: Some(status), at })?;
        }
    }
    Ok(())
}
