//! Which filters some posts match.

use std::collections::{HashMap, HashSet};

use rejoin_api as api;
use rejoin_api::keyword::{contains, fold};
use rusqlite::{Connection, named_params, params};

use super::store::{FILTER, KEYWORD, KeywordRow, read_filter};
use crate::{
    db::{Query, json_ids},
    error::ApiResult,
    ids::{AccountId, FilterId, StatusId},
    time::Millis,
};

/// A filter that has not ended.
struct Active {
    filter: api::Filter,
    keywords: Vec<KeywordRow>,
    statuses: HashSet<StatusId>,
}

/// For each of `statuses` (not boosts: what they boost) that matches a filter of `viewer`, which. Someone without
/// filters costs one query.
pub(crate) fn results(
    db: &Connection,
    viewer: AccountId,
    statuses: &[StatusId],
) -> ApiResult<HashMap<StatusId, Vec<api::FilterResult>>> {
    let filters = active(db, viewer)?;
    let mut found = HashMap::new();
    if filters.is_empty() || statuses.is_empty() {
        return Ok(found);
    }
    for (status, text) in texts(db, viewer, statuses)? {
        let results: Vec<_> = filters.iter().filter_map(|filter| filter.check(status, &text)).collect();
        if !results.is_empty() {
            found.insert(status, results);
        }
    }
    Ok(found)
}

impl Active {
    fn check(&self, status: StatusId, text: &str) -> Option<api::FilterResult> {
        let words = self.keywords.iter().filter(|word| contains(text, &word.keyword, word.whole_word));
        let words: Vec<String> = words.map(|word| word.keyword.clone()).collect();
        let named = self.statuses.contains(&status);
        if words.is_empty() && !named {
            return None;
        }
        Some(api::FilterResult {
            filter: self.filter.clone(),
            keyword_matches: (!words.is_empty()).then_some(words),
            status_matches: named.then(|| vec![status.into()]),
        })
    }
}

fn active(db: &Connection, viewer: AccountId) -> ApiResult<Vec<Active>> {
    let params = named_params! { ":viewer": viewer, ":now": Millis::now() };
    let sql = format!("{FILTER} AND (f.expires_at IS NULL OR f.expires_at > :now) ORDER BY f.id");
    let filters = db.all(&sql, params, read_filter)?;
    if filters.is_empty() {
        return Ok(Vec::new());
    }
    let mut keywords: HashMap<FilterId, Vec<KeywordRow>> = HashMap::new();
    for word in
        db.all(&format!("{KEYWORD} ORDER BY k.id"), named_params! { ":viewer": viewer }, KeywordRow::read)?
    {
        keywords.entry(word.filter).or_default().push(word);
    }
    let mut statuses: HashMap<FilterId, HashSet<StatusId>> = HashMap::new();
    let sql = "SELECT n.filter_id, n.status_id FROM filter_statuses n JOIN filters f ON f.id = n.filter_id
        WHERE f.account_id = ?1";
    for (filter, status) in db.all(sql, [viewer], |row| Ok((row.get(0)?, row.get(1)?)))? {
        statuses.entry(filter).or_default().insert(status);
    }
    let whole = |(id, filter): (FilterId, api::Filter)| Active {
        filter,
        keywords: keywords.remove(&id).unwrap_or_default(),
        statuses: statuses.remove(&id).unwrap_or_default(),
    };
    Ok(filters.into_iter().map(whole).collect())
}

/// All that a reader of each post would read, in lower case: warning, text, poll and descriptions of media. Posts of
/// the viewer's own are left out.
fn texts(db: &Connection, viewer: AccountId, statuses: &[StatusId]) -> ApiResult<Vec<(StatusId, String)>> {
    let sql = "SELECT s.id, s.spoiler_text || char(10) || s.text
        || coalesce((SELECT char(10) || group_concat(o.title, char(10)) FROM polls p
             JOIN poll_options o ON o.poll_id = p.id WHERE p.status_id = s.id), '')
        || coalesce((SELECT char(10) || group_concat(m.description, char(10)) FROM media m WHERE m.status_id = s.id), '')
        FROM statuses s WHERE s.id IN (SELECT value FROM json_each(?1)) AND s.account_id <> ?2";
    let ids = json_ids(statuses.iter().copied());
    Ok(db.all(sql, params![ids, viewer], |row| {
        let text: String = row.get(1)?;
        Ok((row.get(0)?, fold(&text)))
    })?)
}
