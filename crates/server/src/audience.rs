//! Who hears of a status as it happens: the timelines' own conditions, asked for one status and everyone.

use std::collections::HashSet;

use rusqlite::{Connection, named_params};

use crate::{
    db::Query,
    error::ApiResult,
    events::Audience,
    ids::{AccountId, StatusId},
    timelines::{in_home, in_list, in_public},
    visibility::{DIRECT, may_see},
};

impl Audience {
    /// The audience of `status` as things are now; ask before deleting it.
    pub(crate) fn of(db: &Connection, status: StatusId) -> ApiResult<Self> {
        let sql = format!(
            "SELECT s.account_id, s.visibility, {},
               EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id)
             FROM statuses s WHERE s.id = ?1",
            in_public("s")
        );
        let row = db.first(&sql, [status], |row| {
            Ok((
                row.get::<_, AccountId>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, bool>(2)?,
                row.get::<_, bool>(3)?,
            ))
        })?;
        let Some((author, visibility, public, media)) = row else { return Ok(Self::default()) };
        let open = visibility == crate::visibility::PUBLIC;
        Ok(Self {
            home: home(db, status)?,
            lists: set(db, &lists_sql(), status)?,
            direct: if visibility == DIRECT { direct(db, status)? } else { HashSet::new() },
            public,
            media: public && media,
            tags: if open { tags(db, status)? } else { HashSet::new() },
            hidden_from: if open { hidden_from(db, author)? } else { HashSet::new() },
        })
    }
}

fn home(db: &Connection, status: StatusId) -> ApiResult<HashSet<AccountId>> {
    let sql = format!(
        "WITH candidates (id) AS (
           SELECT account_id FROM statuses WHERE id = :status
           UNION SELECT f.account_id FROM follows f JOIN statuses x ON x.account_id = f.target_id WHERE x.id = :status
           UNION SELECT tf.account_id FROM tag_follows tf JOIN status_tags st ON st.tag_id = tf.tag_id
             WHERE st.status_id = :status)
         SELECT c.id FROM candidates c JOIN statuses s ON s.id = :status WHERE {}",
        in_home("s", "c.id")
    );
    set(db, &sql, status)
}

fn lists_sql() -> String {
    format!(
        "SELECT l.id FROM statuses s JOIN list_accounts m ON m.account_id = s.account_id JOIN lists l ON l.id = m.list_id
         WHERE s.id = :status AND {}",
        in_list("s", "l")
    )
}

fn direct(db: &Connection, status: StatusId) -> ApiResult<HashSet<AccountId>> {
    let sql = format!(
        "WITH people (id) AS (
           SELECT account_id FROM statuses WHERE id = :status
           UNION SELECT account_id FROM mentions WHERE status_id = :status)
         SELECT p.id FROM people p JOIN statuses s ON s.id = :status WHERE {}",
        may_see("s", "p.id")
    );
    set(db, &sql, status)
}

fn tags(db: &Connection, status: StatusId) -> ApiResult<HashSet<String>> {
    set(
        db,
        "SELECT t.name FROM status_tags st JOIN tags t ON t.id = st.tag_id WHERE st.status_id = :status",
        status,
    )
}

fn hidden_from(db: &Connection, author: AccountId) -> ApiResult<HashSet<AccountId>> {
    let sql = format!(
        "SELECT account_id FROM blocks WHERE target_id = :author
         UNION SELECT target_id FROM blocks WHERE account_id = :author
         UNION SELECT account_id FROM mutes WHERE target_id = :author AND (expires_at IS NULL OR expires_at > {})",
        crate::visibility::NOW
    );
    Ok(db.all(&sql, named_params! { ":author": author }, |row| row.get(0))?.into_iter().collect())
}

fn set<T: rusqlite::types::FromSql + Eq + std::hash::Hash>(
    db: &Connection,
    sql: &str,
    status: StatusId,
) -> ApiResult<HashSet<T>> {
    Ok(db.all(sql, named_params! { ":status": status }, |row| row.get(0))?.into_iter().collect())
}
