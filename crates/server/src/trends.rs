//! What many people talk about: hashtags and posts of the past week, worked out when asked.

use rusqlite::{Connection, named_params};

use crate::{
    db::Query,
    error::ApiResult,
    ids::{AccountId, StatusId, TagId, at},
    time::{DAY, Millis},
    visibility::in_timelines,
};

/// How far back trends look.
const PERIOD: i64 = 7 * DAY;

/// Tags that the most people used in public.
pub(crate) fn tags(db: &Connection, limit: u32, offset: u32) -> ApiResult<Vec<TagId>> {
    let sql = "SELECT st.tag_id FROM statuses s
        JOIN status_tags st ON st.status_id = s.id JOIN accounts a ON a.id = s.account_id
        WHERE s.visibility = 0 AND s.reblog_of_id IS NULL AND s.id > :since AND a.disabled_at IS NULL
        GROUP BY st.tag_id ORDER BY count(DISTINCT s.account_id) DESC, count(*) DESC, st.tag_id
        LIMIT :limit OFFSET :offset";
    let params = named_params! { ":since": since(), ":limit": limit, ":offset": offset };
    Ok(db.all(sql, params, |row| row.get(0))?)
}

/// Public posts that people reacted to most, of authors who want to be found; nothing that answers, nothing covered.
pub(crate) fn statuses(
    db: &Connection,
    viewer: Option<AccountId>,
    limit: u32,
    offset: u32,
) -> ApiResult<Vec<StatusId>> {
    let sql = format!(
        "SELECT s.id FROM statuses s JOIN accounts sa ON sa.id = s.account_id
         WHERE s.visibility = 0 AND s.reblog_of_id IS NULL AND s.in_reply_to_id IS NULL AND NOT s.sensitive
           AND s.id > :since AND sa.discoverable
           AND s.favourites_count + s.reblogs_count + s.replies_count > 0 AND {}
         ORDER BY s.favourites_count + 2 * s.reblogs_count + s.replies_count DESC, s.id DESC
         LIMIT :limit OFFSET :offset",
        in_timelines("s", ":viewer")
    );
    let params = named_params! { ":since": since(), ":viewer": viewer, ":limit": limit, ":offset": offset };
    Ok(db.all(&sql, params, |row| row.get(0))?)
}

/// The id that a status would have had when the period began: ids sort by time.
fn since() -> StatusId {
    at(Millis::now().plus(-PERIOD), 0)
}
