//! `/api/v1/lists`: people put together, with a timeline of their own ([`super::timelines`]).

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;
use rusqlite::{Connection, Row, named_params, params};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    auth::scope::{ReadLists, WriteLists},
    db::{Query, Tx, json_ids},
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Path},
    ids::{AccountId, ListId, RowId},
    paging::{Paged, Paging},
    state::AppState,
};

/// Most lists of one person, characters of a title, and members named in one request.
const MAX_LISTS: i64 = 200;
const MAX_TITLE: usize = 256;
const MAX_AT_ONCE: usize = 500;
/// Members on a page: usually, and at most.
const PAGE: (u32, u32) = (40, 80);
/// Members of a list that asks for all of them at once (`limit=0`).
const ALL: u32 = 10_000;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/lists", get(index).post(create))
        .route("/api/v1/lists/{id}", get(show).put(update).delete(remove))
        .route("/api/v1/lists/{id}/accounts", get(members).post(add).delete(take_out))
}

const SELECT: &str =
    "SELECT l.id, l.title, l.replies_policy, l.exclusive FROM lists l WHERE l.account_id = :viewer";

fn read_list(row: &Row<'_>) -> rusqlite::Result<api::List> {
    let (id, policy): (ListId, String) = (row.get(0)?, row.get(2)?);
    Ok(api::List {
        id: id.into(),
        title: row.get(1)?,
        replies_policy: policy.as_str().into(),
        exclusive: row.get(3)?,
    })
}

fn find(db: &Connection, viewer: AccountId, id: ListId) -> ApiResult<api::List> {
    let params = named_params! { ":viewer": viewer, ":id": id };
    db.first(&format!("{SELECT} AND l.id = :id"), params, read_list)?.ok_or(ApiError::NotFound)
}

async fn index(State(state): State<AppState>, viewer: Auth<ReadLists>) -> ApiResult<Json<Vec<api::List>>> {
    let account = viewer.account;
    let found = state.db.read(move |db| {
        let sql = format!("{SELECT} ORDER BY l.title COLLATE NOCASE, l.id");
        Ok(db.all(&sql, named_params! { ":viewer": account }, read_list)?)
    });
    found.await.map(Json)
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadLists>,
    Path(id): Path<ListId>,
) -> ApiResult<Json<api::List>> {
    let account = viewer.account;
    state.db.read(move |db| find(db, account, id)).await.map(Json)
}

#[derive(Debug, Deserialize)]
struct ListBody {
    title: Option<String>,
    replies_policy: Option<String>,
    exclusive: Option<bool>,
}

async fn create(
    State(state): State<AppState>,
    viewer: Auth<WriteLists>,
    body: Params<ListBody>,
) -> ApiResult<Json<api::List>> {
    let account = viewer.account;
    let made = state.write(move |tx| {
        let count: i64 =
            tx.value("SELECT count(*) FROM lists WHERE account_id = ?1", [account])?.unwrap_or_default();
        if count >= MAX_LISTS {
            return Err(ApiError::invalid(format!("You have {MAX_LISTS} lists, and more there cannot be")));
        }
        let id: ListId = tx.next_id();
        let title = title(body.value.title.as_deref().unwrap_or_default())?.to_owned();
        tx.run("INSERT INTO lists (id, account_id, title) VALUES (?1, ?2, ?3)", params![id, account, title])?;
        apply(tx, id, &body.value)?;
        find(tx, account, id)
    });
    made.await.map(Json)
}

async fn update(
    State(state): State<AppState>,
    viewer: Auth<WriteLists>,
    Path(id): Path<ListId>,
    body: Params<ListBody>,
) -> ApiResult<Json<api::List>> {
    let account = viewer.account;
    let updated = state.write(move |tx| {
        find(tx, account, id)?;
        apply(tx, id, &body.value)?;
        find(tx, account, id)
    });
    updated.await.map(Json)
}

/// Sets what the request names.
fn apply(tx: &Tx<'_>, id: ListId, body: &ListBody) -> ApiResult<()> {
    if let Some(text) = &body.title {
        tx.run("UPDATE lists SET title = ?2 WHERE id = ?1", params![id, title(text)?])?;
    }
    if let Some(policy) = body.replies_policy.as_deref().filter(|policy| !policy.is_empty()) {
        if !matches!(policy, "followed" | "list" | "none") {
            return Err(ApiError::invalid(format!(
                "replies_policy: This can be followed, list or none, not {policy}"
            )));
        }
        tx.run("UPDATE lists SET replies_policy = ?2 WHERE id = ?1", params![id, policy])?;
    }
    if let Some(exclusive) = body.exclusive {
        tx.run("UPDATE lists SET exclusive = ?2 WHERE id = ?1", params![id, exclusive])?;
    }
    Ok(())
}

fn title(text: &str) -> ApiResult<&str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ApiError::invalid("Validation failed: Title can't be blank"));
    }
    if text.chars().count() > MAX_TITLE {
        return Err(ApiError::invalid(format!(
            "Validation failed: Title is longer than {MAX_TITLE} characters"
        )));
    }
    Ok(text)
}

async fn remove(
    State(state): State<AppState>,
    viewer: Auth<WriteLists>,
    Path(id): Path<ListId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let removed = state.write(move |tx| {
        let removed = tx.run("DELETE FROM lists WHERE id = ?1 AND account_id = ?2", params![id, account])?;
        if removed == 0 { Err(ApiError::NotFound) } else { Ok(()) }
    });
    removed.await?;
    Ok(Json(json!({})))
}

#[derive(Debug, Deserialize)]
struct Limit {
    limit: Option<u32>,
}

async fn members(
    State(state): State<AppState>,
    viewer: Auth<ReadLists>,
    Path(id): Path<ListId>,
    paging: Paging,
    limit: Params<Limit>,
) -> ApiResult<Paged<Vec<api::Account>>> {
    let account = viewer.account;
    let mut page = paging.page(PAGE.0, PAGE.1);
    if limit.value.limit == Some(0) {
        page.limit = ALL;
    }
    let found = state.read(Some(account), move |render| {
        find(render.db, account, id)?;
        let sql = "SELECT m.id, m.account_id FROM list_accounts m JOIN accounts a ON a.id = m.account_id
            WHERE m.list_id = :list AND a.disabled_at IS NULL";
        let rows: Vec<(RowId, AccountId)> =
            page.rows(render.db, sql, "m.id", named_params! { ":list": id }, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let people: Vec<AccountId> = rows.iter().map(|row| row.1).collect();
        Ok(Paged(page.links(rows.iter().map(|row| row.0)), render.accounts(&people)?))
    });
    found.await
}

#[derive(Debug, Deserialize)]
struct Members {
    #[serde(default)]
    account_ids: Vec<AccountId>,
}

impl Members {
    fn checked(self) -> ApiResult<Vec<AccountId>> {
        match self.account_ids.len() {
            0 => Err(ApiError::invalid("account_ids: Say whom")),
            1..=MAX_AT_ONCE => Ok(self.account_ids),
            _ => Err(ApiError::invalid(format!("account_ids: Name at most {MAX_AT_ONCE} at once"))),
        }
    }
}

/// Puts people in whom one follows, or oneself; who is in already stays in.
async fn add(
    State(state): State<AppState>,
    viewer: Auth<WriteLists>,
    Path(id): Path<ListId>,
    body: Params<Members>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let members = body.value.checked()?;
    let added = state.write(move |tx| {
        find(tx, account, id)?;
        for member in members {
            let known = tx.any(
                "SELECT 1 FROM accounts a WHERE a.id = ?2 AND a.disabled_at IS NULL AND (a.id = ?1
                   OR EXISTS (SELECT 1 FROM follows f WHERE f.account_id = ?1 AND f.target_id = ?2)
                   OR EXISTS (SELECT 1 FROM follow_requests f WHERE f.account_id = ?1 AND f.target_id = ?2))",
                params![account, member],
            )?;
            if !known {
                return Err(not_followed());
            }
            let row: RowId = tx.next_id();
            tx.run(
                "INSERT INTO list_accounts (id, list_id, account_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                params![row, id, member],
            )?;
        }
        Ok(())
    });
    added.await?;
    Ok(Json(json!({})))
}

fn not_followed() -> ApiError {
    let words = "Only people whom you follow can be put in a list";
    ApiError::Other(axum::http::StatusCode::NOT_FOUND, words.to_owned())
}

async fn take_out(
    State(state): State<AppState>,
    viewer: Auth<WriteLists>,
    Path(id): Path<ListId>,
    body: Params<Members>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let members = json_ids(body.value.checked()?);
    let taken = state.write(move |tx| {
        find(tx, account, id)?;
        tx.run(
            "DELETE FROM list_accounts WHERE list_id = ?1 AND account_id IN (SELECT value FROM json_each(?2))",
            params![id, members],
        )?;
        Ok(())
    });
    taken.await?;
    Ok(Json(json!({})))
}
