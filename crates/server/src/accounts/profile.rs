//! What people say about themselves.

use rejoin_api::Visibility;
use rusqlite::params;
use serde::Deserialize;

use super::requests;
use crate::{
    db::{Query, Tx},
    error::ApiResult,
    ids::AccountId,
    render::StoredField,
    statuses::{
        draft::{check_language, refuse},
        quote::named_policy,
    },
    text::{self, Links, field_html, note_html},
    visibility::stored_visibility,
};

/// Most characters of a display name, a note, a field's name and its value; most fields.
pub(crate) const MAX_DISPLAY_NAME: usize = 30;
pub(crate) const MAX_NOTE: usize = 500;
pub(crate) const MAX_FIELD: usize = 255;
pub(crate) const MAX_FIELDS: usize = 4;
/// Most characters of the description of a profile picture.
const MAX_DESCRIPTION: usize = 1_500;

/// What a request changes; what is None stays.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ProfileChange {
    pub(crate) display_name: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) locked: Option<bool>,
    pub(crate) bot: Option<bool>,
    pub(crate) discoverable: Option<bool>,
    pub(crate) indexable: Option<bool>,
    pub(crate) hide_collections: Option<bool>,
    pub(crate) avatar_description: Option<String>,
    pub(crate) header_description: Option<String>,
    pub(crate) fields_attributes: Option<Vec<FieldChange>>,
    pub(crate) source: Option<SourceChange>,
    /// Set from the files that came with it.
    #[serde(skip)]
    pub(crate) avatar: Option<StoredPicture>,
    #[serde(skip)]
    pub(crate) header: Option<StoredPicture>,
}

/// A field as a request says it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct FieldChange {
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) value: String,
}

/// The defaults of posting as a request says them.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct SourceChange {
    pub(crate) privacy: Option<String>,
    pub(crate) sensitive: Option<bool>,
    pub(crate) language: Option<String>,
    pub(crate) quote_policy: Option<String>,
}

/// Names of files that are stored already.
#[derive(Debug, Clone)]
pub(crate) struct StoredPicture {
    pub(crate) file: String,
    pub(crate) still: Option<String>,
}

/// Applies `change`.
pub(crate) fn update(tx: &mut Tx<'_>, account: AccountId, change: &ProfileChange) -> ApiResult<()> {
    if let Some(name) = &change.display_name {
        within(name, MAX_DISPLAY_NAME, "Display name")?;
        tx.run("UPDATE accounts SET display_name = ?2 WHERE id = ?1", params![account, name.trim()])?;
    }
    if let Some(note) = &change.note {
        within(note, MAX_NOTE, "Note")?;
        let html = with_links(tx, note, note_html)?;
        tx.run("UPDATE accounts SET note = ?2, note_html = ?3 WHERE id = ?1", params![account, note, html])?;
    }
    if let Some(fields) = &change.fields_attributes {
        update_fields(tx, account, fields)?;
    }
    for (column, value) in [
        ("locked", change.locked),
        ("bot", change.bot),
        ("discoverable", change.discoverable),
        ("indexable", change.indexable),
        ("hide_collections", change.hide_collections),
    ] {
        if let Some(value) = value {
            tx.run(&format!("UPDATE accounts SET {column} = ?2 WHERE id = ?1"), params![account, value])?;
        }
    }
    if change.locked == Some(false) {
        requests::accept_all(tx, account)?;
    }
    for (kind, picture, description) in [
        ("avatar", &change.avatar, &change.avatar_description),
        ("header", &change.header, &change.header_description),
    ] {
        update_picture(tx, account, kind, picture.as_ref(), description.as_deref())?;
    }
    change.source.as_ref().map_or(Ok(()), |source| update_source(tx, account, source))
}

/// Removes the avatar or the header: `kind` is one of these words.
pub(crate) fn remove_picture(tx: &mut Tx<'_>, account: AccountId, kind: &str) -> ApiResult<()> {
    let sql = format!(
        "UPDATE accounts SET {kind} = NULL, {kind}_static = NULL, {kind}_description = '' WHERE id = ?1"
    );
    tx.run(&sql, [account])?;
    Ok(())
}

fn update_picture(
    tx: &Tx<'_>,
    account: AccountId,
    kind: &str,
    picture: Option<&StoredPicture>,
    description: Option<&str>,
) -> ApiResult<()> {
    if let Some(picture) = picture {
        let sql = format!("UPDATE accounts SET {kind} = ?2, {kind}_static = ?3 WHERE id = ?1");
        tx.run(&sql, params![account, picture.file, picture.still])?;
    }
    if let Some(description) = description {
        within(description, MAX_DESCRIPTION, "Description")?;
        tx.run(
            &format!("UPDATE accounts SET {kind}_description = ?2 WHERE id = ?1"),
            params![account, description],
        )?;
    }
    Ok(())
}

fn update_fields(tx: &Tx<'_>, account: AccountId, fields: &[FieldChange]) -> ApiResult<()> {
    let said = fields.iter().filter(|field| !field.name.trim().is_empty() || !field.value.trim().is_empty());
    let said: Vec<&FieldChange> = said.collect();
    if said.len() > MAX_FIELDS {
        return Err(refuse(format_args!("A profile has at most {MAX_FIELDS} fields")));
    }
    let mut stored = Vec::new();
    for FieldChange { name, value } in said {
        within(name, MAX_FIELD, "Field name")?;
        within(value, MAX_FIELD, "Field value")?;
        let value_html = with_links(tx, value, field_html)?;
        stored.push(StoredField { name: name.trim().to_owned(), value: value.trim().to_owned(), value_html });
    }
    tx.run(
        "UPDATE accounts SET fields = ?2 WHERE id = ?1",
        params![account, serde_json::to_string(&stored)?],
    )?;
    Ok(())
}

fn update_source(tx: &Tx<'_>, account: AccountId, source: &SourceChange) -> ApiResult<()> {
    if let Some(word) = &source.privacy {
        let visibility = stored_visibility(&Visibility::from(word.as_str()))
            .ok_or_else(|| refuse(format_args!("Privacy {word} is not known")))?;
        tx.run(
            "UPDATE users SET default_visibility = ?2 WHERE account_id = ?1",
            params![account, visibility],
        )?;
    }
    if let Some(word) = &source.quote_policy {
        let policy = named_policy(word)?;
        tx.run("UPDATE users SET default_quote_policy = ?2 WHERE account_id = ?1", params![account, policy])?;
    }
    if let Some(sensitive) = source.sensitive {
        tx.run("UPDATE users SET default_sensitive = ?2 WHERE account_id = ?1", params![account, sensitive])?;
    }
    if let Some(code) = &source.language {
        let code = if code.is_empty() { None } else { Some(check_language(code)?) };
        tx.run("UPDATE users SET default_language = ?2 WHERE account_id = ?1", params![account, code])?;
    }
    Ok(())
}

fn with_links(tx: &Tx<'_>, words: &str, html: fn(&str, &Links<'_>) -> String) -> ApiResult<String> {
    let mut known: Vec<String> = Vec::new();
    for name in text::mentions(words, &tx.site.host) {
        known.extend(
            tx.value("SELECT username FROM accounts WHERE username = ?1 AND disabled_at IS NULL", [name])?,
        );
    }
    Ok(html(words, &Links { origin: &tx.site.origin, host: &tx.site.host, known: &known }))
}

fn within(text: &str, most: usize, what: &str) -> ApiResult<()> {
    if text.chars().count() > most {
        return Err(refuse(format_args!("{what} is longer than {most} characters")));
    }
    Ok(())
}
