//! Hashtags by name.

use rusqlite::{Connection, params};

use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::TagId,
    text::{Piece, normal_tag, scan},
};

/// Most tags that a profile features.
pub(crate) const MAX_FEATURED: i64 = 10;

/// A name as a tag can have it, without its sign; refused if a text with it would hold no such tag.
pub(crate) fn checked_name(name: &str) -> ApiResult<&str> {
    let name = name.trim().trim_start_matches('#');
    let signed = format!("#{name}");
    match scan(&signed).as_slice() {
        [Piece::Tag(found)] if *found == name => Ok(name),
        _ => Err(ApiError::invalid(format!(
            "{name:?} is no hashtag: letters, digits and underscores make one"
        ))),
    }
}

/// The tag of this name, if anybody has used it.
pub(crate) fn find(db: &Connection, name: &str) -> ApiResult<Option<TagId>> {
    Ok(db.value("SELECT id FROM tags WHERE name = ?1", [normal_tag(name)])?)
}

/// The tag of this name, which is made if nobody has used it.
pub(crate) fn find_or_make(tx: &Tx<'_>, name: &str) -> ApiResult<TagId> {
    if let Some(id) = find(tx, name)? {
        return Ok(id);
    }
    let id: TagId = tx.next_id();
    tx.run(
        "INSERT INTO tags (id, name, display_name, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, normal_tag(name), name, tx.now],
    )?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::checked_name;

    #[test]
    fn a_tag_is_what_a_text_could_hold() {
        for good in ["rust", "#Rust", "café", "日本語", "year2026"] {
            assert!(checked_name(good).is_ok(), "{good}");
        }
        for bad in ["", "#", "123", "two words", "a-b", "a#b", "<b>"] {
            assert!(checked_name(bad).is_err(), "{bad}");
        }
    }
}
