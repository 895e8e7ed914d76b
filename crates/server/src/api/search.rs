//! `/api/v2/search`: people, posts and hashtags.

use axum::{Json, Router, extract::State, routing::get};
use rejoin_api as api;
use serde::Deserialize;

use crate::{
    accounts::search as people,
    auth::scope::ReadSearch,
    error::{ApiError, ApiResult},
    extract::{MaybeAuth, Params},
    ids::{AccountId, StatusId, TagId},
    render::Render,
    search::{self, Resolved, StatusSearch},
    state::AppState,
    tags,
};

/// Of each kind: usually, and at most.
const LIMIT: (u32, u32) = (20, 40);
/// Most characters that are looked for.
const MAX_TEXT: usize = 500;
/// How far into the results one can go.
const MAX_OFFSET: u32 = 10_000;

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/api/v2/search", get(show))
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    resolve: bool,
    #[serde(default)]
    following: bool,
    account_id: Option<AccountId>,
    max_id: Option<StatusId>,
    min_id: Option<StatusId>,
    limit: Option<u32>,
    offset: Option<u32>,
}

/// Which kinds are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    All,
    Accounts,
    Statuses,
    Hashtags,
}

impl Kind {
    fn parse(word: Option<&str>) -> ApiResult<Self> {
        match word {
            None | Some("") => Ok(Self::All),
            Some("accounts") => Ok(Self::Accounts),
            Some("statuses") => Ok(Self::Statuses),
            Some("hashtags") => Ok(Self::Hashtags),
            Some(other) => {
                Err(ApiError::bad(format!("type can be accounts, statuses or hashtags, not {other}")))
            }
        }
    }

    fn wants(self, kind: Self) -> bool {
        self == Self::All || self == kind
    }
}

async fn show(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadSearch>,
    body: Params<Asked>,
) -> ApiResult<Json<api::Search>> {
    let asked = body.value;
    let kind = Kind::parse(asked.kind.as_deref())?;
    if asked.q.trim().is_empty() {
        return Err(ApiError::bad("q: Say what to look for"));
    }
    if asked.q.chars().count() > MAX_TEXT {
        return Err(ApiError::bad(format!("q: Look for at most {MAX_TEXT} characters")));
    }
    if viewer.account().is_none() && (asked.resolve || asked.offset.is_some_and(|offset| offset > 0)) {
        return Err(ApiError::Unauthorized(
            "Sign in to resolve addresses or to go on in the results".to_owned(),
        ));
    }
    state.read(viewer.account(), move |render| found(render, &asked, kind)).await.map(Json)
}

fn found(render: &Render<'_>, asked: &Asked, kind: Kind) -> ApiResult<api::Search> {
    // The one thing that an address leads to is all that is meant.
    if let Some(place) = search::resolve(render.db, render.site, render.viewer, &asked.q)? {
        return resolved(render, place, kind);
    }
    let limit = asked.limit.unwrap_or(LIMIT.0).clamp(1, LIMIT.1);
    let offset = if kind == Kind::All { 0 } else { asked.offset.unwrap_or(0).min(MAX_OFFSET) };
    let mut results = api::Search::default();
    let text = asked.q.trim();
    if kind.wants(Kind::Accounts) && !text.starts_with('#') && asked.account_id.is_none() {
        let query = people::AccountQuery { text: text.to_owned(), following: asked.following, limit, offset };
        results.accounts = render.accounts(&people::accounts(render, &query)?)?;
    }
    if kind.wants(Kind::Hashtags) && !text.starts_with('@') && asked.account_id.is_none() {
        let ids: Vec<TagId> = search::tags(render.db, text, limit, offset)?;
        results.hashtags = render.tags(&ids)?;
    }
    if kind.wants(Kind::Statuses) && !(kind == Kind::All && text.starts_with('@')) {
        let search = StatusSearch {
            text: text.to_owned(),
            author: asked.account_id,
            max_id: asked.max_id,
            min_id: asked.min_id,
            limit,
            offset,
        };
        let ids = search::statuses(render.db, render.viewer, &render.site.host, &search)?;
        results.statuses = render.statuses(&ids)?;
    }
    Ok(results)
}

fn resolved(render: &Render<'_>, place: Resolved, kind: Kind) -> ApiResult<api::Search> {
    let mut results = api::Search::default();
    match place {
        Resolved::Account(id) if kind.wants(Kind::Accounts) => results.accounts = render.accounts(&[id])?,
        Resolved::Status(id) if kind.wants(Kind::Statuses) => results.statuses = render.statuses(&[id])?,
        Resolved::Tag(name) if kind.wants(Kind::Hashtags) => {
            let id = tags::find(render.db, &name)?;
            results.hashtags = render.tags(&id.into_iter().collect::<Vec<_>>())?;
        }
        _ => {}
    }
    Ok(results)
}
