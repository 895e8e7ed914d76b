//! Which notifications someone sees.

use std::fmt;

use rusqlite::{Connection, ToSql, named_params, params, types::ToSqlOutput};
use serde::Deserialize;

use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::{AccountId, NotificationId},
    visibility::{NOW, may_see, unblocked},
};

/// What a request says about the notifications that it wants.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct SelectionBody {
    #[serde(default)]
    pub(crate) types: Vec<String>,
    #[serde(default)]
    pub(crate) exclude_types: Vec<String>,
    pub(crate) account_id: Option<AccountId>,
    #[serde(default)]
    pub(crate) include_filtered: bool,
    pub(crate) limit: Option<i64>,
    /// v2: types that may be grouped.
    pub(crate) grouped_types: Option<Vec<String>>,
    /// v2: `full` or `partial_avatars`.
    pub(crate) expand_accounts: Option<String>,
}

/// Notifications of one person, narrowed down.
#[derive(Debug)]
pub(crate) struct Selection {
    pub(crate) viewer: AccountId,
    from: Option<AccountId>,
    /// JSON arrays; NULL narrows nothing.
    types: Option<String>,
    excluded: Option<String>,
    include_filtered: bool,
}

impl Selection {
    /// All that `viewer` is shown.
    pub(crate) fn all(viewer: AccountId) -> Self {
        Self { viewer, from: None, types: None, excluded: None, include_filtered: false }
    }

    /// All of `viewer`, held back or not: for what is asked for by its id.
    pub(crate) fn any(viewer: AccountId) -> Self {
        Self { include_filtered: true, ..Self::all(viewer) }
    }

    /// What a request asks for.
    pub(crate) fn of(viewer: AccountId, body: &SelectionBody) -> ApiResult<Self> {
        let list = |words: &[String]| match words {
            [] => Ok(None),
            words => serde_json::to_string(words).map(Some),
        };
        Ok(Self {
            viewer,
            from: body.account_id,
            types: list(&body.types)?,
            excluded: list(&body.exclude_types)?,
            include_filtered: body.include_filtered,
        })
    }

    /// The condition on a row of `notifications` with this alias. It uses all of [`Self::params`].
    pub(super) fn condition(alias: &str) -> String {
        format!(
            "({alias}.account_id = :viewer
              AND ({alias}.filtered = 0 OR :include_filtered)
              AND (:from IS NULL OR {alias}.from_id = :from)
              AND (:types IS NULL OR {alias}.type IN (SELECT value FROM json_each(:types)))
              AND (:excluded IS NULL OR {alias}.type NOT IN (SELECT value FROM json_each(:excluded)))
              AND EXISTS (SELECT 1 FROM accounts na WHERE na.id = {alias}.from_id AND na.disabled_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM mutes nm WHERE nm.account_id = :viewer AND nm.target_id = {alias}.from_id
                AND nm.hide_notifications AND (nm.expires_at IS NULL OR nm.expires_at > {NOW}))
              AND {}
              AND ({alias}.status_id IS NULL OR EXISTS (
                SELECT 1 FROM statuses ns WHERE ns.id = {alias}.status_id AND {})))",
            unblocked(&format!("{alias}.from_id"), ":viewer"),
            may_see("ns", ":viewer")
        )
    }

    pub(super) fn params(&self) -> Vec<(&str, &dyn ToSql)> {
        vec![
            (":viewer", &self.viewer),
            (":from", &self.from),
            (":types", &self.types),
            (":excluded", &self.excluded),
            (":include_filtered", &self.include_filtered),
        ]
    }
}

/// The id up to which someone has read, from their marker; 0 before the first.
pub(super) const READ_UP_TO: &str = "coalesce((SELECT CAST(mk.last_read_id AS INTEGER) FROM markers mk
    WHERE mk.account_id = :viewer AND mk.timeline = 'notifications'), 0)";

/// How many came after the marker, counting to `limit`.
pub(crate) fn unread(db: &Connection, selection: &Selection, limit: i64) -> ApiResult<u64> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM notifications n WHERE {} AND n.id > {READ_UP_TO} LIMIT :limit)",
        Selection::condition("n")
    );
    let mut params = selection.params();
    params.push((":limit", &limit));
    Ok(db.value(&sql, params.as_slice())?.unwrap_or_default())
}

/// Removes one.
pub(crate) fn dismiss(tx: &Tx<'_>, viewer: AccountId, id: NotificationId) -> ApiResult<()> {
    let sql = "DELETE FROM notifications WHERE id = ?1 AND account_id = ?2";
    if tx.run(sql, params![id, viewer])? == 0 { Err(ApiError::NotFound) } else { Ok(()) }
}

/// Removes a group. Nothing is left to complain about if there was none.
pub(crate) fn dismiss_group(tx: &Tx<'_>, viewer: AccountId, key: &GroupKey) -> ApiResult<()> {
    let sql = format!("DELETE FROM notifications AS n WHERE n.account_id = :viewer AND {}", key.condition());
    tx.run(&sql, named_params! { ":viewer": viewer, ":key": key })?;
    Ok(())
}

/// How a group is asked for. Any notification can be one of its own, since clients choose the types that they see
/// grouped.
#[derive(Debug)]
pub(crate) enum GroupKey {
    Alone(NotificationId),
    Together(String),
}

impl GroupKey {
    pub(crate) fn parse(key: &str) -> Self {
        match key.strip_prefix("ungrouped-").map(str::parse) {
            Some(Ok(id)) => Self::Alone(id),
            _ => Self::Together(key.to_owned()),
        }
    }

    /// The condition on `notifications n`, with the key as `:key`.
    pub(super) fn condition(&self) -> &'static str {
        match self {
            Self::Alone(_) => "n.id = :key",
            Self::Together(_) => "n.group_key = :key",
        }
    }
}

impl ToSql for GroupKey {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Alone(id) => id.to_sql(),
            Self::Together(key) => key.to_sql(),
        }
    }
}

impl fmt::Display for GroupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alone(id) => write!(f, "ungrouped-{id}"),
            Self::Together(key) => f.write_str(key),
        }
    }
}

/// Removes all, with what was held back.
pub(crate) fn clear(tx: &Tx<'_>, viewer: AccountId) -> ApiResult<()> {
    tx.run("DELETE FROM notifications WHERE account_id = ?1", [viewer])?;
    tx.run("DELETE FROM notification_requests WHERE account_id = ?1", [viewer])?;
    Ok(())
}
