//! Threads of direct posts, as each of their people sees them. Kept as posts come and go.

use rusqlite::{named_params, params};

use crate::{
    db::{Query, Tx, json_ids},
    error::ApiResult,
    events::Event,
    ids::{AccountConversationId, AccountId, ConversationId, StatusId},
    visibility::{DIRECT, may_see},
};

/// Someone whom a direct post is for, or its author.
struct Member {
    person: AccountId,
    author: AccountId,
    conversation: ConversationId,
    /// Everyone but them, as JSON.
    others: String,
}

/// A direct post came: it is the last of its thread for its author and for all whom it mentions and who may see it.
pub(crate) fn joined_by(tx: &mut Tx<'_>, status: StatusId) -> ApiResult<()> {
    for member in members(tx, status)? {
        enter(tx, status, &member)?;
    }
    Ok(())
}

/// A direct post mentions `newcomers` since it was edited: it is new for them, and for the others it stands where it
/// stood, among more people.
pub(crate) fn widened_by(tx: &mut Tx<'_>, status: StatusId, newcomers: &[AccountId]) -> ApiResult<()> {
    for member in members(tx, status)? {
        if newcomers.contains(&member.person) {
            enter(tx, status, &member)?;
            continue;
        }
        let sql = "UPDATE account_conversations SET participants = ?4
            WHERE account_id = ?1 AND conversation_id = ?2 AND last_status_id = ?3 RETURNING id";
        let params = params![member.person, member.conversation, status, member.others];
        let id: Option<AccountConversationId> = tx.value(sql, params)?;
        tell(tx, member.person, id);
    }
    Ok(())
}

fn members(tx: &Tx<'_>, status: StatusId) -> ApiResult<Vec<Member>> {
    let sql = format!(
        "WITH people (id) AS (
           SELECT account_id FROM statuses WHERE id = :status
           UNION SELECT account_id FROM mentions WHERE status_id = :status)
         SELECT p.id, s.account_id, s.conversation_id FROM people p JOIN statuses s ON s.id = :status WHERE {}",
        may_see("s", "p.id")
    );
    let people: Vec<(AccountId, AccountId, ConversationId)> =
        tx.all(&sql, named_params! { ":status": status }, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let others = |person| json_ids(people.iter().map(|(id, ..)| *id).filter(|id| *id != person));
    let member = |&(person, author, conversation): &(AccountId, AccountId, ConversationId)| Member {
        person,
        author,
        conversation,
        others: others(person),
    };
    Ok(people.iter().map(member).collect())
}

/// `status` is the last of the thread for `member`, unless a later one is.
fn enter(tx: &mut Tx<'_>, status: StatusId, member: &Member) -> ApiResult<()> {
    let Member { person, author, conversation, others } = member;
    let new: AccountConversationId = tx.next_id();
    let id: Option<AccountConversationId> = tx.value(
        "INSERT INTO account_conversations (id, account_id, conversation_id, participants, last_status_id, unread)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (account_id, conversation_id) DO UPDATE SET
           participants = excluded.participants, last_status_id = excluded.last_status_id, unread = excluded.unread
           WHERE excluded.last_status_id >= coalesce(last_status_id, 0)
         RETURNING id",
        params![new, person, conversation, others, status, person != author],
    )?;
    tell(tx, *person, id);
    Ok(())
}

fn tell(tx: &mut Tx<'_>, person: AccountId, changed: Option<AccountConversationId>) {
    if let Some(id) = changed {
        tx.emit(Event::Conversation { account: person, id });
    }
}

/// A post of `conversation` is gone: the last of those left takes its place, and where none is left, so is the thread.
pub(crate) fn left_by(tx: &Tx<'_>, conversation: ConversationId) -> ApiResult<()> {
    let sql = format!(
        "UPDATE account_conversations SET last_status_id = (
           SELECT max(s.id) FROM statuses s WHERE s.conversation_id = account_conversations.conversation_id
             AND s.visibility = {DIRECT} AND {})
         WHERE conversation_id = ?1 AND last_status_id IS NULL",
        may_see("s", "account_conversations.account_id")
    );
    tx.run(&sql, [conversation])?;
    tx.run(
        "DELETE FROM account_conversations WHERE conversation_id = ?1 AND last_status_id IS NULL",
        [conversation],
    )?;
    Ok(())
}
