//! Editing, with every version kept.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{
    create::{attach_media, insert_poll},
    draft::{Defaults, PollDraft, StatusParams, check_media},
    link,
    lookup::{self, Found},
    quote,
};
use crate::{
    conversations,
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    events::{Audience, Event, StatusEvent},
    ids::{AccountId, MediaId, PollId, StatusId},
    media::limits::MAX_DESCRIPTION_CHARS,
    notify::{Kind, Notice, notify},
    time::Millis,
    visibility::DIRECT,
};

/// A change of an attachment that comes with an edit.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct MediaAttributes {
    pub(crate) id: MediaId,
    pub(crate) description: Option<String>,
    pub(crate) focus: Option<String>,
}

/// An attachment as a version had it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct EditMedia {
    pub(crate) id: MediaId,
    pub(crate) description: Option<String>,
}

/// Applies an edit. Words that the request does not mention stay; attachments and poll do not, as on Mastodon: an edit
/// without `media_ids` leaves none, one without `poll` no poll.
pub(crate) fn edit(
    tx: &mut Tx<'_>,
    editor: AccountId,
    id: StatusId,
    params: &StatusParams,
    attributes: &[MediaAttributes],
) -> ApiResult<()> {
    let found = lookup::own(tx, id, editor)?;
    if found.reblog_of.is_some() {
        return Err(ApiError::NotFound);
    }
    let (params, defaults) = completed(tx, id, params)?;
    let poll = params.checked_poll()?;
    check_media(&params.media_ids, poll.is_some())?;
    let quote_policy = params.named_quote_policy()?.unwrap_or(defaults.quote_policy);
    let words = params.words(&defaults, poll.is_some() || !params.media_ids.is_empty())?;
    if !tx.any("SELECT 1 FROM status_edits WHERE status_id = ?1", [id])? {
        keep_version(tx, id, None)?;
    }
    let linked = link::look_up(tx, &words.text)?;
    let known: Vec<AccountId> = tx.column("SELECT account_id FROM mentions WHERE status_id = ?1", [id])?;
    tx.run(
        "UPDATE statuses SET text = ?2, content = ?3, spoiler_text = ?4, sensitive = ?5, language = ?6, edited_at = ?7,
           quote_policy = ?8 WHERE id = ?1",
        params![id, words.text, linked.html, words.spoiler_text, words.sensitive, words.language, tx.now, quote_policy],
    )?;
    link::attach(tx, id, &linked)?;
    replace_media(tx, editor, id, &params.media_ids, attributes)?;
    replace_poll(tx, id, poll.as_ref())?;
    keep_version(tx, id, Some(tx.now))?;
    let newcomers: Vec<AccountId> =
        linked.mentioned.iter().copied().filter(|person| !known.contains(person)).collect();
    if found.visibility == DIRECT && !newcomers.is_empty() {
        conversations::widened_by(tx, id, &newcomers)?;
    }
    for to in newcomers {
        let at = tx.now;
        notify(tx, &Notice { kind: Kind::Mention, to, from: editor, status: Some(id), at })?;
    }
    tell_boosters(tx, &found)?;
    quote::tell_quoters(tx, &found)?;
    let audience = Audience::of(tx, id)?;
    tx.emit(Event::Edited(StatusEvent { id, audience }.into()));
    Ok(())
}

/// What the request leaves unsaid of its words stays as it is.
fn completed(tx: &Tx<'_>, id: StatusId, params: &StatusParams) -> ApiResult<(StatusParams, Defaults)> {
    let sql = "SELECT text, spoiler_text, visibility, sensitive, language, quote_policy FROM statuses WHERE id = ?1";
    let row = tx.first(sql, [id], |row| {
        let defaults = Defaults {
            visibility: row.get(2)?,
            sensitive: row.get(3)?,
            language: row.get(4)?,
            quote_policy: row.get(5)?,
        };
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, defaults))
    })?;
    let (text, spoiler_text, defaults) = row.ok_or(ApiError::NotFound)?;
    let mut params = params.clone();
    params.status.get_or_insert(text);
    params.spoiler_text.get_or_insert(spoiler_text);
    Ok((params, defaults))
}

fn replace_media(
    tx: &Tx<'_>,
    editor: AccountId,
    id: StatusId,
    media: &[MediaId],
    attributes: &[MediaAttributes],
) -> ApiResult<()> {
    let ids = crate::db::json_ids(media.iter().copied());
    tx.run(
        "UPDATE media SET status_id = NULL WHERE status_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))",
        params![id, ids],
    )?;
    attach_media(tx, editor, id, media)?;
    for change in attributes.iter().filter(|change| media.contains(&change.id)) {
        if let Some(description) = &change.description {
            if description.chars().count() > MAX_DESCRIPTION_CHARS {
                return Err(super::draft::refuse(format_args!(
                    "A description has at most {MAX_DESCRIPTION_CHARS} characters"
                )));
            }
            tx.run(
                "UPDATE media SET description = nullif(?2, '') WHERE id = ?1",
                params![change.id, description],
            )?;
        }
        if let Some(focus) = &change.focus {
            let (x, y) = parse_focus(focus)?;
            tx.run("UPDATE media SET focus_x = ?2, focus_y = ?3 WHERE id = ?1", params![change.id, x, y])?;
        }
    }
    Ok(())
}

/// `x,y`, each from -1 to 1.
pub(crate) fn parse_focus(text: &str) -> ApiResult<(f64, f64)> {
    let number = |part: &str| part.trim().parse::<f64>().ok().filter(|number| (-1.0..=1.0).contains(number));
    let point = text.split_once(',').and_then(|(x, y)| number(x).zip(number(y)));
    point.ok_or_else(|| ApiError::invalid("focus: is not two numbers from -1 to 1, such as 0.5,-0.2"))
}

/// The same options keep their votes; other ones are a new poll.
fn replace_poll(tx: &Tx<'_>, id: StatusId, poll: Option<&PollDraft>) -> ApiResult<()> {
    let old: Option<(PollId, bool)> =
        tx.first("SELECT id, multiple FROM polls WHERE status_id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let same = match (&old, poll) {
        (Some((old, multiple)), Some(poll)) => {
            *multiple == poll.multiple && options(tx, *old)? == poll.options
        }
        _ => false,
    };
    match poll {
        Some(poll) if same => {
            let expires_at = poll.expires_in.map(|seconds| tx.now.plus(seconds * crate::time::SECOND));
            tx.run(
                "UPDATE polls SET hide_totals = ?2, expires_at = ?3 WHERE status_id = ?1 AND closed_at IS NULL",
                params![id, poll.hide_totals, expires_at],
            )?;
        }
        _ => {
            tx.run("DELETE FROM polls WHERE status_id = ?1", [id])?;
            if let Some(poll) = poll {
                insert_poll(tx, id, poll, tx.now)?;
            }
        }
    }
    Ok(())
}

fn options(db: &Connection, poll: PollId) -> ApiResult<Vec<String>> {
    Ok(db.column("SELECT title FROM poll_options WHERE poll_id = ?1 ORDER BY position", [poll])?)
}

/// Keeps the status as it is now: as its first version, of when it was made, or as that of `at`.
fn keep_version(tx: &Tx<'_>, id: StatusId, at: Option<Millis>) -> ApiResult<()> {
    let media =
        tx.all("SELECT id, description FROM media WHERE status_id = ?1 ORDER BY position", [id], |row| {
            Ok(EditMedia { id: row.get(0)?, description: row.get(1)? })
        })?;
    let poll: Option<PollId> = tx.value("SELECT id FROM polls WHERE status_id = ?1", [id])?;
    let options = poll.map(|poll| options(tx, poll)).transpose()?;
    let options = options.map(|options| serde_json::to_string(&options)).transpose()?;
    let row: crate::ids::RowId = tx.next_id();
    tx.run(
        "INSERT INTO status_edits (id, status_id, content, spoiler_text, sensitive, media, poll_options, created_at)
         SELECT ?2, s.id, s.content, s.spoiler_text, s.sensitive, ?3, ?4, coalesce(?5, s.created_at) FROM statuses s WHERE s.id = ?1",
        params![id, row, serde_json::to_string(&media)?, options, at],
    )?;
    Ok(())
}

fn tell_boosters(tx: &mut Tx<'_>, found: &Found) -> ApiResult<()> {
    let boosters: Vec<AccountId> =
        tx.column("SELECT account_id FROM statuses WHERE reblog_of_id = ?1", [found.id])?;
    let at = tx.now;
    for to in boosters {
        notify(tx, &Notice { kind: Kind::Update, to, from: found.account, status: Some(found.id), at })?;
    }
    Ok(())
}
