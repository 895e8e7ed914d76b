//! Notifications as v1 shows them.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::{Row, named_params};

use super::select::Selection;
use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    ids::{AccountId, NotificationId, StatusId},
    paging::{Page, Paged},
    render::Render,
    time::Millis,
};

/// A row of `notifications`.
#[derive(Debug, Clone)]
pub(crate) struct NotificationRow {
    pub(super) id: NotificationId,
    pub(super) from: AccountId,
    pub(super) kind: String,
    pub(super) status: Option<StatusId>,
    pub(super) group_key: String,
    pub(super) created_at: Millis,
}

impl NotificationRow {
    pub(super) const COLUMNS: &'static str =
        "n.id, n.from_id, n.type, n.status_id, n.group_key, n.created_at";

    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            from: row.get(1)?,
            kind: row.get(2)?,
            status: row.get(3)?,
            group_key: row.get(4)?,
            created_at: row.get(5)?,
        })
    }
}

/// A page of them, newest first.
pub(crate) fn notifications(
    render: &Render<'_>,
    selection: &Selection,
    page: &Page,
) -> ApiResult<Paged<Vec<api::Notification>>> {
    let sql = format!(
        "SELECT {} FROM notifications n WHERE {}",
        NotificationRow::COLUMNS,
        Selection::condition("n")
    );
    let rows = page.rows(render.db, &sql, "n.id", &selection.params(), NotificationRow::read)?;
    let links = page.links(rows.iter().map(|row| row.id));
    Ok(Paged(links, entities(render, rows)?))
}

/// One, also one that the policy held back.
pub(crate) fn notification(
    render: &Render<'_>,
    viewer: AccountId,
    id: NotificationId,
) -> ApiResult<api::Notification> {
    let sql = format!(
        "SELECT {} FROM notifications n WHERE {} AND n.id = :id",
        NotificationRow::COLUMNS,
        Selection::condition("n")
    );
    let selection = Selection::any(viewer);
    let mut params = selection.params();
    params.extend_from_slice(named_params! { ":id": id });
    let row = render.db.first(&sql, params.as_slice(), NotificationRow::read)?.ok_or(ApiError::NotFound)?;
    entities(render, vec![row])?.pop().ok_or(ApiError::NotFound)
}

fn entities(render: &Render<'_>, rows: Vec<NotificationRow>) -> ApiResult<Vec<api::Notification>> {
    let accounts = render.account_map(&rows.iter().map(|row| row.from).collect::<Vec<_>>())?;
    let statuses = status_map(render, rows.iter().filter_map(|row| row.status))?;
    let entity = |row: NotificationRow| {
        Some(api::Notification {
            id: row.id.into(),
            kind: row.kind.as_str().into(),
            group_key: Some(row.group_key),
            created_at: row.created_at.into(),
            account: accounts.get(&row.from)?.clone(),
            status: row.status.and_then(|id| statuses.get(&id.into())).cloned().map(Box::new),
            ..api::Notification::default()
        })
    };
    Ok(rows.into_iter().filter_map(entity).collect())
}

/// Statuses by id, each rendered once.
pub(super) fn status_map(
    render: &Render<'_>,
    ids: impl Iterator<Item = StatusId>,
) -> ApiResult<HashMap<api::StatusId, api::Status>> {
    let mut ids: Vec<StatusId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(render.statuses(&ids)?.into_iter().map(|status| (status.id.clone(), status)).collect())
}
