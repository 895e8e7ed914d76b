//! Polls.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::named_params;

use super::{Render, emoji::EmojiTable, grouped};
use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    ids::{AccountId, PollId, StatusId},
    time::Millis,
};

struct PollRow {
    id: PollId,
    status: StatusId,
    author: AccountId,
    multiple: bool,
    hide_totals: bool,
    expires_at: Option<Millis>,
    voters: u64,
}

impl Render<'_> {
    /// One poll; whoever asks may see its status.
    pub(crate) fn poll(&self, id: PollId) -> ApiResult<api::Poll> {
        let status: Option<StatusId> = self.db.value("SELECT status_id FROM polls WHERE id = ?1", [id])?;
        let ids = crate::db::json_ids(status);
        self.polls_of(&ids, &EmojiTable::load(self)?)?.into_values().next().ok_or(ApiError::NotFound)
    }

    pub(super) fn polls_of(&self, ids: &str, emojis: &EmojiTable) -> ApiResult<HashMap<StatusId, api::Poll>> {
        let sql =
            "SELECT p.id, p.status_id, s.account_id, p.multiple, p.hide_totals, p.expires_at, p.voters_count
            FROM polls p JOIN statuses s ON s.id = p.status_id
            WHERE p.status_id IN (SELECT value FROM json_each(:ids))";
        let polls = self.db.all(sql, named_params! { ":ids": ids }, |row| {
            Ok(PollRow {
                id: row.get(0)?,
                status: row.get(1)?,
                author: row.get(2)?,
                multiple: row.get(3)?,
                hide_totals: row.get(4)?,
                expires_at: row.get(5)?,
                voters: row.get(6)?,
            })
        })?;
        if polls.is_empty() {
            return Ok(HashMap::new());
        }
        let poll_ids = crate::db::json_ids(polls.iter().map(|poll| poll.id));
        let mut options = grouped(self.db.all(
            "SELECT poll_id, title, votes_count FROM poll_options
             WHERE poll_id IN (SELECT value FROM json_each(?1)) ORDER BY poll_id, position",
            [&poll_ids],
            |row| Ok((row.get::<_, PollId>(0)?, (row.get::<_, String>(1)?, row.get::<_, u64>(2)?))),
        )?);
        let mut votes = grouped(self.db.all(
            "SELECT poll_id, choice FROM poll_votes
             WHERE poll_id IN (SELECT value FROM json_each(:ids)) AND account_id = :viewer ORDER BY choice",
            named_params! { ":ids": poll_ids, ":viewer": self.viewer },
            |row| Ok((row.get::<_, PollId>(0)?, row.get::<_, u32>(1)?)),
        )?);
        let now = Millis::now();
        let entity = |poll: PollRow| {
            let options = options.remove(&poll.id).unwrap_or_default();
            let votes = votes.remove(&poll.id).unwrap_or_default();
            (poll.status, self.poll_entity(&poll, options, votes, emojis, now))
        };
        Ok(polls.into_iter().map(entity).collect())
    }

    fn poll_entity(
        &self,
        poll: &PollRow,
        options: Vec<(String, u64)>,
        votes: Vec<u32>,
        emojis: &EmojiTable,
        now: Millis,
    ) -> api::Poll {
        let expired = poll.expires_at.is_some_and(|end| end <= now);
        // The author asked that nobody sees who leads while people still vote.
        let hidden = poll.hide_totals && !expired;
        let own = self.viewer == Some(poll.author);
        api::Poll {
            id: poll.id.into(),
            expires_at: poll.expires_at.map(Into::into),
            expired,
            multiple: poll.multiple,
            votes_count: options.iter().map(|(_, count)| count).sum(),
            voters_count: Some(poll.voters),
            emojis: emojis.used_in(options.iter().map(|(title, _)| title.as_str())),
            options: options
                .into_iter()
                .map(|(title, count)| api::PollOption { title, votes_count: (!hidden).then_some(count) })
                .collect(),
            voted: self.viewer.map(|_| own || !votes.is_empty()),
            own_votes: self.viewer.map(|_| votes),
        }
    }
}
