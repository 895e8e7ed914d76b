//! Threads of direct posts, as one of their people sees them.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::{Row, named_params};

use super::Render;
use crate::{
    db::{Query, json_ids},
    error::ApiResult,
    ids::{AccountConversationId, AccountId, StatusId},
    visibility::may_see,
};

struct ConversationRow {
    id: AccountConversationId,
    unread: bool,
    people: Vec<AccountId>,
    last_status: Option<StatusId>,
}

impl ConversationRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let people: String = row.get(2)?;
        let people: Vec<i64> = serde_json::from_str(&people).unwrap_or_default();
        Ok(Self {
            id: row.get(0)?,
            unread: row.get(1)?,
            people: people.into_iter().map(AccountId).collect(),
            last_status: row.get(3)?,
        })
    }
}

impl Render<'_> {
    /// The viewer's conversations with these ids, in this order.
    pub(crate) fn conversations(&self, ids: &[AccountConversationId]) -> ApiResult<Vec<api::Conversation>> {
        let sql = format!(
            "SELECT c.id, c.unread, c.participants,
               (SELECT s.id FROM statuses s WHERE s.id = c.last_status_id AND {})
             FROM account_conversations c
             WHERE c.account_id = :viewer AND c.id IN (SELECT value FROM json_each(:ids))",
            may_see("s", ":viewer")
        );
        let params = named_params! { ":viewer": self.viewer, ":ids": json_ids(ids.iter().copied()) };
        let rows = self.db.all(&sql, params, ConversationRow::read)?;
        let people: Vec<AccountId> = rows.iter().flat_map(|row| row.people.iter().copied()).collect();
        let accounts = self.account_map(&people)?;
        let statuses: Vec<StatusId> = rows.iter().filter_map(|row| row.last_status).collect();
        let statuses = self.statuses(&statuses)?;
        let statuses: HashMap<&str, &api::Status> =
            statuses.iter().map(|status| (status.id.as_str(), status)).collect();
        let entity = |row: ConversationRow| {
            let last = row.last_status.map(|id| id.to_string());
            let last =
                last.and_then(|id| statuses.get(id.as_str()).map(|status| Box::new((*status).clone())));
            let accounts = row.people.iter().filter_map(|id| accounts.get(id).cloned()).collect();
            (row.id, api::Conversation { id: row.id.into(), unread: row.unread, accounts, last_status: last })
        };
        let mut map: HashMap<_, _> = rows.into_iter().map(entity).collect();
        Ok(ids.iter().filter_map(|id| map.remove(id)).collect())
    }
}
