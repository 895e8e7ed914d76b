//! Threads of direct posts, as each of their people sees them. Kept as posts come and go.

use rusqlite::{named_params, params};

use crate::{
    db::{Query, Tx},
    error::ApiResult,
    events::Event,
    ids::{AccountConversationId, AccountId, ConversationId, StatusId},
    visibility::{DIRECT, may_see},
};

/// A direct post came: it is the last of its thread for its author and for all whom it mentions and who may see it.
pub(crate) fn joined_by(tx: &mut Tx<'_>, status: StatusId) -> ApiResult<()> {
    let sql = format!(
        "WITH people (id) AS (
           SELECT account_id FROM statuses WHERE id = :status
           UNION SELECT account_id FROM mentions WHERE status_id = :status)
         SELECT p.id, s.account_id, s.conversation_id FROM people p JOIN statuses s ON s.id = :status WHERE {}",
        may_see("s", "p.id")
    );
    let people: Vec<(AccountId, AccountId, ConversationId)> =
        tx.all(&sql, named_params! { ":status": status }, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for &(person, author, conversation) in &people {
        let others = crate::db::json_ids(people.iter().map(|(id, ..)| *id).filter(|id| *id != person));
        let new: AccountConversationId = tx.next_id();
        let id: Option<AccountConversationId> = tx.value(
            "INSERT INTO account_conversations (id, account_id, conversation_id, participants, last_status_id, unread)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (account_id, conversation_id) DO UPDATE SET
               participants = excluded.participants, last_status_id = excluded.last_status_id, unread = excluded.unread
             RETURNING id",
            params![new, person, conversation, others, status, person != author],
        )?;
        if let Some(id) = id {
            tx.emit(Event::Conversation { account: person, id });
        }
    }
    Ok(())
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
