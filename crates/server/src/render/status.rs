//! Statuses.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::{Row, named_params};

use super::{
    Render,
    emoji::EmojiTable,
    flags::Flags,
    quote::{self, Quotable, QuoteRow},
};
use crate::{
    db::{Query, json_ids},
    error::{ApiError, ApiResult},
    filters,
    ids::{AccountId, StatusId},
    statuses::lookup,
    time::Millis,
    visibility::wire_visibility,
};

/// A row of `statuses`, with the application's name.
struct StatusRow {
    id: StatusId,
    account: AccountId,
    reblog_of: Option<StatusId>,
    text: String,
    entity: api::Status,
}

const COLUMNS: &str =
    "s.id, s.account_id, s.reblog_of_id, s.text, s.content, s.spoiler_text, s.visibility, s.sensitive,
    s.language, s.in_reply_to_id, s.in_reply_to_account_id, s.created_at, s.edited_at, s.replies_count,
    s.reblogs_count, s.favourites_count, p.name, p.website";

impl StatusRow {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let id: StatusId = row.get(0)?;
        let application: Option<String> = row.get(16)?;
        let website = row.get(17)?;
        let entity = api::Status {
            id: id.into(),
            content: row.get(4)?,
            spoiler_text: row.get(5)?,
            visibility: wire_visibility(row.get(6)?),
            sensitive: row.get(7)?,
            language: row.get(8)?,
            in_reply_to_id: row.get::<_, Option<StatusId>>(9)?.map(Into::into),
            in_reply_to_account_id: row.get::<_, Option<AccountId>>(10)?.map(Into::into),
            created_at: row.get::<_, Millis>(11)?.into(),
            edited_at: row.get::<_, Option<Millis>>(12)?.map(Into::into),
            replies_count: row.get(13)?,
            reblogs_count: row.get(14)?,
            favourites_count: row.get(15)?,
            application: application.map(|name| api::ApplicationName { name, website }),
            ..api::Status::default()
        };
        Ok(Self { id, account: row.get(1)?, reblog_of: row.get(2)?, text: row.get(3)?, entity })
    }
}

/// All that hangs on a page's statuses, read at once.
struct Parts {
    accounts: HashMap<AccountId, api::Account>,
    media: HashMap<StatusId, Vec<api::MediaAttachment>>,
    mentions: HashMap<StatusId, Vec<api::Mention>>,
    tags: HashMap<StatusId, Vec<api::StatusTag>>,
    polls: HashMap<StatusId, api::Poll>,
    flags: HashMap<StatusId, Flags>,
    emojis: EmojiTable,
    filtered: HashMap<StatusId, Vec<api::FilterResult>>,
    quotes: HashMap<StatusId, QuoteRow>,
    quotable: HashMap<StatusId, Quotable>,
}

impl Render<'_> {
    /// The statuses with these ids, in this order; what is gone is left out.
    pub(crate) fn statuses(&self, ids: &[StatusId]) -> ApiResult<Vec<api::Status>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.status_rows(ids)?;
        let missing: Vec<StatusId> =
            rows.iter().filter_map(|row| row.reblog_of).filter(|id| !ids.contains(id)).collect();
        rows.extend(self.status_rows(&missing)?);
        let mut quotes = self.quotes_of(&json_ids(rows.iter().map(|row| row.id)))?;
        let quoted = self.status_rows(&not_among(&rows, &quotes))?;
        if !quoted.is_empty() {
            quotes.extend(self.quotes_of(&json_ids(quoted.iter().map(|row| row.id)))?);
        }
        rows.extend(quoted);
        let mut parts = self.parts(&rows, quotes)?;
        let (boosts, originals): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.reblog_of.is_some());
        let mut done: HashMap<StatusId, api::Status> = HashMap::new();
        for row in originals {
            let id = row.id;
            if let Some(status) = self.original(row, &mut parts) {
                done.insert(id, status);
            }
        }
        let quotes: Vec<(StatusId, Box<api::Quote>)> = done
            .iter()
            .filter_map(|(id, status)| Some((*id, quote::full(status.quote.as_ref()?, &done)?)))
            .collect();
        for (id, quote) in quotes {
            if let Some(status) = done.get_mut(&id) {
                status.quote = Some(quote);
            }
        }
        for row in boosts {
            let id = row.id;
            let original = row.reblog_of.and_then(|id| done.get(&id)).cloned();
            if let Some(status) = original.and_then(|original| self.boost(row, original, &parts)) {
                done.insert(id, status);
            }
        }
        Ok(ids.iter().filter_map(|id| done.get(id).cloned()).collect())
    }

    /// One status.
    pub(crate) fn status(&self, id: StatusId) -> ApiResult<api::Status> {
        self.statuses(&[id])?.pop().ok_or(ApiError::NotFound)
    }

    /// One status, for who took something back from it or from their boost of it: without what it says if they may not see
    /// that any more.
    pub(crate) fn status_left(&self, id: StatusId) -> ApiResult<api::Status> {
        let mut status = self.status(id)?;
        let original = lookup::to_undo(self.db, id)?.id;
        match lookup::visible(self.db, original, self.viewer) {
            Ok(_) => {}
            Err(ApiError::NotFound) => empty(&mut status),
            Err(error) => return Err(error),
        }
        Ok(status)
    }

    fn status_rows(&self, ids: &[StatusId]) -> ApiResult<Vec<StatusRow>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM statuses s LEFT JOIN oauth_apps p ON p.id = s.app_id
             WHERE s.id IN (SELECT value FROM json_each(:ids))"
        );
        Ok(self.db.all(&sql, named_params! { ":ids": json_ids(ids.iter().copied()) }, StatusRow::of)?)
    }

    fn parts(&self, rows: &[StatusRow], quotes: HashMap<StatusId, QuoteRow>) -> ApiResult<Parts> {
        let mut accounts: Vec<AccountId> = rows.iter().map(|row| row.account).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let emojis = EmojiTable::load(self)?;
        let originals: Vec<StatusId> =
            rows.iter().filter(|row| row.reblog_of.is_none()).map(|row| row.id).collect();
        let filtered = match self.viewer {
            Some(viewer) => filters::results(self.db, viewer, &originals)?,
            None => HashMap::new(),
        };
        let ids = json_ids(originals);
        Ok(Parts {
            accounts: self.account_map(&accounts)?,
            media: self.media_of(&ids)?,
            mentions: self.mentions_of(&ids)?,
            tags: self.tags_of(&ids)?,
            polls: self.polls_of(&ids, &emojis)?,
            flags: self.flags_of(&ids)?,
            quotable: self.quotable_of(&ids)?,
            filtered,
            quotes,
            emojis,
        })
    }

    fn original(&self, row: StatusRow, parts: &mut Parts) -> Option<api::Status> {
        let StatusRow { id, account, text, entity, .. } = row;
        let account = parts.accounts.get(&account)?.clone();
        let flags = parts.flags.get(&id).copied().unwrap_or_default();
        let quotable = parts.quotable.remove(&id);
        let signed_in = self.viewer.is_some();
        let own = signed_in && self.viewer.map(api::AccountId::from).as_ref() == Some(&account.id);
        Some(api::Status {
            uri: self.site.status_uri(&account.username, id),
            url: Some(self.site.status(&account.username, id)),
            emojis: parts.emojis.used_in([entity.spoiler_text.as_str(), text.as_str()].into_iter()),
            media_attachments: parts.media.remove(&id).unwrap_or_default(),
            mentions: parts.mentions.remove(&id).unwrap_or_default(),
            tags: parts.tags.remove(&id).unwrap_or_default(),
            poll: parts.polls.remove(&id),
            quote: parts.quotes.remove(&id).map(|quote| Box::new(quote.shallow())),
            quotes_count: quotable.as_ref().map(|quotable| quotable.count),
            quote_approval: quotable.map(|quotable| quotable.approval),
            favourited: signed_in.then_some(flags.favourited),
            reblogged: signed_in.then_some(flags.reblogged),
            bookmarked: signed_in.then_some(flags.bookmarked),
            muted: signed_in.then_some(flags.muted),
            pinned: own.then_some(flags.pinned),
            filtered: signed_in.then(|| parts.filtered.remove(&id).unwrap_or_default()),
            account,
            ..entity
        })
    }

    /// A boost repeats what its original says of itself, for clients that look at the outside only.
    fn boost(&self, row: StatusRow, original: api::Status, parts: &Parts) -> Option<api::Status> {
        let account = parts.accounts.get(&row.account)?.clone();
        Some(api::Status {
            uri: format!("{}/activity", self.site.status_uri(&account.username, row.id)),
            url: original.url.clone(),
            content: original.content.clone(),
            spoiler_text: original.spoiler_text.clone(),
            sensitive: original.sensitive,
            language: original.language.clone(),
            replies_count: original.replies_count,
            reblogs_count: original.reblogs_count,
            favourites_count: original.favourites_count,
            quotes_count: original.quotes_count,
            favourited: original.favourited,
            reblogged: original.reblogged,
            bookmarked: original.bookmarked,
            muted: original.muted,
            filtered: original.filtered.clone(),
            emojis: original.emojis.clone(),
            reblog: Some(Box::new(original)),
            account,
            ..row.entity
        })
    }
}

/// What is quoted and not among these rows.
fn not_among(rows: &[StatusRow], quotes: &HashMap<StatusId, QuoteRow>) -> Vec<StatusId> {
    let mut quoted: Vec<StatusId> = quotes
        .values()
        .filter_map(|quote| quote.quoted)
        .filter(|id| !rows.iter().any(|row| row.id == *id))
        .collect();
    quoted.sort_unstable();
    quoted.dedup();
    quoted
}

/// Takes away what a status says; whose it is and what its reader did with it stays.
fn empty(status: &mut api::Status) {
    status.content.clear();
    status.spoiler_text.clear();
    status.media_attachments.clear();
    status.mentions.clear();
    status.tags.clear();
    status.emojis.clear();
    (status.poll, status.card, status.quote) = (None, None, None);
    if let Some(original) = &mut status.reblog {
        empty(original);
    }
}
