//! The table of attachments.

use rusqlite::{Connection, params};

use super::upload::StoredAttachment;
use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::{AccountId, MediaId},
    media::limits::MAX_DESCRIPTION_CHARS,
    time::{DAY, Millis},
};

/// How long an upload may hang on nothing.
const LOOSE_FOR: i64 = DAY;

/// What the uploader says about a picture.
#[derive(Debug, Clone, Default)]
pub(crate) struct Caption {
    /// None leaves it as it is, empty takes it away.
    pub(crate) description: Option<String>,
    /// From -1 to 1, from the middle to the right and to the top.
    pub(crate) focus: Option<(f64, f64)>,
}

impl Caption {
    /// Reads what a request says.
    ///
    /// # Errors
    /// 422 in words.
    pub(crate) fn check(description: Option<String>, focus: Option<&str>) -> ApiResult<Self> {
        if description.as_deref().is_some_and(|text| text.chars().count() > MAX_DESCRIPTION_CHARS) {
            let words =
                format!("Validation failed: Description has at most {MAX_DESCRIPTION_CHARS} characters");
            return Err(ApiError::invalid(words));
        }
        let focus = focus.filter(|text| !text.trim().is_empty());
        Ok(Self { description, focus: focus.map(crate::statuses::edit::parse_focus).transpose()? })
    }
}

/// Makes the row of an attachment whose files are stored.
pub(crate) fn insert(
    tx: &Tx<'_>,
    owner: AccountId,
    stored: &StoredAttachment,
    caption: &Caption,
    at: Millis,
) -> ApiResult<MediaId> {
    let id: MediaId = tx.id_at(at);
    let (x, y) = caption.focus.unwrap_or_default();
    tx.run(
        "INSERT INTO media (id, account_id, type, content_type, file, preview, description, focus_x, focus_y, blurhash,
           width, height, preview_width, preview_height, size, created_at)
         VALUES (?1, ?2, 'image', ?3, ?4, ?5, nullif(?6, ''), ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            id, owner, stored.content_type, stored.file, stored.preview, caption.description.as_deref(), x, y,
            stored.blurhash, stored.size.0, stored.size.1, stored.preview_size.0, stored.preview_size.1,
            i64::try_from(stored.bytes).unwrap_or(i64::MAX), at,
        ],
    )?;
    Ok(id)
}

/// Changes the caption of an upload that is not part of a post yet.
pub(crate) fn caption(tx: &Tx<'_>, owner: AccountId, id: MediaId, caption: &Caption) -> ApiResult<()> {
    own(tx, owner, id)?;
    if is_posted(tx, id)? {
        return Err(ApiError::NotFound);
    }
    if let Some(description) = &caption.description {
        tx.run("UPDATE media SET description = nullif(?2, '') WHERE id = ?1", params![id, description])?;
    }
    if let Some((x, y)) = caption.focus {
        tx.run("UPDATE media SET focus_x = ?2, focus_y = ?3 WHERE id = ?1", params![id, x, y])?;
    }
    Ok(())
}

/// Deletes an upload that is not part of a post, and says which files are free.
pub(crate) fn delete(tx: &Tx<'_>, owner: AccountId, id: MediaId) -> ApiResult<Vec<String>> {
    own(tx, owner, id)?;
    let used =
        "SELECT 1 FROM media WHERE id = ?1 AND (status_id IS NOT NULL OR scheduled_status_id IS NOT NULL)";
    if tx.any(used, [id])? {
        return Err(ApiError::invalid("This attachment is part of a post: edit or delete the post instead"));
    }
    files_of_deleted(tx, "DELETE FROM media WHERE id = ?1 RETURNING file, preview", [id])
}

/// Deletes uploads that hung on nothing for too long, and says which files are free.
pub(crate) fn delete_loose(tx: &Tx<'_>) -> ApiResult<Vec<String>> {
    let sql = "DELETE FROM media WHERE status_id IS NULL AND scheduled_status_id IS NULL AND created_at < ?1
        RETURNING file, preview";
    files_of_deleted(tx, sql, [tx.now.plus(-LOOSE_FOR)])
}

fn files_of_deleted(tx: &Tx<'_>, sql: &str, params: impl rusqlite::Params) -> ApiResult<Vec<String>> {
    let rows = tx.all(sql, params, |row| Ok([row.get::<_, Option<String>>(0)?, row.get(1)?]))?;
    Ok(rows.into_iter().flatten().flatten().collect())
}

/// Makes sure that it is there and `owner`'s.
pub(crate) fn own(db: &Connection, owner: AccountId, id: MediaId) -> ApiResult<()> {
    match db.any("SELECT 1 FROM media WHERE id = ?1 AND account_id = ?2", params![id, owner])? {
        true => Ok(()),
        false => Err(ApiError::NotFound),
    }
}

fn is_posted(db: &Connection, id: MediaId) -> ApiResult<bool> {
    Ok(db.any("SELECT 1 FROM media WHERE id = ?1 AND status_id IS NOT NULL", [id])?)
}

/// Every file that a row refers to.
pub(crate) fn files_in_use(db: &Connection) -> ApiResult<Vec<String>> {
    let sql = "SELECT file FROM media UNION SELECT preview FROM media WHERE preview IS NOT NULL
        UNION SELECT avatar FROM accounts WHERE avatar IS NOT NULL
        UNION SELECT avatar_static FROM accounts WHERE avatar_static IS NOT NULL
        UNION SELECT header FROM accounts WHERE header IS NOT NULL
        UNION SELECT header_static FROM accounts WHERE header_static IS NOT NULL
        UNION SELECT file FROM custom_emojis UNION SELECT static_file FROM custom_emojis";
    Ok(db.column(sql, [])?)
}
