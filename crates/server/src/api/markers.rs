//! `/api/v1/markers`: how far someone has read, the same on all their devices.

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;
use rusqlite::{Connection, named_params, params};
use serde::Deserialize;

use crate::{
    auth::scope::{ReadStatuses, WriteStatuses},
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    extract::{Auth, Params},
    ids::{AccountId, StatusId},
    state::AppState,
    time::Millis,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/markers", get(show).post(set))
}

#[derive(Debug, Deserialize)]
struct Timelines {
    #[serde(default)]
    timeline: Vec<String>,
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadStatuses>,
    body: Params<Timelines>,
) -> ApiResult<Json<api::Markers>> {
    let account = viewer.account;
    let found = state.db.read(move |db| {
        let asked = |name: &str| body.value.timeline.iter().any(|timeline| timeline == name);
        Ok(api::Markers {
            home: if asked("home") { marker(db, account, "home")? } else { None },
            notifications: if asked("notifications") { marker(db, account, "notifications")? } else { None },
        })
    });
    found.await.map(Json)
}

fn marker(db: &Connection, account: AccountId, timeline: &str) -> ApiResult<Option<api::Marker>> {
    let sql = "SELECT last_read_id, version, updated_at FROM markers
        WHERE account_id = :account AND timeline = :timeline";
    Ok(db.first(sql, named_params! { ":account": account, ":timeline": timeline }, |row| {
        let (id, updated_at): (String, Millis) = (row.get(0)?, row.get(2)?);
        Ok(api::Marker { last_read_id: id.into(), version: row.get(1)?, updated_at: updated_at.into() })
    })?)
}

#[derive(Debug, Deserialize)]
struct Positions {
    home: Option<Position>,
    notifications: Option<Position>,
}

#[derive(Debug, Deserialize)]
struct Position {
    /// Any id of this server: of a status or of a notification.
    last_read_id: StatusId,
    /// The version that the client knows. Who moves a marker that has moved on since is told so.
    version: Option<u64>,
}

async fn set(
    State(state): State<AppState>,
    viewer: Auth<WriteStatuses>,
    body: Params<Positions>,
) -> ApiResult<Json<api::Markers>> {
    let account = viewer.account;
    let moved = state.write(move |tx| {
        Ok(api::Markers {
            home: body.value.home.map(|position| put(tx, account, "home", &position)).transpose()?.flatten(),
            notifications: body
                .value
                .notifications
                .map(|position| put(tx, account, "notifications", &position))
                .transpose()?
                .flatten(),
        })
    });
    moved.await.map(Json)
}

fn put(
    tx: &Tx<'_>,
    account: AccountId,
    timeline: &str,
    position: &Position,
) -> ApiResult<Option<api::Marker>> {
    let present = marker(tx, account, timeline)?.map_or(0, |marker| marker.version);
    if position.version.is_some_and(|known| known != present) {
        return Err(ApiError::Conflict("The marker was moved by another device; read it again".to_owned()));
    }
    tx.run(
        "INSERT INTO markers (account_id, timeline, last_read_id, updated_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (account_id, timeline) DO UPDATE SET
           last_read_id = excluded.last_read_id, version = version + 1, updated_at = excluded.updated_at",
        params![account, timeline, position.last_read_id.to_string(), tx.now],
    )?;
    marker(tx, account, timeline)
}
