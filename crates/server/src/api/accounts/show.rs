//! Reading accounts.

use axum::{Json, extract::State};
use rejoin_api as api;
use rusqlite::named_params;
use serde::Deserialize;

use crate::{
    accounts::{
        lookup::{by_name, person},
        search::{self, AccountQuery},
    },
    auth::scope::{ReadAccounts, ReadLists},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth, Params, Path},
    ids::{AccountId, ListId},
    paging::Paging,
    state::AppState,
};

/// Most ids in one request.
const MAX_SEVERAL: usize = 40;

/// `GET /api/v1/accounts/{id}`
pub(super) async fn show(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadAccounts>,
    Path(id): Path<AccountId>,
) -> ApiResult<Json<api::Account>> {
    state
        .read(viewer.account(), move |render| {
            person(render.db, id)?;
            render.account(id)
        })
        .await
        .map(Json)
}

#[derive(Debug, Deserialize)]
pub(super) struct Several {
    #[serde(default)]
    id: Vec<String>,
}

/// `GET /api/v1/accounts?id[]=`
pub(super) async fn several(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadAccounts>,
    Params { value: params, .. }: Params<Several>,
) -> ApiResult<Json<Vec<api::Account>>> {
    let ids: Vec<AccountId> = params.id.iter().filter_map(|id| id.parse().ok()).take(MAX_SEVERAL).collect();
    state
        .read(viewer.account(), move |render| {
            let there: Vec<AccountId> = ids.into_iter().filter(|id| person(render.db, *id).is_ok()).collect();
            render.accounts(&there)
        })
        .await
        .map(Json)
}

#[derive(Debug, Deserialize)]
pub(super) struct Lookup {
    acct: Option<String>,
}

/// `GET /api/v1/accounts/lookup`
pub(super) async fn lookup(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadAccounts>,
    Params { value: params, .. }: Params<Lookup>,
) -> ApiResult<Json<api::Account>> {
    let acct = params.acct.ok_or_else(|| ApiError::bad("acct is missing: the name of an account"))?;
    state
        .read(viewer.account(), move |render| render.account(by_name(render.db, &acct, &render.site.host)?))
        .await
        .map(Json)
}

#[derive(Debug, Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
    #[serde(default)]
    following: bool,
}

/// `GET /api/v1/accounts/search`
pub(super) async fn search(
    State(state): State<AppState>,
    auth: Auth<ReadAccounts>,
    paging: Paging,
    Params { value: params, .. }: Params<Search>,
) -> ApiResult<Json<Vec<api::Account>>> {
    let page = paging.page(40, 80);
    let query =
        AccountQuery { text: params.q, following: params.following, limit: page.limit, offset: page.offset };
    state
        .read(Some(auth.account), move |render| render.accounts(&search::accounts(render, &query)?))
        .await
        .map(Json)
}

/// `GET /api/v1/accounts/{id}/lists`: those of one's own lists that the account is in.
pub(super) async fn lists(
    State(state): State<AppState>,
    auth: Auth<ReadLists>,
    Path(id): Path<AccountId>,
) -> ApiResult<Json<Vec<api::List>>> {
    state
        .read(Some(auth.account), move |render| {
            let sql = "SELECT l.id, l.title, l.replies_policy, l.exclusive FROM lists l
                JOIN list_accounts m ON m.list_id = l.id
                WHERE l.account_id = :viewer AND m.account_id = :id ORDER BY l.id";
            Ok(render.db.all(sql, named_params! { ":viewer": render.viewer, ":id": id }, |row| {
                Ok(api::List {
                    id: row.get::<_, ListId>(0)?.into(),
                    title: row.get(1)?,
                    replies_policy: row.get::<_, String>(2)?.as_str().into(),
                    exclusive: row.get(3)?,
                })
            })?)
        })
        .await
        .map(Json)
}
