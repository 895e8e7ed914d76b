//! What becomes of notifications by people that one does not know.

use rejoin_api as api;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::AccountId,
};

/// A change; what is absent stays.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PolicyBody {
    pub(crate) for_not_following: Option<String>,
    pub(crate) for_not_followers: Option<String>,
    pub(crate) for_new_accounts: Option<String>,
    pub(crate) for_private_mentions: Option<String>,
    pub(crate) for_limited_accounts: Option<String>,
}

/// The same in v1, which could only hold back or not.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PolicyV1Body {
    filter_not_following: Option<bool>,
    filter_not_followers: Option<bool>,
    filter_new_accounts: Option<bool>,
    filter_private_mentions: Option<bool>,
}

impl From<PolicyV1Body> for PolicyBody {
    fn from(old: PolicyV1Body) -> Self {
        let word = |held: Option<bool>| held.map(|held| if held { "filter" } else { "accept" }.to_owned());
        Self {
            for_not_following: word(old.filter_not_following),
            for_not_followers: word(old.filter_not_followers),
            for_new_accounts: word(old.filter_new_accounts),
            for_private_mentions: word(old.filter_private_mentions),
            for_limited_accounts: None,
        }
    }
}

/// The policy as v1 shows it.
#[derive(Debug, Serialize)]
pub(crate) struct PolicyV1 {
    filter_not_following: bool,
    filter_not_followers: bool,
    filter_new_accounts: bool,
    filter_private_mentions: bool,
    summary: api::NotificationPolicySummary,
}

/// Someone's policy, with what waits.
pub(crate) fn policy(db: &Connection, viewer: AccountId) -> ApiResult<api::NotificationPolicy> {
    let sql = "SELECT for_not_following, for_not_followers, for_new_accounts, for_private_mentions,
        for_limited_accounts FROM notification_policies WHERE account_id = ?1";
    let words: Option<[String; 5]> =
        db.first(sql, [viewer], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))?;
    let [not_following, not_followers, new, private, limited] = words
        .unwrap_or_default()
        .map(|word| api::PolicyDecision::from(if word.is_empty() { "accept" } else { &word }));
    Ok(api::NotificationPolicy {
        for_not_following: not_following,
        for_not_followers: not_followers,
        for_new_accounts: new,
        for_private_mentions: private,
        for_limited_accounts: limited,
        summary: summary(db, viewer)?,
    })
}

/// The same for v1.
pub(crate) fn policy_v1(db: &Connection, viewer: AccountId) -> ApiResult<PolicyV1> {
    let policy = policy(db, viewer)?;
    let held = |decision: &api::PolicyDecision| *decision != api::PolicyDecision::Accept;
    Ok(PolicyV1 {
        filter_not_following: held(&policy.for_not_following),
        filter_not_followers: held(&policy.for_not_followers),
        filter_new_accounts: held(&policy.for_new_accounts),
        filter_private_mentions: held(&policy.for_private_mentions),
        summary: policy.summary,
    })
}

fn summary(db: &Connection, viewer: AccountId) -> ApiResult<api::NotificationPolicySummary> {
    let sql = "SELECT (SELECT count(*) FROM notification_requests WHERE account_id = ?1),
        (SELECT count(*) FROM notifications WHERE account_id = ?1 AND filtered)";
    let counts = db.first(sql, [viewer], |row| {
        Ok(api::NotificationPolicySummary {
            pending_requests_count: row.get(0)?,
            pending_notifications_count: row.get(1)?,
        })
    })?;
    Ok(counts.unwrap_or_default())
}

/// Changes the policy for what comes from now on.
pub(crate) fn set_policy(tx: &Tx<'_>, viewer: AccountId, body: PolicyBody) -> ApiResult<()> {
    tx.run("INSERT INTO notification_policies (account_id) VALUES (?1) ON CONFLICT DO NOTHING", [viewer])?;
    let changes = [
        ("for_not_following", body.for_not_following),
        ("for_not_followers", body.for_not_followers),
        ("for_new_accounts", body.for_new_accounts),
        ("for_private_mentions", body.for_private_mentions),
        ("for_limited_accounts", body.for_limited_accounts),
    ];
    for (column, word) in changes {
        let Some(word) = word else { continue };
        if !matches!(word.as_str(), "accept" | "filter" | "drop") {
            return Err(ApiError::invalid(format!(
                "{column}: This can be accept, filter or drop, not {word}"
            )));
        }
        tx.run(
            &format!("UPDATE notification_policies SET {column} = ?2 WHERE account_id = ?1"),
            params![viewer, word],
        )?;
    }
    Ok(())
}
