//! Quotes, and who may quote.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::named_params;

use super::Render;
use crate::{
    db::Query,
    error::ApiResult,
    ids::StatusId,
    statuses::quote::{may_quote, wire_policy},
    visibility::{PRIVATE, may_see, unmuted},
};

/// What a status quotes, as the viewer may know it.
pub(super) struct QuoteRow {
    pub(super) state: api::QuoteState,
    /// What is quoted, where it may be shown.
    pub(super) quoted: Option<StatusId>,
}

/// How a status stands with those who quote it.
pub(super) struct Quotable {
    pub(super) approval: api::QuoteApproval,
    /// By how many it is quoted.
    pub(super) count: u64,
}

impl Render<'_> {
    /// What the statuses with these ids (a JSON array) quote.
    pub(super) fn quotes_of(&self, ids: &str) -> ApiResult<HashMap<StatusId, QuoteRow>> {
        let sql = format!(
            "SELECT q.status_id, q.quoted_id, CASE
               WHEN q.quoted_id IS NULL THEN 'deleted'
               WHEN q.revoked_at IS NOT NULL THEN 'revoked'
               WHEN EXISTS (SELECT 1 FROM blocks b WHERE b.account_id = :viewer AND b.target_id = s.account_id)
                 THEN 'blocked_account'
               WHEN NOT {} THEN 'unauthorized'
               WHEN NOT {} THEN 'muted_account'
               ELSE 'accepted' END
             FROM quotes q LEFT JOIN statuses s ON s.id = q.quoted_id
             WHERE q.status_id IN (SELECT value FROM json_each(:ids))",
            may_see("s", ":viewer"),
            unmuted("s.account_id", ":viewer"),
        );
        let rows = self.db.all(&sql, named_params! { ":ids": ids, ":viewer": self.viewer }, |row| {
            let state = api::QuoteState::from(row.get::<_, String>(2)?.as_str());
            let shown = matches!(state, api::QuoteState::Accepted | api::QuoteState::MutedAccount);
            let quoted: Option<StatusId> = row.get(1)?;
            Ok((row.get(0)?, QuoteRow { state, quoted: quoted.filter(|_| shown) }))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Who may quote the statuses with these ids (a JSON array), and how many did.
    pub(super) fn quotable_of(&self, ids: &str) -> ApiResult<HashMap<StatusId, Quotable>> {
        let sql = format!(
            "SELECT s.id, CASE WHEN s.visibility < {PRIVATE} THEN s.quote_policy ELSE 2 END, {},
               (SELECT count(*) FROM quotes q WHERE q.quoted_id = s.id AND q.revoked_at IS NULL)
             FROM statuses s WHERE s.id IN (SELECT value FROM json_each(:ids))",
            may_quote("s", ":viewer")
        );
        let rows = self.db.all(&sql, named_params! { ":ids": ids, ":viewer": self.viewer }, |row| {
            let automatic = match wire_policy(row.get(1)?) {
                api::QuotePolicy::Public => vec![api::QuoteAudience::Public],
                api::QuotePolicy::Followers => vec![api::QuoteAudience::Followers],
                api::QuotePolicy::Nobody | api::QuotePolicy::Unknown(_) => Vec::new(),
            };
            let may: Option<bool> = row.get(2)?;
            let current_user = match may {
                Some(true) => api::QuotePermission::Automatic,
                _ => api::QuotePermission::Denied,
            };
            let approval = api::QuoteApproval { automatic, manual: Vec::new(), current_user };
            Ok((row.get(0)?, Quotable { approval, count: row.get(3)? }))
        })?;
        Ok(rows.into_iter().collect())
    }
}

impl QuoteRow {
    /// Without the quoted post itself, which [`full`] adds: a quote within a quote stays so.
    pub(super) fn shallow(self) -> api::Quote {
        api::Quote { state: self.state, quoted_status: None, quoted_status_id: self.quoted.map(Into::into) }
    }
}

/// The quote with the post that it names.
pub(super) fn full(quote: &api::Quote, posts: &HashMap<StatusId, api::Status>) -> Option<Box<api::Quote>> {
    let id: StatusId = quote.quoted_status_id.as_ref()?.as_str().parse().ok()?;
    let quoted = posts.get(&id)?.clone();
    Some(Box::new(api::Quote {
        state: quote.state.clone(),
        quoted_status: Some(Box::new(quoted)),
        quoted_status_id: None,
    }))
}
