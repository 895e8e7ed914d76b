//! Making and changing filters. Every change tells the owner's streams.

use rejoin_api as api;
use rusqlite::{named_params, params};

use super::{
    body::{FilterBody, KeywordBody},
    store::{keyword_of, statuses_of},
};
use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    events::Event,
    ids::{AccountId, FilterId, FilterKeywordId, FilterStatusId, StatusId},
    visibility::may_see,
};

const CONTEXTS: &[&str] = &["home", "notifications", "public", "thread", "account"];
const ACTIONS: &[&str] = &["warn", "hide", "blur"];
/// Most characters of a title and of a keyword, and most keywords and posts of one filter.
const MAX_TITLE: usize = 256;
const MAX_KEYWORD: usize = 512;
const MAX_ENTRIES: i64 = 1_000;

/// Makes a filter with its keywords.
pub(crate) fn create(tx: &mut Tx<'_>, viewer: AccountId, body: FilterBody) -> ApiResult<FilterId> {
    let title = title(body.title.as_deref().unwrap_or_default())?;
    let context = contexts(&body.context.unwrap_or_default())?;
    let action = action(body.filter_action.as_deref().unwrap_or("warn"))?;
    let expires_at = body.expires_in.end(tx.now)?.flatten();
    let id: FilterId = tx.next_id();
    tx.run(
        "INSERT INTO filters (id, account_id, title, context, action, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, viewer, title, context, action, expires_at],
    )?;
    for keyword in body.keywords_attributes {
        apply_keyword(tx, viewer, id, keyword)?;
    }
    changed(tx, viewer);
    Ok(id)
}

/// Changes what `body` names.
pub(crate) fn update(tx: &mut Tx<'_>, viewer: AccountId, id: FilterId, body: FilterBody) -> ApiResult<()> {
    owned(tx, viewer, id)?;
    if let Some(text) = body.title {
        tx.run("UPDATE filters SET title = ?2 WHERE id = ?1", params![id, title(&text)?])?;
    }
    if let Some(words) = body.context {
        tx.run("UPDATE filters SET context = ?2 WHERE id = ?1", params![id, contexts(&words)?])?;
    }
    if let Some(word) = body.filter_action {
        tx.run("UPDATE filters SET action = ?2 WHERE id = ?1", params![id, action(&word)?])?;
    }
    if let Some(expires_at) = body.expires_in.end(tx.now)? {
        tx.run("UPDATE filters SET expires_at = ?2 WHERE id = ?1", params![id, expires_at])?;
    }
    for keyword in body.keywords_attributes {
        apply_keyword(tx, viewer, id, keyword)?;
    }
    changed(tx, viewer);
    Ok(())
}

/// Removes a filter with all that belongs to it.
pub(crate) fn delete(tx: &mut Tx<'_>, viewer: AccountId, id: FilterId) -> ApiResult<()> {
    owned(tx, viewer, id)?;
    tx.run("DELETE FROM filters WHERE id = ?1", [id])?;
    changed(tx, viewer);
    Ok(())
}

/// Adds a keyword.
pub(crate) fn add_keyword(
    tx: &mut Tx<'_>,
    viewer: AccountId,
    filter: FilterId,
    body: KeywordBody,
) -> ApiResult<FilterKeywordId> {
    owned(tx, viewer, filter)?;
    let id = insert_keyword(tx, filter, &body)?;
    changed(tx, viewer);
    Ok(id)
}

/// Changes a keyword.
pub(crate) fn edit_keyword(
    tx: &mut Tx<'_>,
    viewer: AccountId,
    id: FilterKeywordId,
    body: &KeywordBody,
) -> ApiResult<()> {
    let row = keyword_of(tx, viewer, id)?;
    let word = keyword(body.keyword.as_deref().unwrap_or(&row.keyword))?;
    let whole_word = body.whole_word.unwrap_or(row.whole_word);
    tx.run(
        "UPDATE filter_keywords SET keyword = ?2, whole_word = ?3 WHERE id = ?1",
        params![id, word, whole_word],
    )?;
    changed(tx, viewer);
    Ok(())
}

/// Removes a keyword.
pub(crate) fn remove_keyword(tx: &mut Tx<'_>, viewer: AccountId, id: FilterKeywordId) -> ApiResult<()> {
    keyword_of(tx, viewer, id)?;
    tx.run("DELETE FROM filter_keywords WHERE id = ?1", [id])?;
    changed(tx, viewer);
    Ok(())
}

/// Adds a post; it may be in already.
pub(crate) fn add_status(
    tx: &mut Tx<'_>,
    viewer: AccountId,
    filter: FilterId,
    status: StatusId,
) -> ApiResult<api::FilterStatus> {
    owned(tx, viewer, filter)?;
    let sql = format!(
        "SELECT coalesce(s.reblog_of_id, s.id) FROM statuses s WHERE s.id = :id AND {}",
        may_see("s", ":viewer")
    );
    let status: StatusId =
        tx.value(&sql, named_params! { ":id": status, ":viewer": viewer })?.ok_or(ApiError::NotFound)?;
    room(tx, "filter_statuses", filter)?;
    let id: FilterStatusId = tx.next_id();
    tx.run(
        "INSERT INTO filter_statuses (id, filter_id, status_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![id, filter, status],
    )?;
    changed(tx, viewer);
    let status = api::StatusId::from(status);
    let added =
        statuses_of(tx, viewer, filter)?.into_iter().find(|row| row.status_id.as_ref() == Some(&status));
    added.ok_or(ApiError::NotFound)
}

/// Takes a post out again, and says which it was.
pub(crate) fn remove_status(
    tx: &mut Tx<'_>,
    viewer: AccountId,
    id: FilterStatusId,
) -> ApiResult<api::FilterStatus> {
    let sql = "DELETE FROM filter_statuses WHERE id = :id
        AND filter_id IN (SELECT f.id FROM filters f WHERE f.account_id = :viewer) RETURNING status_id";
    let status: Option<StatusId> = tx.value(sql, named_params! { ":id": id, ":viewer": viewer })?;
    let status = status.ok_or(ApiError::NotFound)?;
    changed(tx, viewer);
    Ok(api::FilterStatus { id: id.into(), status_id: Some(status.into()) })
}

fn apply_keyword(tx: &mut Tx<'_>, viewer: AccountId, filter: FilterId, body: KeywordBody) -> ApiResult<()> {
    match (body.id, body.destroy) {
        (None, true) => Ok(()),
        (None, false) => insert_keyword(tx, filter, &body).map(drop),
        (Some(id), destroy) => {
            if keyword_of(tx, viewer, id)?.filter != filter {
                return Err(ApiError::NotFound);
            }
            if destroy { remove_keyword(tx, viewer, id) } else { edit_keyword(tx, viewer, id, &body) }
        }
    }
}

fn insert_keyword(tx: &mut Tx<'_>, filter: FilterId, body: &KeywordBody) -> ApiResult<FilterKeywordId> {
    let word = keyword(body.keyword.as_deref().unwrap_or_default())?;
    room(tx, "filter_keywords", filter)?;
    let id: FilterKeywordId = tx.next_id();
    tx.run(
        "INSERT INTO filter_keywords (id, filter_id, keyword, whole_word) VALUES (?1, ?2, ?3, ?4)",
        params![id, filter, word, body.whole_word.unwrap_or(true)],
    )?;
    Ok(id)
}

fn owned(tx: &Tx<'_>, viewer: AccountId, id: FilterId) -> ApiResult<()> {
    let owned = tx.any("SELECT 1 FROM filters WHERE id = ?1 AND account_id = ?2", params![id, viewer])?;
    if owned { Ok(()) } else { Err(ApiError::NotFound) }
}

fn room(tx: &Tx<'_>, table: &str, filter: FilterId) -> ApiResult<()> {
    let sql = format!("SELECT count(*) FROM {table} WHERE filter_id = ?1");
    let count: i64 = tx.value(&sql, [filter])?.unwrap_or_default();
    if count < MAX_ENTRIES {
        return Ok(());
    }
    Err(ApiError::invalid(format!("A filter holds at most {MAX_ENTRIES} of these")))
}

fn changed(tx: &mut Tx<'_>, viewer: AccountId) {
    tx.emit(Event::FiltersChanged { account: viewer });
}

fn title(text: &str) -> ApiResult<String> {
    words(text, MAX_TITLE, "title: A filter needs a title")
}

fn keyword(text: &str) -> ApiResult<String> {
    words(text, MAX_KEYWORD, "keyword: Say which word to look for")
}

fn words(text: &str, most: usize, missing: &str) -> ApiResult<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ApiError::invalid(missing));
    }
    if text.chars().count() > most {
        return Err(ApiError::invalid(format!("This is longer than the {most} characters that it may have")));
    }
    Ok(text.to_owned())
}

/// Contexts as they are stored: known words, each once, at least one.
fn contexts(words: &[String]) -> ApiResult<String> {
    if let Some(unknown) = words.iter().find(|word| !CONTEXTS.contains(&word.as_str())) {
        return Err(ApiError::invalid(format!("context: {unknown} is no place that a filter can apply to")));
    }
    let known: Vec<_> = CONTEXTS.iter().filter(|known| words.iter().any(|word| word == *known)).collect();
    if known.is_empty() {
        return Err(ApiError::invalid(
            "context: Say where the filter applies: home, notifications, public, thread or account",
        ));
    }
    Ok(serde_json::to_string(&known)?)
}

fn action(word: &str) -> ApiResult<&str> {
    if ACTIONS.contains(&word) {
        return Ok(word);
    }
    Err(ApiError::invalid(format!("filter_action: A filter can warn, hide or blur, not {word}")))
}
