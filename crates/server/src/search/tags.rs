//! Finding hashtags.

use rusqlite::{Connection, named_params};

use super::phrase::anywhere;
use crate::{db::Query, error::ApiResult, ids::TagId, text::normal_tag};

/// Tags that begin with `text` and that someone used where all can see: the one of that very name first, then the most
/// used.
pub(crate) fn tags(db: &Connection, text: &str, limit: u32, offset: u32) -> ApiResult<Vec<TagId>> {
    let name = normal_tag(text.trim().trim_start_matches('#'));
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Ok(Vec::new());
    }
    let pattern = anywhere(&name);
    let sql = "SELECT t.id FROM tags t
        JOIN status_tags st ON st.tag_id = t.id
        JOIN statuses s ON s.id = st.status_id AND s.visibility = 0
        JOIN accounts a ON a.id = s.account_id AND a.disabled_at IS NULL
        WHERE t.name LIKE :begins ESCAPE '\\'
        GROUP BY t.id ORDER BY t.name = :name DESC, count(*) DESC, t.id LIMIT :limit OFFSET :offset";
    let params = named_params! {
        ":name": name, ":begins": pattern.trim_start_matches('%'), ":limit": limit, ":offset": offset,
    };
    Ok(db.all(sql, params, |row| row.get(0))?)
}
