//! Finding posts.

use rusqlite::{Connection, ToSql};

use super::{
    phrase::{all_of, anywhere},
    query::{Has, Query, Trait},
};
use crate::{
    db::Query as _,
    error::ApiResult,
    ids::{AccountId, StatusId},
    visibility::in_timelines,
};
use rejoin_api::keyword::unspaced;

/// A search for posts.
#[derive(Debug, Default)]
pub(crate) struct StatusSearch {
    pub(crate) text: String,
    /// Posts of this person only.
    pub(crate) author: Option<AccountId>,
    pub(crate) max_id: Option<StatusId>,
    pub(crate) min_id: Option<StatusId>,
    pub(crate) limit: u32,
    pub(crate) offset: u32,
}

/// Conditions with the values that they name, `:p0`, `:p1` and so on.
struct Conditions {
    sql: Vec<String>,
    values: Vec<(String, Box<dyn ToSql>)>,
}

impl Conditions {
    /// Adds a condition, `?` in which stands for `value`.
    fn with(&mut self, condition: &str, value: impl ToSql + 'static) {
        let name = format!(":p{}", self.values.len());
        self.sql.push(condition.replace('?', &name));
        self.values.push((name, Box::new(value)));
    }
}

/// The posts that `viewer` finds, newest first.
pub(crate) fn statuses(
    db: &Connection,
    viewer: Option<AccountId>,
    host: &str,
    search: &StatusSearch,
) -> ApiResult<Vec<StatusId>> {
    let query = Query::parse(&search.text);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let mut conditions =
        Conditions { sql: vec!["s.reblog_of_id IS NULL".to_owned(), findable()], values: Vec::new() };
    add_words(&mut conditions, &query);
    add_operators(&mut conditions, &query, host);
    if let Some(author) = search.author {
        conditions.with("s.account_id = ?", author);
    }
    if let Some(id) = search.max_id {
        conditions.with("s.id < ?", id);
    }
    if let Some(id) = search.min_id {
        conditions.with("s.id > ?", id);
    }
    conditions.sql.push(in_timelines("s", ":viewer"));
    let sql = format!(
        "SELECT s.id FROM statuses s JOIN accounts sa ON sa.id = s.account_id
         WHERE {} ORDER BY s.id DESC LIMIT :limit OFFSET :offset",
        conditions.sql.join(" AND ")
    );
    let mut params: Vec<(&str, &dyn ToSql)> =
        vec![(":viewer", &viewer), (":limit", &search.limit), (":offset", &search.offset)];
    params.extend(conditions.values.iter().map(|(name, value)| (name.as_str(), value.as_ref())));
    Ok(db.all(&sql, params.as_slice(), |row| row.get(0))?)
}

/// True if the viewer may find `s`, given that they may see it.
fn findable() -> String {
    let touched = |table: &str| {
        format!("EXISTS (SELECT 1 FROM {table} t WHERE t.account_id = :viewer AND t.status_id = s.id)")
    };
    format!(
        "(s.account_id = :viewer OR {} OR (s.visibility < 2 AND ((s.visibility = 0 AND sa.indexable)
           OR (s.visibility = 1 AND EXISTS (
             SELECT 1 FROM follows f WHERE f.account_id = :viewer AND f.target_id = s.account_id))
           OR {} OR {}
           OR EXISTS (SELECT 1 FROM statuses t WHERE t.reblog_of_id = s.id AND t.account_id = :viewer)
           OR EXISTS (SELECT 1 FROM statuses t WHERE t.in_reply_to_id = s.id AND t.account_id = :viewer))))",
        touched("mentions"),
        touched("favourites"),
        touched("bookmarks")
    )
}

/// The index knows words by the spaces between them. Where a script has none, a long stretch of text is one word to it,
/// and the text itself is searched.
fn add_words(conditions: &mut Conditions, query: &Query) {
    let (spaced, unspaced_words): (Vec<&str>, Vec<&str>) =
        query.words.iter().map(String::as_str).partition(|word| !word.chars().any(unspaced));
    if let Some(phrase) = all_of(&spaced, true) {
        conditions.with("s.id IN (SELECT rowid FROM statuses_fts WHERE statuses_fts MATCH ?)", phrase);
    } else if !spaced.is_empty() {
        // Nothing but signs, which the index does not keep.
        spaced.iter().for_each(|word| has_text(conditions, word, "LIKE"));
    }
    unspaced_words.iter().for_each(|word| has_text(conditions, word, "LIKE"));
    for word in &query.without {
        match all_of(&[word], false) {
            Some(phrase) if !word.chars().any(unspaced) => {
                conditions
                    .with("s.id NOT IN (SELECT rowid FROM statuses_fts WHERE statuses_fts MATCH ?)", phrase);
            }
            _ => has_text(conditions, word, "NOT LIKE"),
        }
    }
}

fn has_text(conditions: &mut Conditions, word: &str, like: &str) {
    let condition = format!("(s.spoiler_text || char(10) || s.text) {like} ? ESCAPE '\\'");
    conditions.with(&condition, anywhere(word));
}

fn add_operators(conditions: &mut Conditions, query: &Query, host: &str) {
    if let Some(name) = &query.from {
        match name.strip_suffix(&format!("@{host}")).unwrap_or(name) {
            "me" => conditions.sql.push("s.account_id = :viewer".to_owned()),
            name => conditions.with("sa.username = ?", name.to_owned()),
        }
    }
    if let Some(language) = &query.language {
        conditions.with("(s.language = ? COLLATE NOCASE)", language.clone());
    }
    if let Some(since) = query.since {
        conditions.with("s.created_at >= ?", since);
    }
    if let Some(until) = query.until {
        conditions.with("s.created_at < ?", until);
    }
    for Has(what, wanted) in &query.has {
        let not = if *wanted { "" } else { "NOT " };
        conditions.sql.push(format!("{not}({})", trait_sql(*what)));
    }
}

fn trait_sql(what: Trait) -> &'static str {
    match what {
        Trait::Media => "EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id)",
        Trait::Image => "EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id AND m.type = 'image')",
        Trait::Video => {
            "EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id AND m.type IN ('video', 'gifv'))"
        }
        Trait::Audio => "EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id AND m.type = 'audio')",
        Trait::Poll => "EXISTS (SELECT 1 FROM polls p WHERE p.status_id = s.id)",
        Trait::Link => "s.text LIKE '%https://_%' OR s.text LIKE '%http://_%'",
        Trait::Reply => "s.in_reply_to_id IS NOT NULL",
        Trait::Sensitive => "s.sensitive",
    }
}
