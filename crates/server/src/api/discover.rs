//! Finding people to follow: `/api/v2/suggestions` and `/api/v1/directory`.

use axum::{
    Json, Router,
    extract::State,
    routing::{delete, get},
};
use rejoin_api as api;
use rusqlite::{named_params, params};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    accounts::lookup::person,
    auth::scope::{Anything, ReadAccounts, WriteAccounts},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth, Params, Path},
    ids::AccountId,
    paging::{Page, Paging},
    render::Render,
    state::AppState,
    visibility::{unblocked, unmuted},
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v2/suggestions", get(suggestions))
        .route("/api/v1/suggestions", get(suggestions_v1))
        .route("/api/v1/suggestions/{id}", delete(dismiss))
        .route("/api/v1/directory", get(directory))
}

/// People whom one does not follow: first those whom many of those that one follows follow, then those whom many do.
fn suggested(render: &Render<'_>, page: &Page) -> ApiResult<Vec<(AccountId, bool)>> {
    let sql = format!(
        "WITH candidates AS (
           SELECT a.id, a.followers_count, a.last_status_at,
             (SELECT count(*) FROM follows mine JOIN follows theirs ON theirs.account_id = mine.target_id
               WHERE mine.account_id = :viewer AND theirs.target_id = a.id) AS friends
           FROM accounts a
           WHERE a.id <> :viewer AND a.discoverable AND a.disabled_at IS NULL AND a.statuses_count > 0
             AND NOT EXISTS (SELECT 1 FROM follows f WHERE f.account_id = :viewer AND f.target_id = a.id)
             AND NOT EXISTS (SELECT 1 FROM follow_requests f WHERE f.account_id = :viewer AND f.target_id = a.id)
             AND NOT EXISTS (SELECT 1 FROM suggestion_dismissals d WHERE d.account_id = :viewer AND d.target_id = a.id)
             AND {} AND {})
         SELECT id, friends > 0 FROM candidates
         ORDER BY friends DESC, followers_count DESC, last_status_at DESC LIMIT :limit OFFSET :offset",
        unblocked("a.id", ":viewer"),
        unmuted("a.id", ":viewer")
    );
    let params = named_params! { ":viewer": render.viewer, ":limit": page.limit, ":offset": page.offset };
    Ok(render.db.all(&sql, params, |row| Ok((row.get(0)?, row.get(1)?)))?)
}

async fn suggestions(
    State(state): State<AppState>,
    viewer: Auth<ReadAccounts>,
    paging: Paging,
) -> ApiResult<Json<Vec<api::Suggestion>>> {
    let page = paging.page(40, 80);
    let found = state.read(Some(viewer.account), move |render| {
        let people = suggested(render, &page)?;
        let accounts = render.accounts(&people.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
        let entity = |(account, (_, friends)): (api::Account, (AccountId, bool))| {
            let source = if friends { "friends_of_friends" } else { "most_followed" };
            api::Suggestion {
                source: if friends { "past_interactions" } else { "global" }.to_owned(),
                sources: vec![source.to_owned()],
                account,
            }
        };
        Ok(accounts.into_iter().zip(people).map(entity).collect())
    });
    found.await.map(Json)
}

async fn suggestions_v1(
    State(state): State<AppState>,
    viewer: Auth<ReadAccounts>,
    paging: Paging,
) -> ApiResult<Json<Vec<api::Account>>> {
    let page = paging.page(40, 80);
    let found = state.read(Some(viewer.account), move |render| {
        let people = suggested(render, &page)?;
        render.accounts(&people.into_iter().map(|(id, _)| id).collect::<Vec<_>>())
    });
    found.await.map(Json)
}

/// Does not suggest someone again.
async fn dismiss(
    State(state): State<AppState>,
    viewer: Auth<WriteAccounts>,
    Path(id): Path<AccountId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let dismissed = state.write(move |tx| {
        person(tx, id)?;
        tx.run(
            "INSERT INTO suggestion_dismissals (account_id, target_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![account, id],
        )?;
        Ok(())
    });
    dismissed.await?;
    Ok(Json(json!({})))
}

#[derive(Debug, Deserialize)]
struct Order {
    order: Option<String>,
}

/// Everyone who wants to be found, the latest to post or to come first.
async fn directory(
    State(state): State<AppState>,
    viewer: MaybeAuth<Anything>,
    paging: Paging,
    body: Params<Order>,
) -> ApiResult<Json<Vec<api::Account>>> {
    let page = paging.page(40, 80);
    let order = match body.value.order.as_deref() {
        None | Some("" | "active") => "a.last_status_at IS NULL, a.last_status_at DESC, a.id DESC",
        Some("new") => "a.id DESC",
        Some(other) => return Err(ApiError::bad(format!("order can be active or new, not {other}"))),
    };
    let found = state.read(viewer.account(), move |render| {
        let sql = format!(
            "SELECT a.id FROM accounts a WHERE a.discoverable AND a.disabled_at IS NULL AND {} AND {}
             ORDER BY {order} LIMIT :limit OFFSET :offset",
            unblocked("a.id", ":viewer"),
            unmuted("a.id", ":viewer")
        );
        let params = named_params! { ":viewer": render.viewer, ":limit": page.limit, ":offset": page.offset };
        let ids: Vec<AccountId> = render.db.all(&sql, params, |row| row.get(0))?;
        render.accounts(&ids)
    });
    found.await.map(Json)
}
