//! What someone posted.

use axum::extract::State;
use rejoin_api as api;
use rusqlite::named_params;
use serde::Deserialize;

use crate::{
    accounts::lookup::person,
    auth::scope::ReadStatuses,
    error::ApiResult,
    extract::{MaybeAuth, Params, Path},
    ids::{AccountId, StatusId},
    paging::{Page, Paged, Paging},
    render::Render,
    state::AppState,
    text::normal_tag,
    visibility::may_see,
};

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pinned: bool,
    #[serde(default)]
    only_media: bool,
    #[serde(default)]
    exclude_replies: bool,
    #[serde(default)]
    exclude_reblogs: bool,
    #[serde(default)]
    exclude_direct: bool,
    tagged: Option<String>,
}

/// `GET /api/v1/accounts/{id}/statuses`
pub(super) async fn statuses(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<AccountId>,
    paging: Paging,
    Params { value: wanted, .. }: Params<Wanted>,
) -> ApiResult<Paged<Vec<api::Status>>> {
    let page = paging.page(20, 40);
    state
        .read(viewer.account(), move |render| {
            person(render.db, id)?;
            if wanted.pinned { pinned(render, &page, id) } else { posted(render, &page, id, &wanted) }
        })
        .await
}

fn posted(
    render: &Render<'_>,
    page: &Page,
    account: AccountId,
    wanted: &Wanted,
) -> ApiResult<Paged<Vec<api::Status>>> {
    let conditions = [
        (wanted.only_media, "EXISTS (SELECT 1 FROM media m WHERE m.status_id = s.id)"),
        (
            wanted.exclude_replies,
            "(s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)",
        ),
        (wanted.exclude_reblogs, "s.reblog_of_id IS NULL"),
        (wanted.exclude_direct, "s.visibility < 3"),
        (
            wanted.tagged.is_some(),
            "EXISTS (SELECT 1 FROM status_tags st JOIN tags t ON t.id = st.tag_id
            WHERE st.status_id = s.id AND t.name = :tag)",
        ),
    ];
    let mut sql =
        format!("SELECT s.id FROM statuses s WHERE s.account_id = :account AND {}", may_see("s", ":viewer"));
    for (_, condition) in conditions.into_iter().filter(|(asked, _)| *asked) {
        sql.push_str(" AND ");
        sql.push_str(condition);
    }
    let tag = wanted.tagged.as_deref().map(|name| normal_tag(name.trim_start_matches('#')));
    let mut params = named_params! { ":account": account, ":viewer": render.viewer }.to_vec();
    if tag.is_some() {
        params.push((":tag", &tag));
    }
    let ids: Vec<StatusId> = page.rows(render.db, &sql, "s.id", &params, |row| row.get(0))?;
    Ok(Paged(page.links(ids.iter().copied()), render.statuses(&ids)?))
}

/// Last pinned first.
fn pinned(render: &Render<'_>, page: &Page, account: AccountId) -> ApiResult<Paged<Vec<api::Status>>> {
    let sql = format!(
        "SELECT p.id, p.status_id FROM status_pins p JOIN statuses s ON s.id = p.status_id
         WHERE p.account_id = :account AND {}",
        may_see("s", ":viewer")
    );
    let params = named_params! { ":account": account, ":viewer": render.viewer };
    let rows: Vec<(i64, StatusId)> =
        page.rows(render.db, &sql, "p.id", params, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let ids: Vec<StatusId> = rows.iter().map(|(_, id)| *id).collect();
    Ok(Paged(page.links(rows.into_iter().map(|(key, _)| key)), render.statuses(&ids)?))
}
