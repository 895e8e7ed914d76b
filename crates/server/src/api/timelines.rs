//! `/api/v1/timelines`, and the lists of posts that one keeps: bookmarks and favourites.

use axum::{Router, extract::State, routing::get};
use rejoin_api as api;
use rusqlite::{ToSql, named_params};
use serde::Deserialize;

use crate::{
    auth::scope::{ReadBookmarks, ReadFavourites, ReadLists, ReadStatuses},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth, Params, Path},
    ids::{AccountId, ListId, StatusId},
    paging::{Page, Paged, Paging},
    render::Render,
    state::AppState,
    text::normal_tag,
    timelines::{in_home, in_list, in_public},
    visibility::{in_timelines, may_see},
};

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/timelines/home", get(home))
        .route("/api/v1/timelines/public", get(public))
        .route("/api/v1/timelines/tag/{name}", get(tag))
        .route("/api/v1/timelines/list/{id}", get(list))
        .route("/api/v1/bookmarks", get(bookmarks))
        .route("/api/v1/favourites", get(favourites))
}

type Answer = ApiResult<Paged<Vec<api::Status>>>;

/// The statuses (`s`) that fulfil `condition`, newest first.
fn statuses(render: &Render<'_>, page: &Page, condition: &str, params: &[(&str, &dyn ToSql)]) -> Answer {
    listed(render, page, "statuses s", condition, params)
}

/// As [`statuses`], from a table with a hint where to begin.
fn listed(
    render: &Render<'_>,
    page: &Page,
    from: &str,
    condition: &str,
    params: &[(&str, &dyn ToSql)],
) -> Answer {
    let sql = format!("SELECT s.id FROM {from} WHERE {condition}");
    let ids: Vec<StatusId> = page.rows(render.db, &sql, "s.id", params, |row| row.get(0))?;
    Ok(Paged(page.links(ids.iter().copied()), render.statuses(&ids)?))
}

/// Posts of all whom one follows, up to which they are looked up by author: beyond, going back through all posts finds a
/// page sooner.
const FEW: i64 = 5_000;

/// `GET /api/v1/timelines/home`
async fn home(State(state): State<AppState>, auth: Auth<ReadStatuses>, paging: Paging) -> Answer {
    let page = paging.page(20, 40);
    let read = move |render: &Render<'_>| {
        let params = named_params! { ":viewer": render.viewer };
        let mut condition = in_home("s", ":viewer");
        if few_to_look_through(render)? {
            let people = "SELECT target_id FROM follows WHERE account_id = :viewer UNION ALL SELECT :viewer";
            condition = format!("s.account_id IN ({people}) AND {condition}");
            return listed(render, &page, "statuses s INDEXED BY statuses_account", &condition, params);
        }
        statuses(render, &page, &condition, params)
    };
    state.read(Some(auth.account), read).await
}

/// True if the viewer follows no tags, and people who post little.
fn few_to_look_through(render: &Render<'_>) -> ApiResult<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM tag_follows WHERE account_id = :viewer)
        AND (SELECT coalesce(sum(a.statuses_count), 0) FROM follows f JOIN accounts a ON a.id = f.target_id
          WHERE f.account_id = :viewer) < :few";
    let few = render.db.value(sql, named_params! { ":viewer": render.viewer, ":few": FEW })?;
    Ok(few.unwrap_or_default())
}

#[derive(Debug, Deserialize)]
struct Public {
    #[serde(default)]
    remote: bool,
    #[serde(default)]
    only_media: bool,
}

/// `GET /api/v1/timelines/public`: with `local` or without, since nothing comes from elsewhere.
async fn public(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    paging: Paging,
    Params { value: params, .. }: Params<Public>,
) -> Answer {
    let page = paging.page(20, 40);
    let read = move |render: &Render<'_>| {
        let mut condition = format!("{} AND {}", in_public("s"), in_timelines("s", ":viewer"));
        if params.only_media {
            condition.push_str(" AND EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id)");
        }
        if params.remote {
            condition.push_str(" AND FALSE");
        }
        statuses(render, &page, &condition, named_params! { ":viewer": render.viewer })
    };
    state.read(viewer.account(), read).await
}

#[derive(Debug, Deserialize)]
struct Tag {
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    remote: bool,
    #[serde(default)]
    only_media: bool,
}

/// Most tags in each of `any`, `all` and `none`.
const MAX_TAGS: usize = 16;

/// `GET /api/v1/timelines/tag/{name}`
async fn tag(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(name): Path<String>,
    paging: Paging,
    Params { value: params, .. }: Params<Tag>,
) -> Answer {
    let page = paging.page(20, 40);
    let any = tag_names(params.any.into_iter().chain([name]))?;
    let all = tag_names(params.all)?;
    let none = tag_names(params.none)?;
    let read = move |render: &Render<'_>| {
        let tagged = "SELECT st.status_id FROM status_tags st JOIN tags t ON t.id = st.tag_id
            WHERE t.name IN (SELECT value FROM json_each";
        let mut condition = format!(
            "s.visibility = 0 AND s.reblog_of_id IS NULL AND s.id IN ({tagged}(:any)))
             AND NOT EXISTS (SELECT 1 FROM json_each(:all) needed WHERE NOT EXISTS (
               SELECT 1 FROM status_tags st JOIN tags t ON t.id = st.tag_id
               WHERE st.status_id = s.id AND t.name = needed.value))
             AND s.id NOT IN ({tagged}(:none))) AND {}",
            in_timelines("s", ":viewer")
        );
        if params.only_media {
            condition.push_str(" AND EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id)");
        }
        if params.remote {
            condition.push_str(" AND FALSE");
        }
        let named = named_params! { ":viewer": render.viewer, ":any": any, ":all": all, ":none": none };
        statuses(render, &page, &condition, named)
    };
    state.read(viewer.account(), read).await
}

/// Names as a JSON array, in the form in which they are kept.
fn tag_names(names: impl IntoIterator<Item = String>) -> ApiResult<String> {
    let names: Vec<String> =
        names.into_iter().take(MAX_TAGS).map(|name| normal_tag(name.trim_start_matches('#'))).collect();
    Ok(serde_json::to_string(&names)?)
}

/// `GET /api/v1/timelines/list/{id}`
async fn list(
    State(state): State<AppState>,
    auth: Auth<ReadLists>,
    Path(id): Path<ListId>,
    paging: Paging,
) -> Answer {
    let page = paging.page(20, 40);
    let read = move |render: &Render<'_>| {
        let owner: Option<AccountId> = render.db.value("SELECT account_id FROM lists WHERE id = ?1", [id])?;
        if owner.is_none() || owner != render.viewer {
            return Err(ApiError::NotFound);
        }
        let condition =
            format!("EXISTS (SELECT 1 FROM lists l WHERE l.id = :list AND {})", in_list("s", "l"));
        statuses(render, &page, &condition, named_params! { ":list": id })
    };
    state.read(Some(auth.account), read).await
}

/// `GET /api/v1/bookmarks`
async fn bookmarks(State(state): State<AppState>, auth: Auth<ReadBookmarks>, paging: Paging) -> Answer {
    kept(&state, auth.account, paging, "bookmarks").await
}

/// `GET /api/v1/favourites`
async fn favourites(State(state): State<AppState>, auth: Auth<ReadFavourites>, paging: Paging) -> Answer {
    kept(&state, auth.account, paging, "favourites").await
}

/// What one keeps, in the order in which one kept it, as far as one may still see it.
async fn kept(state: &AppState, account: AccountId, paging: Paging, table: &'static str) -> Answer {
    let page = paging.page(20, 40);
    let read = move |render: &Render<'_>| {
        let sql = format!(
            "SELECT k.id, k.status_id FROM {table} k JOIN statuses s ON s.id = k.status_id
             WHERE k.account_id = :viewer AND {}",
            may_see("s", ":viewer")
        );
        let params = named_params! { ":viewer": render.viewer };
        let rows: Vec<(i64, StatusId)> =
            page.rows(render.db, &sql, "k.id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let ids: Vec<StatusId> = rows.iter().map(|(_, id)| *id).collect();
        Ok(Paged(page.links(rows.into_iter().map(|(key, _)| key)), render.statuses(&ids)?))
    };
    state.read(Some(account), read).await
}
