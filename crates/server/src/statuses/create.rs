//! Posting.

use rusqlite::params;

use super::{
    draft::{Draft, PollDraft, Words, refuse},
    link, lookup, quote,
};
use crate::{
    conversations,
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    events::{Audience, Event, StatusEvent},
    ids::{AccountId, AppId, ConversationId, MediaId, PollId, StatusId},
    notify::{Kind, Notice, notify},
    time::{DAY, Millis, SECOND},
    visibility::DIRECT,
};

/// How long an `Idempotency-Key` is remembered.
const KEY_LIFE: i64 = DAY;
/// Most bytes of a key.
const MAX_KEY: usize = 255;

/// Makes the post of `author`, now or (for the seed) at a time in the past.
pub(crate) fn create(
    tx: &mut Tx<'_>,
    author: AccountId,
    app: Option<AppId>,
    draft: &Draft,
    at: Option<Millis>,
) -> ApiResult<StatusId> {
    let at = at.unwrap_or(tx.now);
    let parent =
        draft.reply_to.map(|id| lookup::original(tx, id, Some(author))).transpose().map_err(|error| {
            match error {
                ApiError::NotFound => ApiError::Other(
                    axum::http::StatusCode::NOT_FOUND,
                    "The post that this answers is not there".to_owned(),
                ),
                error => error,
            }
        })?;
    let quoted = draft.quoted.map(|id| quote::quotable(tx, id, author)).transpose()?;
    let visibility = quote::narrowed(draft.visibility, quoted.as_ref());
    let id: StatusId = tx.id_at(at);
    let conversation = match &parent {
        Some(parent) => parent.conversation,
        None => new_conversation(tx)?,
    };
    let linked = link::look_up(tx, &draft.words.text)?;
    let Words { text, spoiler_text, sensitive, language } = &draft.words;
    tx.run(
        "INSERT INTO statuses (id, account_id, text, content, spoiler_text, visibility, sensitive, language,
           in_reply_to_id, in_reply_to_account_id, conversation_id, app_id, created_at, quote_policy)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            id,
            author,
            text,
            linked.html,
            spoiler_text,
            visibility,
            sensitive,
            language,
            parent.as_ref().map(|parent| parent.id),
            parent.as_ref().map(|parent| parent.account),
            conversation,
            app,
            at,
            draft.quote_policy,
        ],
    )?;
    link::attach(tx, id, &linked)?;
    attach_media(tx, author, id, &draft.media)?;
    if let Some(poll) = &draft.poll {
        insert_poll(tx, id, poll, at)?;
    }
    if visibility == DIRECT {
        conversations::joined_by(tx, id)?;
    }
    let mut mentioned = linked.mentioned;
    if let Some(quoted) = &quoted {
        quote::attach(tx, author, id, quoted, at)?;
        // One post is one piece of news.
        mentioned.retain(|person| *person != quoted.account);
    }
    tell(tx, author, id, &mentioned, at)?;
    let audience = Audience::of(tx, id)?;
    tx.emit(Event::Posted(StatusEvent { id, audience }.into()));
    Ok(id)
}

/// A thread of its own.
pub(crate) fn new_conversation(tx: &Tx<'_>) -> ApiResult<ConversationId> {
    let id: ConversationId = tx.next_id();
    tx.run("INSERT INTO conversations (id) VALUES (?1)", [id])?;
    Ok(id)
}

/// Attaches uploads that are `author`'s and hang on nothing yet, in this order.
pub(super) fn attach_media(
    tx: &Tx<'_>,
    author: AccountId,
    status: StatusId,
    media: &[MediaId],
) -> ApiResult<()> {
    for (position, id) in media.iter().enumerate() {
        let attached = tx.run(
            "UPDATE media SET status_id = ?1, position = ?2, scheduled_status_id = NULL
             WHERE id = ?3 AND account_id = ?4 AND (status_id IS NULL OR status_id = ?1) AND scheduled_status_id IS NULL",
            params![status, i64::try_from(position).unwrap_or_default(), id, author],
        )?;
        if attached == 0 {
            return Err(refuse(format_args!("Attachment {id} is not there, or already part of a post")));
        }
    }
    Ok(())
}

/// Makes the poll of a status.
pub(super) fn insert_poll(tx: &Tx<'_>, status: StatusId, poll: &PollDraft, at: Millis) -> ApiResult<()> {
    let id: PollId = tx.next_id();
    let expires_at = poll.expires_in.map(|seconds| at.plus(seconds * SECOND));
    tx.run(
        "INSERT INTO polls (id, status_id, multiple, hide_totals, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, status, poll.multiple, poll.hide_totals, expires_at],
    )?;
    for (position, title) in poll.options.iter().enumerate() {
        tx.run(
            "INSERT INTO poll_options (poll_id, position, title) VALUES (?1, ?2, ?3)",
            params![id, i64::try_from(position).unwrap_or_default(), title],
        )?;
    }
    Ok(())
}

/// Tells whom it mentions, and who asked to be told of all that the author posts.
fn tell(
    tx: &mut Tx<'_>,
    author: AccountId,
    id: StatusId,
    mentioned: &[AccountId],
    at: Millis,
) -> ApiResult<()> {
    for &to in mentioned {
        notify(tx, &Notice { kind: Kind::Mention, to, from: author, status: Some(id), at })?;
    }
    let subscribers: Vec<AccountId> = tx.column(
        "SELECT f.account_id FROM follows f JOIN statuses s ON s.account_id = f.target_id
         WHERE s.id = ?1 AND f.notify AND s.in_reply_to_id IS NULL AND s.visibility < 3",
        [id],
    )?;
    for to in subscribers.into_iter().filter(|to| !mentioned.contains(to)) {
        notify(tx, &Notice { kind: Kind::Status, to, from: author, status: Some(id), at })?;
    }
    Ok(())
}

/// What came of the request that first carried a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    Status(StatusId),
    Scheduled(crate::ids::ScheduledId),
}

/// What `key` already made for `author`, within a day. A post that was deleted since is not made again.
pub(crate) fn made_before(tx: &Tx<'_>, author: AccountId, key: &str) -> ApiResult<Option<Made>> {
    if key.len() > MAX_KEY {
        return Err(ApiError::bad(format!("The Idempotency-Key is longer than {MAX_KEY} bytes")));
    }
    tx.run("DELETE FROM idempotency_keys WHERE created_at < ?1", [tx.now.plus(-KEY_LIFE)])?;
    let sql =
        "SELECT status_id, scheduled_status_id FROM idempotency_keys WHERE account_id = ?1 AND key = ?2";
    match tx.first(sql, params![author, key], |row| Ok((row.get(0)?, row.get(1)?)))? {
        None => Ok(None),
        Some((Some(id), _)) => Ok(Some(Made::Status(id))),
        Some((None, Some(id))) => Ok(Some(Made::Scheduled(id))),
        Some((None, None)) => {
            Err(ApiError::Conflict("The post made with this Idempotency-Key was deleted".to_owned()))
        }
    }
}

/// Remembers what `key` made.
pub(crate) fn remember(tx: &Tx<'_>, author: AccountId, key: &str, made: Made) -> ApiResult<()> {
    let (status, scheduled) = match made {
        Made::Status(id) => (Some(id), None),
        Made::Scheduled(id) => (None, Some(id)),
    };
    tx.run(
        "INSERT INTO idempotency_keys (account_id, key, status_id, scheduled_status_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![author, key, status, scheduled, tx.now],
    )?;
    Ok(())
}
