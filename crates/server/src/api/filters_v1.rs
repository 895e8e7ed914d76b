//! `/api/v1/filters`, for clients older than filter groups: every keyword of every filter is a filter of its own, known
//! by the keyword's id. Clients of this version look for the words themselves.

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;
use serde_json::{Value, json};

use crate::{
    auth::scope::{ReadFilters, WriteFilters},
    db::Tx,
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Path},
    filters::{self, FilterBody, FilterV1Body, KeywordBody},
    ids::{AccountId, FilterId, FilterKeywordId},
    state::AppState,
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/filters", get(list).post(create))
        .route("/api/v1/filters/{id}", get(show).put(update).delete(remove))
}

async fn list(
    State(state): State<AppState>,
    viewer: Auth<ReadFilters>,
) -> ApiResult<Json<Vec<api::FilterV1>>> {
    let account = viewer.account;
    let filters = state.db.read(move |db| filters::filters_of(db, account)).await?;
    Ok(Json(filters.iter().flat_map(split).collect()))
}

async fn show(
    State(state): State<AppState>,
    viewer: Auth<ReadFilters>,
    Path(id): Path<FilterKeywordId>,
) -> ApiResult<Json<api::FilterV1>> {
    let account = viewer.account;
    state.db.read(move |db| one(db, account, id)).await.map(Json)
}

async fn create(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    body: Params<FilterV1Body>,
) -> ApiResult<Json<api::FilterV1>> {
    let account = viewer.account;
    let made = state.write(move |tx| {
        let FilterV1Body { phrase, context, irreversible, whole_word, expires_in } = body.value;
        let whole_word = Some(whole_word.unwrap_or(false));
        let keyword = KeywordBody { keyword: phrase.clone(), whole_word, ..KeywordBody::default() };
        let filter = FilterBody {
            title: phrase,
            context,
            filter_action: Some(action(irreversible.unwrap_or(false)).to_owned()),
            expires_in,
            keywords_attributes: vec![keyword],
        };
        let filter = filters::create(tx, account, filter)?;
        let keyword = filters::keywords_of(tx, account, filter)?.pop().ok_or(ApiError::NotFound)?;
        one(tx, account, keyword.id)
    });
    made.await.map(Json)
}

async fn update(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(id): Path<FilterKeywordId>,
    body: Params<FilterV1Body>,
) -> ApiResult<Json<api::FilterV1>> {
    let account = viewer.account;
    let updated = state.write(move |tx| {
        let FilterV1Body { phrase, context, irreversible, whole_word, expires_in } = body.value;
        let filter = filters::keyword_of(tx, account, id)?.filter;
        let keyword = KeywordBody { keyword: phrase.clone(), whole_word, ..KeywordBody::default() };
        filters::edit_keyword(tx, account, id, &keyword)?;
        // Of a filter with more words this one is but a part, and its name is not this word.
        let alone = filters::keywords_of(tx, account, filter)?.len() == 1;
        let filter_action = irreversible.map(|irreversible| action(irreversible).to_owned());
        let title = phrase.filter(|_| alone);
        let change =
            FilterBody { title, context, filter_action, expires_in, keywords_attributes: Vec::new() };
        filters::update(tx, account, filter, change)?;
        one(tx, account, id)
    });
    updated.await.map(Json)
}

async fn remove(
    State(state): State<AppState>,
    viewer: Auth<WriteFilters>,
    Path(id): Path<FilterKeywordId>,
) -> ApiResult<Json<Value>> {
    let account = viewer.account;
    state.write(move |tx| remove_one(tx, account, id)).await?;
    Ok(Json(json!({})))
}

/// Removes the keyword, and its filter if nothing is left in it.
fn remove_one(tx: &mut Tx<'_>, viewer: AccountId, id: FilterKeywordId) -> ApiResult<()> {
    let filter = filters::keyword_of(tx, viewer, id)?.filter;
    filters::remove_keyword(tx, viewer, id)?;
    let empty = filters::keywords_of(tx, viewer, filter)?.is_empty()
        && filters::statuses_of(tx, viewer, filter)?.is_empty();
    if empty { filters::delete(tx, viewer, filter) } else { Ok(()) }
}

fn one(db: &rusqlite::Connection, viewer: AccountId, id: FilterKeywordId) -> ApiResult<api::FilterV1> {
    let filter: FilterId = filters::keyword_of(db, viewer, id)?.filter;
    let filter = filters::filter_of(db, viewer, filter)?;
    let id = api::FilterId::from(id.to_string());
    split(&filter).into_iter().find(|one| one.id == id).ok_or(ApiError::NotFound)
}

fn split(filter: &api::Filter) -> Vec<api::FilterV1> {
    let keywords = filter.keywords.iter().flatten();
    let one = |keyword: &api::FilterKeyword| api::FilterV1 {
        id: keyword.id.as_str().into(),
        phrase: keyword.keyword.clone(),
        context: filter.context.clone(),
        whole_word: keyword.whole_word,
        expires_at: filter.expires_at,
        irreversible: filter.filter_action == api::FilterAction::Hide,
    };
    keywords.map(one).collect()
}

fn action(irreversible: bool) -> &'static str {
    if irreversible { "hide" } else { "warn" }
}
