//! What a neighbour notices of a post.

use rusqlite::{Connection, OptionalExtension};

use crate::{
    db::Query,
    error::ApiResult,
    ids::{AccountId, ConversationId, PollId, StatusId},
    seed::plant::NO_PASSWORD,
};

/// A post by somebody who is not one of the community.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    pub(super) id: StatusId,
    pub(super) author: AccountId,
    pub(super) username: String,
    /// What the author is called.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) language: Option<String>,
    pub(super) visibility: i64,
    pub(super) thread: ConversationId,
    /// Whom it answers.
    pub(super) answers: Option<Named>,
    pub(super) mentions: Vec<Named>,
    pub(super) poll: Option<HeardPoll>,
}

/// Somebody who was spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) username: String,
    pub(super) name: String,
    /// Somebody of the story, whom nobody signs in as.
    pub(super) resident: bool,
}

/// A poll that can be voted in.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeardPoll {
    pub(super) id: PollId,
    pub(super) options: u32,
}

/// A name as it is called: that of a person, or the username of one without.
const NAME: &str = "coalesce(nullif(a.display_name, ''), a.username)";

/// The post `id`, if a visitor wrote it: neither a machine nor somebody of the story.
pub(super) fn hear(db: &Connection, id: StatusId) -> ApiResult<Option<Heard>> {
    let sql = format!(
        "SELECT s.account_id, a.username, {NAME}, s.text, s.language, s.visibility, s.conversation_id
         FROM statuses s JOIN accounts a ON a.id = s.account_id JOIN users u ON u.account_id = a.id
         WHERE s.id = ?1 AND s.reblog_of_id IS NULL AND NOT a.bot AND u.password_hash <> ?2"
    );
    let heard = db
        .prepare_cached(&sql)?
        .query_row((id, NO_PASSWORD), |row| {
            Ok(Heard {
                id,
                author: row.get(0)?,
                username: row.get(1)?,
                name: row.get(2)?,
                text: row.get(3)?,
                language: row.get(4)?,
                visibility: row.get(5)?,
                thread: row.get(6)?,
                answers: None,
                mentions: Vec::new(),
                poll: None,
            })
        })
        .optional()?;
    let Some(mut heard) = heard else { return Ok(None) };
    heard.answers = named(db, "SELECT in_reply_to_account_id FROM statuses WHERE id = ?2", id)?.pop();
    heard.mentions = named(db, "SELECT account_id FROM mentions WHERE status_id = ?2", id)?;
    heard.poll = db.first(
        "SELECT p.id, (SELECT count(*) FROM poll_options o WHERE o.poll_id = p.id) FROM polls p WHERE p.status_id = ?1",
        [id],
        |row| Ok(HeardPoll { id: row.get(0)?, options: row.get(1)? }),
    )?;
    Ok(Some(heard))
}

fn named(db: &Connection, whom: &str, id: StatusId) -> ApiResult<Vec<Named>> {
    let sql = format!(
        "SELECT a.username, {NAME}, u.password_hash = ?1 FROM accounts a JOIN users u ON u.account_id = a.id
         WHERE a.id IN ({whom})"
    );
    Ok(db.all(&sql, (NO_PASSWORD, id), |row| {
        Ok(Named { username: row.get(0)?, name: row.get(1)?, resident: row.get(2)? })
    })?)
}
