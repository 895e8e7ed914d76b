//! Lists of people: followers, following, whom one blocks and mutes.

use axum::{Json, extract::State};
use rejoin_api as api;
use rusqlite::{ToSql, named_params};
use serde::Deserialize;

use crate::{
    accounts::lookup::person,
    auth::scope::{ReadAccounts, ReadBlocks, ReadFollows, ReadMutes},
    db::Query,
    error::ApiResult,
    extract::{Auth, MaybeAuth, Params, Path},
    ids::AccountId,
    paging::{Page, Paged, Paging},
    render::Render,
    state::AppState,
    time::Millis,
    visibility::{NOW, unblocked},
};

type Answer = ApiResult<Paged<Vec<api::Account>>>;

/// Accounts (column 1) in the order of rows (column 0) that fulfil `select`.
fn people(render: &Render<'_>, page: &Page, select: &str, params: &[(&str, &dyn ToSql)]) -> Answer {
    let rows: Vec<(i64, AccountId)> =
        page.rows(render.db, select, "x.id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let ids: Vec<AccountId> = rows.iter().map(|(_, id)| *id).collect();
    Ok(Paged(page.links(rows.into_iter().map(|(key, _)| key)), render.accounts(&ids)?))
}

/// `GET /api/v1/accounts/{id}/followers`
pub(super) async fn followers(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadAccounts>,
    Path(id): Path<AccountId>,
    paging: Paging,
) -> Answer {
    around(&state, viewer.account(), id, paging, "x.account_id", "x.target_id").await
}

/// `GET /api/v1/accounts/{id}/following`
pub(super) async fn following(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadAccounts>,
    Path(id): Path<AccountId>,
    paging: Paging,
) -> Answer {
    around(&state, viewer.account(), id, paging, "x.target_id", "x.account_id").await
}

/// The people in column `other` of follows whose column `this` is `id`; none if that account keeps them to itself.
async fn around(
    state: &AppState,
    viewer: Option<AccountId>,
    id: AccountId,
    paging: Paging,
    other: &'static str,
    this: &'static str,
) -> Answer {
    let page = paging.page(40, 80);
    state
        .read(viewer, move |render| {
            let person = person(render.db, id)?;
            let kept_back = person.hides_collections && render.viewer != Some(person.id);
            let sql = format!(
                "SELECT x.id, {other} FROM follows x WHERE {this} = :id AND NOT :kept_back
                 AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = {other} AND a.disabled_at IS NULL)
                 AND {} AND {}",
                unblocked(":id", ":viewer"),
                unblocked(other, ":viewer")
            );
            people(
                render,
                &page,
                &sql,
                named_params! { ":id": id, ":viewer": render.viewer, ":kept_back": kept_back },
            )
        })
        .await
}

/// `GET /api/v1/accounts/{id}/endorsements`: whom they feature on their profile.
pub(super) async fn endorsements(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadAccounts>,
    Path(id): Path<AccountId>,
    paging: Paging,
) -> Answer {
    featured_by(&state, viewer.account(), id, paging).await
}

/// `GET /api/v1/endorsements`: whom one features on one's profile.
pub(super) async fn own_endorsements(
    State(state): State<AppState>,
    auth: Auth<ReadAccounts>,
    paging: Paging,
) -> Answer {
    featured_by(&state, Some(auth.account), auth.account, paging).await
}

async fn featured_by(state: &AppState, viewer: Option<AccountId>, id: AccountId, paging: Paging) -> Answer {
    let page = paging.page(40, 80);
    state
        .read(viewer, move |render| {
            person(render.db, id)?;
            let sql = format!(
                "SELECT x.id, x.target_id FROM endorsements x WHERE x.account_id = :id
                 AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = x.target_id AND a.disabled_at IS NULL)
                 AND {} AND {}",
                unblocked(":id", ":viewer"),
                unblocked("x.target_id", ":viewer")
            );
            people(render, &page, &sql, named_params! { ":id": id, ":viewer": render.viewer })
        })
        .await
}

/// `GET /api/v1/blocks`
pub(super) async fn blocks(State(state): State<AppState>, auth: Auth<ReadBlocks>, paging: Paging) -> Answer {
    let page = paging.page(40, 80);
    let sql = "SELECT x.id, x.target_id FROM blocks x WHERE x.account_id = :viewer";
    let read =
        move |render: &Render<'_>| people(render, &page, sql, named_params! { ":viewer": render.viewer });
    state.read(Some(auth.account), read).await
}

/// `GET /api/v1/mutes`: each says until when.
pub(super) async fn mutes(State(state): State<AppState>, auth: Auth<ReadMutes>, paging: Paging) -> Answer {
    let page = paging.page(40, 80);
    state
        .read(Some(auth.account), move |render| {
            let sql = format!(
                "SELECT x.id, x.target_id, x.expires_at FROM mutes x
                 WHERE x.account_id = :viewer AND (x.expires_at IS NULL OR x.expires_at > {NOW})"
            );
            let params = named_params! { ":viewer": render.viewer };
            let rows: Vec<(i64, AccountId, Option<Millis>)> =
                page.rows(render.db, &sql, "x.id", params, |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?;
            let ids: Vec<AccountId> = rows.iter().map(|(_, id, _)| *id).collect();
            let mut accounts = render.accounts(&ids)?;
            for (account, (_, _, expires_at)) in accounts.iter_mut().zip(&rows) {
                account.mute_expires_at = expires_at.map(Into::into);
            }
            Ok(Paged(page.links(rows.into_iter().map(|(key, ..)| key)), accounts))
        })
        .await
}

#[derive(Debug, Deserialize)]
pub(super) struct Familiar {
    #[serde(default)]
    id: Vec<AccountId>,
}

/// Most accounts asked about at once.
const MAX_FAMILIAR: usize = 40;

/// `GET /api/v1/accounts/familiar_followers`: who of those that one follows follows them too.
pub(super) async fn familiar(
    State(state): State<AppState>,
    auth: Auth<ReadFollows>,
    Params { value: params, .. }: Params<Familiar>,
) -> ApiResult<Json<Vec<api::FamiliarFollowers>>> {
    state
        .read(Some(auth.account), move |render| {
            let sql = "SELECT f.account_id FROM follows f JOIN follows mine ON mine.target_id = f.account_id
                JOIN accounts a ON a.id = f.account_id
                WHERE f.target_id = :id AND mine.account_id = :viewer AND NOT a.hide_collections AND a.disabled_at IS NULL
                ORDER BY f.id DESC LIMIT 20";
            let of = |id: AccountId| {
                let ids: Vec<AccountId> = render.db.column(sql, named_params! { ":id": id, ":viewer": render.viewer })?;
                Ok(api::FamiliarFollowers { id: id.into(), accounts: render.accounts(&ids)? })
            };
            params.id.into_iter().take(MAX_FAMILIAR).map(of).collect()
        })
        .await
        .map(Json)
}
