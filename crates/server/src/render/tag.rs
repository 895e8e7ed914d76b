//! Hashtags, with how they were used over the past week.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::named_params;

use super::{Render, grouped};
use crate::{
    db::{Query, json_ids},
    error::{ApiError, ApiResult},
    ids::{StatusId, TagId, at},
    time::{DAY, Millis},
};

/// Days told of.
const DAYS: i64 = 7;

/// How often a tag was used on a day.
struct Use {
    day: i64,
    uses: u64,
    accounts: u64,
}

impl Render<'_> {
    /// The tags with these ids, in this order.
    pub(crate) fn tags(&self, ids: &[TagId]) -> ApiResult<Vec<api::Tag>> {
        let json = json_ids(ids.iter().copied());
        let today = Millis::now().0 / DAY;
        let mut uses = self.uses_of(&json, today)?;
        let sql = "SELECT t.id, t.name,
              EXISTS (SELECT 1 FROM tag_follows f WHERE f.tag_id = t.id AND f.account_id = :viewer),
              EXISTS (SELECT 1 FROM featured_tags f WHERE f.tag_id = t.id AND f.account_id = :viewer)
            FROM tags t WHERE t.id IN (SELECT value FROM json_each(:ids))";
        let signed_in = self.viewer.is_some();
        let rows = self.db.all(sql, named_params! { ":ids": json, ":viewer": self.viewer }, |row| {
            let (id, name): (TagId, String) = (row.get(0)?, row.get(1)?);
            let tag = api::Tag {
                id: Some(id.into()),
                url: self.site.tag(&name),
                name,
                history: history(&uses.remove(&id).unwrap_or_default(), today),
                following: signed_in.then_some(row.get(2)?),
                featuring: signed_in.then_some(row.get(3)?),
            };
            Ok((id, tag))
        })?;
        let mut map: HashMap<_, _> = rows.into_iter().collect();
        Ok(ids.iter().filter_map(|id| map.remove(id)).collect())
    }

    /// One tag.
    pub(crate) fn tag(&self, id: TagId) -> ApiResult<api::Tag> {
        self.tags(&[id])?.pop().ok_or(ApiError::NotFound)
    }

    /// A tag that nobody has used yet.
    pub(crate) fn unused_tag(&self, name: String) -> api::Tag {
        let signed_in = self.viewer.is_some();
        api::Tag {
            id: None,
            url: self.site.tag(&name),
            name,
            history: history(&[], Millis::now().0 / DAY),
            following: signed_in.then_some(false),
            featuring: signed_in.then_some(false),
        }
    }

    fn uses_of(&self, ids: &str, today: i64) -> ApiResult<HashMap<TagId, Vec<Use>>> {
        let sql = "SELECT st.tag_id, s.created_at / :length AS day, count(*), count(DISTINCT s.account_id)
            FROM status_tags st JOIN statuses s ON s.id = st.status_id JOIN accounts a ON a.id = s.account_id
            WHERE st.tag_id IN (SELECT value FROM json_each(:ids)) AND s.visibility = 0 AND a.disabled_at IS NULL
              AND s.id >= :since GROUP BY st.tag_id, day";
        // Ids sort by time.
        let since: StatusId = at(Millis((today - DAYS + 1) * DAY), 0);
        let params = named_params! { ":ids": ids, ":length": DAY, ":since": since };
        Ok(grouped(self.db.all(sql, params, |row| {
            Ok((row.get(0)?, Use { day: row.get(1)?, uses: row.get(2)?, accounts: row.get(3)? }))
        })?))
    }
}

/// One entry a day, today first, also for days without any use.
fn history(uses: &[Use], today: i64) -> Vec<api::TagHistory> {
    let of_day = |day: i64| {
        let found = uses.iter().find(|used| used.day == day);
        api::TagHistory {
            day: day * DAY / crate::time::SECOND,
            uses: found.map_or(0, |used| used.uses),
            accounts: found.map_or(0, |used| used.accounts),
        }
    };
    (0..DAYS).map(|back| of_day(today - back)).collect()
}
