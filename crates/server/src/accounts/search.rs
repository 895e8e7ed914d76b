//! Finding people by name.

use rusqlite::named_params;

use crate::{db::Query, error::ApiResult, ids::AccountId, render::Render, visibility::unblocked};

/// What is looked for.
#[derive(Debug, Clone)]
pub(crate) struct AccountQuery {
    pub(crate) text: String,
    /// Only whom the viewer follows.
    pub(crate) following: bool,
    pub(crate) limit: u32,
    pub(crate) offset: u32,
}

/// People whose username begins with the text, then those whose name or words about themselves hold all its words; of
/// both, first whom the viewer follows, then whom many follow. An account that does not want to be found, or whom the
/// viewer blocked (and may want to unblock), is found by its whole username only.
pub(crate) fn accounts(render: &Render<'_>, query: &AccountQuery) -> ApiResult<Vec<AccountId>> {
    let text = query.text.trim().trim_start_matches('@');
    let name = match text.split_once('@') {
        None => text,
        Some((name, domain))
            if domain.is_empty() || render.site.host.starts_with(&domain.to_ascii_lowercase()) =>
        {
            name
        }
        Some(_) => return Ok(Vec::new()),
    };
    let words = fts_prefixes(name);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "WITH found (id, rank) AS (
           SELECT a.id, 0 FROM accounts a WHERE a.username = :name
           UNION ALL SELECT a.id, 1 FROM accounts a
             WHERE a.discoverable AND a.username LIKE :prefix ESCAPE '\\'
           UNION ALL SELECT f.rowid, 2 FROM accounts_fts f JOIN accounts a ON a.id = f.rowid
             WHERE a.discoverable AND f.accounts_fts MATCH :words)
         SELECT a.id FROM found JOIN accounts a ON a.id = found.id
         WHERE a.disabled_at IS NULL
           AND ({} OR (found.rank = 0 AND NOT EXISTS (
             SELECT 1 FROM blocks bl WHERE bl.account_id = a.id AND bl.target_id = :viewer)))
           AND (NOT :following OR EXISTS (SELECT 1 FROM follows f WHERE f.account_id = :viewer AND f.target_id = a.id))
         GROUP BY a.id
         ORDER BY min(found.rank), EXISTS (SELECT 1 FROM follows f WHERE f.account_id = :viewer AND f.target_id = a.id) DESC,
           a.followers_count DESC, a.id
         LIMIT :limit OFFSET :offset",
        unblocked("a.id", ":viewer")
    );
    let prefix = format!("{}%", name.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let params = named_params! {
        ":name": name, ":prefix": prefix, ":words": words, ":viewer": render.viewer,
        ":following": query.following, ":limit": query.limit, ":offset": query.offset,
    };
    Ok(render.db.all(&sql, params, |row| row.get(0))?)
}

/// An FTS5 expression for texts that hold all words of `text`, each as a beginning; empty if there is no word.
pub(crate) fn fts_prefixes(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(16);
    words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::fts_prefixes;

    #[test]
    fn nothing_typed_is_an_operator() {
        assert_eq!(fts_prefixes("a\" OR (b* NEAR -c"), "\"a\"* \"OR\"* \"b\"* \"NEAR\"* \"c\"*");
        assert_eq!(fts_prefixes("\"*-()"), "");
    }
}
