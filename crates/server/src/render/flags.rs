//! What the viewer did with statuses.

use std::collections::HashMap;

use rusqlite::named_params;

use super::Render;
use crate::{db::Query, error::ApiResult, ids::StatusId};

/// What the viewer did with a status.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags {
    pub(super) favourited: bool,
    pub(super) reblogged: bool,
    pub(super) bookmarked: bool,
    pub(super) muted: bool,
    pub(super) pinned: bool,
}

impl Render<'_> {
    pub(super) fn flags_of(&self, ids: &str) -> ApiResult<HashMap<StatusId, Flags>> {
        if self.viewer.is_none() {
            return Ok(HashMap::new());
        }
        let sql = "SELECT s.id,
              EXISTS (SELECT 1 FROM favourites f WHERE f.account_id = :viewer AND f.status_id = s.id),
              EXISTS (SELECT 1 FROM statuses r WHERE r.reblog_of_id = s.id AND r.account_id = :viewer),
              EXISTS (SELECT 1 FROM bookmarks b WHERE b.account_id = :viewer AND b.status_id = s.id),
              EXISTS (SELECT 1 FROM thread_mutes m WHERE m.account_id = :viewer AND m.conversation_id = s.conversation_id),
              EXISTS (SELECT 1 FROM status_pins p WHERE p.account_id = :viewer AND p.status_id = s.id)
            FROM statuses s WHERE s.id IN (SELECT value FROM json_each(:ids))";
        let rows = self.db.all(sql, named_params! { ":ids": ids, ":viewer": self.viewer }, |row| {
            let flags = Flags {
                favourited: row.get(1)?,
                reblogged: row.get(2)?,
                bookmarked: row.get(3)?,
                muted: row.get(4)?,
                pinned: row.get(5)?,
            };
            Ok((row.get(0)?, flags))
        })?;
        Ok(rows.into_iter().collect())
    }
}
