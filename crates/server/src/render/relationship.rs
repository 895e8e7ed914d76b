//! How the viewer stands to others.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::named_params;

use super::Render;
use crate::{
    db::{Query, json_ids},
    error::{ApiError, ApiResult},
    ids::AccountId,
    time::Millis,
    visibility::NOW,
};

impl Render<'_> {
    /// How the viewer stands to these accounts, as far as they exist, in this order.
    pub(crate) fn relationships(&self, ids: &[AccountId]) -> ApiResult<Vec<api::Relationship>> {
        let sql = format!(
            "SELECT a.id, NULL, f.id IS NOT NULL, r.id IS NOT NULL,
               coalesce(f.show_reblogs, r.show_reblogs, 0), coalesce(f.notify, r.notify, 0),
               CASE WHEN f.id IS NOT NULL THEN f.languages ELSE r.languages END,
               EXISTS (SELECT 1 FROM follows x WHERE x.account_id = a.id AND x.target_id = :viewer),
               EXISTS (SELECT 1 FROM follow_requests x WHERE x.account_id = a.id AND x.target_id = :viewer),
               EXISTS (SELECT 1 FROM blocks x WHERE x.account_id = :viewer AND x.target_id = a.id),
               EXISTS (SELECT 1 FROM blocks x WHERE x.account_id = a.id AND x.target_id = :viewer),
               m.id IS NOT NULL, coalesce(m.hide_notifications, 0), m.expires_at, coalesce(n.comment, ''),
               EXISTS (SELECT 1 FROM endorsements x WHERE x.account_id = :viewer AND x.target_id = a.id)
             FROM accounts a
             LEFT JOIN follows f ON f.account_id = :viewer AND f.target_id = a.id
             LEFT JOIN follow_requests r ON r.account_id = :viewer AND r.target_id = a.id
             LEFT JOIN mutes m ON m.account_id = :viewer AND m.target_id = a.id
               AND (m.expires_at IS NULL OR m.expires_at > {NOW})
             LEFT JOIN account_notes n ON n.account_id = :viewer AND n.target_id = a.id
             WHERE a.id IN (SELECT value FROM json_each(:ids))"
        );
        let params = named_params! { ":viewer": self.viewer, ":ids": json_ids(ids.iter().copied()) };
        let rows = self.db.all(&sql, params, |row| {
            let id: AccountId = row.get(0)?;
            let following: bool = row.get(2)?;
            let languages: Option<String> = row.get(6)?;
            let relationship = api::Relationship {
                id: id.into(),
                following,
                requested: row.get(3)?,
                showing_reblogs: following && row.get(4)?,
                notifying: following && row.get(5)?,
                languages: languages.and_then(|json| serde_json::from_str(&json).ok()),
                followed_by: row.get(7)?,
                requested_by: row.get(8)?,
                blocking: row.get(9)?,
                blocked_by: row.get(10)?,
                muting: row.get(11)?,
                muting_notifications: row.get(12)?,
                muting_expires_at: row.get::<_, Option<Millis>>(13)?.map(Into::into),
                domain_blocking: false,
                endorsed: row.get(15)?,
                note: row.get(14)?,
            };
            Ok((id, relationship))
        })?;
        let mut map: HashMap<_, _> = rows.into_iter().collect();
        Ok(ids.iter().filter_map(|id| map.remove(id)).collect())
    }

    /// How the viewer stands to one account.
    pub(crate) fn relationship(&self, id: AccountId) -> ApiResult<api::Relationship> {
        self.relationships(&[id])?.pop().ok_or(ApiError::NotFound)
    }
}
