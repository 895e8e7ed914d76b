//! People whose notifications the policy held back, and what to do about them.

use rejoin_api as api;
use rusqlite::{Row, named_params, params};

use super::entity::status_map;
use crate::{
    db::{Query, Tx, json_ids},
    error::{ApiError, ApiResult},
    events::Event,
    ids::{AccountId, NotificationRequestId, StatusId},
    paging::{Page, Paged},
    render::Render,
    time::Millis,
    visibility::{may_see, unblocked},
};

struct RequestRow {
    id: NotificationRequestId,
    from: AccountId,
    last_status: Option<StatusId>,
    created_at: Millis,
    updated_at: Millis,
    count: u64,
}

impl RequestRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            from: row.get(1)?,
            last_status: row.get(2)?,
            created_at: row.get(3)?,
            updated_at: row.get(4)?,
            count: row.get(5)?,
        })
    }
}

fn select() -> String {
    format!(
        "SELECT q.id, q.from_id,
           (SELECT s.id FROM statuses s WHERE s.id = q.last_status_id AND {}), q.created_at, q.updated_at,
           (SELECT count(*) FROM notifications n
             WHERE n.account_id = q.account_id AND n.from_id = q.from_id AND n.filtered)
         FROM notification_requests q
         WHERE q.account_id = :viewer AND {}
           AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = q.from_id AND a.disabled_at IS NULL)",
        may_see("s", ":viewer"),
        unblocked("q.from_id", ":viewer")
    )
}

/// A page of requests, newest first.
pub(crate) fn request_page(
    render: &Render<'_>,
    viewer: AccountId,
    page: &Page,
) -> ApiResult<Paged<Vec<api::NotificationRequest>>> {
    let params = named_params! { ":viewer": viewer };
    let rows = page.rows(render.db, &select(), "q.id", params, RequestRow::read)?;
    let links = page.links(rows.iter().map(|row| row.id));
    Ok(Paged(links, entities(render, rows)?))
}

/// One request.
pub(crate) fn request(
    render: &Render<'_>,
    viewer: AccountId,
    id: NotificationRequestId,
) -> ApiResult<api::NotificationRequest> {
    let params = named_params! { ":viewer": viewer, ":id": id };
    let row = render.db.first(&format!("{} AND q.id = :id", select()), params, RequestRow::read)?;
    entities(render, row.into_iter().collect())?.pop().ok_or(ApiError::NotFound)
}

fn entities(render: &Render<'_>, rows: Vec<RequestRow>) -> ApiResult<Vec<api::NotificationRequest>> {
    let accounts = render.account_map(&rows.iter().map(|row| row.from).collect::<Vec<_>>())?;
    let statuses = status_map(render, rows.iter().filter_map(|row| row.last_status))?;
    let entity = |row: RequestRow| {
        Some(api::NotificationRequest {
            id: row.id.into(),
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
            notifications_count: row.count,
            account: accounts.get(&row.from)?.clone(),
            last_status: row.last_status.and_then(|id| statuses.get(&id.into())).cloned().map(Box::new),
        })
    };
    Ok(rows.into_iter().filter_map(entity).collect())
}

/// Lets through what these people did, and will do. False if there is none of these requests.
pub(crate) fn accept(tx: &mut Tx<'_>, viewer: AccountId, ids: &[NotificationRequestId]) -> ApiResult<bool> {
    let people = take(tx, viewer, ids)?;
    for from in &people {
        tx.run(
            "INSERT INTO notification_permissions (account_id, from_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![viewer, from],
        )?;
        tx.run(
            "UPDATE notifications SET filtered = 0 WHERE account_id = ?1 AND from_id = ?2 AND filtered",
            params![viewer, from],
        )?;
    }
    if !people.is_empty() {
        tx.emit(Event::NotificationsMerged { account: viewer });
    }
    Ok(!people.is_empty())
}

/// Forgets what these people did so far. False if there is none of these requests.
pub(crate) fn dismiss_requests(
    tx: &Tx<'_>,
    viewer: AccountId,
    ids: &[NotificationRequestId],
) -> ApiResult<bool> {
    let people = take(tx, viewer, ids)?;
    for from in &people {
        tx.run(
            "DELETE FROM notifications WHERE account_id = ?1 AND from_id = ?2 AND filtered",
            params![viewer, from],
        )?;
    }
    Ok(!people.is_empty())
}

/// Takes requests off the list and says whose they were.
fn take(tx: &Tx<'_>, viewer: AccountId, ids: &[NotificationRequestId]) -> ApiResult<Vec<AccountId>> {
    let sql = "DELETE FROM notification_requests WHERE account_id = ?1
        AND id IN (SELECT value FROM json_each(?2)) RETURNING from_id";
    Ok(tx.column(sql, params![viewer, json_ids(ids.iter().copied())])?)
}
