//! `/api/v1/tags`, `/api/v1/followed_tags` and `/api/v1/featured_tags`.

use axum::{
    Json, Router,
    extract::State,
    routing::{delete, get, post},
};
use rejoin_api as api;
use rusqlite::{Row, named_params, params};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    auth::scope::{Anything, ReadAccounts, ReadFollows, WriteAccounts, WriteFollows},
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth, Params, Path},
    ids::{AccountId, RowId, TagId},
    paging::{Paged, Paging},
    render::Render,
    state::AppState,
    tags::{self, MAX_FEATURED},
    text::normal_tag,
    time::Millis,
};

/// Most tags that one person follows.
const MAX_FOLLOWED: i64 = 500;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/tags/{name}", get(show))
        .route("/api/v1/tags/{name}/follow", post(follow))
        .route("/api/v1/tags/{name}/unfollow", post(unfollow))
        .route("/api/v1/tags/{name}/feature", post(feature_named))
        .route("/api/v1/tags/{name}/unfeature", post(unfeature_named))
        .route("/api/v1/followed_tags", get(followed))
        .route("/api/v1/featured_tags", get(featured).post(feature))
        .route("/api/v1/featured_tags/suggestions", get(suggestions))
        .route("/api/v1/featured_tags/{id}", delete(unfeature))
        .route("/api/v1/accounts/{id}/featured_tags", get(featured_by))
}

async fn show(
    State(state): State<AppState>,
    viewer: MaybeAuth<Anything>,
    Path(name): Path<String>,
) -> ApiResult<Json<api::Tag>> {
    let found = state.read(viewer.account(), move |render| {
        let name = tags::checked_name(&name)?;
        match tags::find(render.db, name)? {
            Some(id) => render.tag(id),
            None => Ok(render.unused_tag(normal_tag(name))),
        }
    });
    found.await.map(Json)
}

async fn follow(
    State(state): State<AppState>,
    viewer: Auth<WriteFollows>,
    Path(name): Path<String>,
) -> ApiResult<Json<api::Tag>> {
    let account = viewer.account;
    let followed = state.write(move |tx| {
        let tag = tags::find_or_make(tx, tags::checked_name(&name)?)?;
        let row: RowId = tx.next_id();
        tx.run(
            "INSERT INTO tag_follows (id, account_id, tag_id, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![row, account, tag, tx.now],
        )?;
        let count: i64 =
            tx.value("SELECT count(*) FROM tag_follows WHERE account_id = ?1", [account])?.unwrap_or_default();
        if count > MAX_FOLLOWED {
            return Err(ApiError::invalid(format!("You follow {MAX_FOLLOWED} hashtags, and more there cannot be")));
        }
        Render::within(tx, account).tag(tag)
    });
    followed.await.map(Json)
}

async fn unfollow(
    State(state): State<AppState>,
    viewer: Auth<WriteFollows>,
    Path(name): Path<String>,
) -> ApiResult<Json<api::Tag>> {
    let account = viewer.account;
    let unfollowed = state.write(move |tx| {
        let name = tags::checked_name(&name)?;
        let Some(tag) = tags::find(tx, name)? else {
            return Ok(Render::within(tx, account).unused_tag(normal_tag(name)));
        };
        tx.run("DELETE FROM tag_follows WHERE account_id = ?1 AND tag_id = ?2", params![account, tag])?;
        Render::within(tx, account).tag(tag)
    });
    unfollowed.await.map(Json)
}

async fn followed(
    State(state): State<AppState>,
    viewer: Auth<ReadFollows>,
    paging: Paging,
) -> ApiResult<Paged<Vec<api::Tag>>> {
    let page = paging.page(100, 200);
    let found = state.read(Some(viewer.account), move |render| {
        let sql = "SELECT f.id, f.tag_id FROM tag_follows f WHERE f.account_id = :viewer";
        let params = named_params! { ":viewer": render.viewer };
        let rows: Vec<(RowId, TagId)> =
            page.rows(render.db, sql, "f.id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let ids: Vec<TagId> = rows.iter().map(|row| row.1).collect();
        Ok(Paged(page.links(rows.iter().map(|row| row.0)), render.tags(&ids)?))
    });
    found.await
}

/// A tag on someone's profile, with how often they used it where everyone can see.
const FEATURED: &str = "SELECT t.id, t.name, count(s.id), max(s.created_at)
    FROM featured_tags f JOIN tags t ON t.id = f.tag_id JOIN accounts a ON a.id = f.account_id
    LEFT JOIN status_tags st ON st.tag_id = t.id
    LEFT JOIN statuses s ON s.id = st.status_id AND s.account_id = f.account_id AND s.visibility < 2
    WHERE f.account_id = :account AND a.disabled_at IS NULL";

fn read_featured(render: &Render<'_>, row: &Row<'_>) -> rusqlite::Result<api::FeaturedTag> {
    let (id, name): (TagId, String) = (row.get(0)?, row.get(1)?);
    Ok(api::FeaturedTag {
        id: id.into(),
        url: render.site.tag(&name),
        name,
        statuses_count: row.get(2)?,
        last_status_at: row.get::<_, Option<Millis>>(3)?.map(|time| api::Date::of(time.into())),
    })
}

fn all_featured(render: &Render<'_>, account: AccountId) -> ApiResult<Vec<api::FeaturedTag>> {
    let sql = format!("{FEATURED} GROUP BY t.id ORDER BY count(s.id) DESC, f.id");
    Ok(render.db.all(&sql, named_params! { ":account": account }, |row| read_featured(render, row))?)
}

async fn featured(
    State(state): State<AppState>,
    viewer: Auth<ReadAccounts>,
) -> ApiResult<Json<Vec<api::FeaturedTag>>> {
    let account = viewer.account;
    state.read(Some(account), move |render| all_featured(render, account)).await.map(Json)
}

async fn featured_by(
    State(state): State<AppState>,
    viewer: MaybeAuth<Anything>,
    Path(id): Path<AccountId>,
) -> ApiResult<Json<Vec<api::FeaturedTag>>> {
    let found = state.read(viewer.account(), move |render| {
        if !render.db.any("SELECT 1 FROM accounts WHERE id = ?1", [id])? {
            return Err(ApiError::NotFound);
        }
        all_featured(render, id)
    });
    found.await.map(Json)
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

async fn feature(
    State(state): State<AppState>,
    viewer: Auth<WriteAccounts>,
    body: Params<Named>,
) -> ApiResult<Json<api::FeaturedTag>> {
    let account = viewer.account;
    let featured = state.write(move |tx| {
        let tag = put_on_profile(tx, account, &body.value.name)?;
        let render = Render::within(tx, account);
        let sql = format!("{FEATURED} AND t.id = :tag GROUP BY t.id");
        let params = named_params! { ":account": account, ":tag": tag };
        tx.first(&sql, params, |row| read_featured(&render, row))?.ok_or(ApiError::NotFound)
    });
    featured.await.map(Json)
}

async fn feature_named(
    State(state): State<AppState>,
    viewer: Auth<WriteAccounts>,
    Path(name): Path<String>,
) -> ApiResult<Json<api::Tag>> {
    let account = viewer.account;
    let featured = state.write(move |tx| {
        let tag = put_on_profile(tx, account, &name)?;
        Render::within(tx, account).tag(tag)
    });
    featured.await.map(Json)
}

fn put_on_profile(tx: &Tx<'_>, account: AccountId, name: &str) -> ApiResult<TagId> {
    let tag = tags::find_or_make(tx, tags::checked_name(name)?)?;
    let row: RowId = tx.next_id();
    tx.run(
        "INSERT INTO featured_tags (id, account_id, tag_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![row, account, tag],
    )?;
    let count: i64 =
        tx.value("SELECT count(*) FROM featured_tags WHERE account_id = ?1", [account])?.unwrap_or_default();
    if count > MAX_FEATURED {
        return Err(ApiError::invalid(format!("A profile features at most {MAX_FEATURED} hashtags")));
    }
    Ok(tag)
}

async fn unfeature(
    State(state): State<AppState>,
    viewer: Auth<WriteAccounts>,
    Path(id): Path<TagId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    let removed = state.write(move |tx| {
        let sql = "DELETE FROM featured_tags WHERE tag_id = ?1 AND account_id = ?2";
        if tx.run(sql, params![id, account])? == 0 { Err(ApiError::NotFound) } else { Ok(()) }
    });
    removed.await?;
    Ok(Json(json!({})))
}

async fn unfeature_named(
    State(state): State<AppState>,
    viewer: Auth<WriteAccounts>,
    Path(name): Path<String>,
) -> ApiResult<Json<api::Tag>> {
    let account = viewer.account;
    let removed = state.write(move |tx| {
        let tag = tags::find(tx, tags::checked_name(&name)?)?.ok_or(ApiError::NotFound)?;
        tx.run("DELETE FROM featured_tags WHERE tag_id = ?1 AND account_id = ?2", params![tag, account])?;
        Render::within(tx, account).tag(tag)
    });
    removed.await.map(Json)
}

/// The tags that one uses most and does not feature yet.
async fn suggestions(
    State(state): State<AppState>,
    viewer: Auth<ReadAccounts>,
) -> ApiResult<Json<Vec<api::Tag>>> {
    let account = viewer.account;
    let found = state.read(Some(account), move |render| {
        let sql = "SELECT st.tag_id FROM status_tags st JOIN statuses s ON s.id = st.status_id
            WHERE s.account_id = :account AND s.visibility < 2
              AND st.tag_id NOT IN (SELECT f.tag_id FROM featured_tags f WHERE f.account_id = :account)
            GROUP BY st.tag_id ORDER BY count(*) DESC, max(s.id) DESC LIMIT 10";
        let ids: Vec<TagId> = render.db.column(sql, named_params! { ":account": account })?;
        render.tags(&ids)
    });
    found.await.map(Json)
}
