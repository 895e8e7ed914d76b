//! Which of the viewer's filters a status matches. The server only says so; what to hide is the client's to decide.

use rejoin_api as api;
use rusqlite::named_params;

use super::{Render, grouped};
use crate::{
    db::Query,
    error::ApiResult,
    ids::{FilterId, StatusId},
    time::Millis,
};

/// The viewer's filters that are in force.
pub(crate) struct Filters(Vec<Loaded>);

struct Loaded {
    filter: api::Filter,
    /// As written, in lower case, and whether it has to stand alone.
    keywords: Vec<(String, String, bool)>,
    statuses: Vec<StatusId>,
}

impl Render<'_> {
    /// Loads the viewer's filters; none for nobody.
    pub(crate) fn filters(&self) -> ApiResult<Filters> {
        if self.viewer.is_none() {
            return Ok(Filters(Vec::new()));
        }
        let sql = format!(
            "SELECT id, title, context, action, expires_at FROM filters
             WHERE account_id = :viewer AND (expires_at IS NULL OR expires_at > {}) ORDER BY id",
            crate::visibility::NOW
        );
        let filters = self.db.all(&sql, named_params! { ":viewer": self.viewer }, |row| {
            let id: FilterId = row.get(0)?;
            let context: Vec<String> = serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default();
            let filter = api::Filter {
                id: id.into(),
                title: row.get(1)?,
                context: context.iter().map(|word| word.as_str().into()).collect(),
                filter_action: row.get::<_, String>(3)?.as_str().into(),
                expires_at: row.get::<_, Option<Millis>>(4)?.map(Into::into),
                keywords: None,
                statuses: None,
            };
            Ok((id, filter))
        })?;
        if filters.is_empty() {
            return Ok(Filters(Vec::new()));
        }
        let mut keywords = grouped(self.db.all(
            "SELECT k.filter_id, k.keyword, k.whole_word FROM filter_keywords k
             JOIN filters f ON f.id = k.filter_id WHERE f.account_id = ?1 ORDER BY k.id",
            [self.viewer],
            |row| {
                let keyword: String = row.get(1)?;
                let lower = keyword.to_lowercase();
                Ok((row.get::<_, FilterId>(0)?, (keyword, lower, row.get(2)?)))
            },
        )?);
        let mut statuses = grouped(self.db.all(
            "SELECT s.filter_id, s.status_id FROM filter_statuses s
             JOIN filters f ON f.id = s.filter_id WHERE f.account_id = ?1",
            [self.viewer],
            |row| Ok((row.get::<_, FilterId>(0)?, row.get(1)?)),
        )?);
        let loaded = filters.into_iter().map(|(id, filter)| Loaded {
            filter,
            keywords: keywords.remove(&id).unwrap_or_default(),
            statuses: statuses.remove(&id).unwrap_or_default(),
        });
        Ok(Filters(loaded.collect()))
    }
}

impl Filters {
    /// What of status `id` with these texts (warning, content as typed, options, descriptions) matches.
    pub(crate) fn matching(&self, id: StatusId, texts: &[&str]) -> Vec<api::FilterResult> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let text = texts.join("\n").to_lowercase();
        let found = |loaded: &Loaded| {
            let words: Vec<String> = loaded
                .keywords
                .iter()
                .filter(|(_, lower, whole)| contains(&text, lower, *whole))
                .map(|(keyword, ..)| keyword.clone())
                .collect();
            let status = loaded.statuses.contains(&id);
            (status || !words.is_empty()).then(|| api::FilterResult {
                filter: loaded.filter.clone(),
                keyword_matches: (!words.is_empty()).then_some(words),
                status_matches: status.then(|| vec![id.into()]),
            })
        };
        self.0.iter().filter_map(found).collect()
    }
}

/// True if `keyword` stands in `text`, both in lower case. A whole word ends where letters and digits end; a keyword
/// that itself begins or ends with something else needs no boundary there.
fn contains(text: &str, keyword: &str, whole: bool) -> bool {
    if keyword.is_empty() {
        return false;
    }
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(keyword)).map(|at| from + at) {
        let end = at + keyword.len();
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        let starts = !word(keyword.chars().next()) || !word(before);
        let ends = !word(keyword.chars().next_back()) || !word(after);
        if !whole || (starts && ends) {
            return true;
        }
        from = at + keyword.chars().next().map_or(1, char::len_utf8);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn whole_words_end_where_words_end() {
        assert!(contains("a cat, sat", "cat", true));
        assert!(!contains("concatenate", "cat", true));
        assert!(contains("concatenate", "cat", false));
        assert!(contains("concat cat", "cat", true));
        assert!(contains("see #cat!", "#cat", true));
        assert!(contains("ünsa", "ünsa", true));
        assert!(!contains("anything", "", false));
    }
}
