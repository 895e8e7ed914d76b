//! Pages: `max_id`, `since_id`, `min_id` and `limit` into SQL, and the `Link` header out of what was found.
//!
//! All lists run from new to old. `max_id` asks for what is older. `since_id` asks for the newest page of what is newer
//! than the cursor and leaves a hole between them; `min_id` asks for the page that adjoins the cursor, so that
//! following `prev` never leaves a hole. The cursor is the id of the row that orders the list, which for favourites,
//! bookmarks, followers and the like is not the id of the item: clients follow `Link`.

use axum::{
    Json,
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use rusqlite::{Connection, Row, ToSql};
use serde::Serialize;

use crate::{
    db::Query,
    error::{ApiError, ApiResult},
    ids::StatusId,
    state::AppState,
};

/// What a request says about its page, to be bounded by [`Paging::page`].
#[derive(Debug)]
pub(crate) struct Paging {
    max_id: Option<i64>,
    since_id: Option<i64>,
    min_id: Option<i64>,
    limit: Option<u32>,
    offset: Option<u32>,
    /// The address asked for, without cursors: what the links are made of.
    base: String,
}

impl FromRequestParts<AppState> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> ApiResult<Self> {
        let uri = match parts.extensions.get::<OriginalUri>() {
            Some(OriginalUri(uri)) => uri.clone(),
            None => parts.uri.clone(),
        };
        let mut paging = Self {
            max_id: None,
            since_id: None,
            min_id: None,
            limit: None,
            offset: None,
            base: String::new(),
        };
        let mut kept = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            match &*name {
                "max_id" => paging.max_id = cursor(&name, &value)?,
                "since_id" => paging.since_id = cursor(&name, &value)?,
                "min_id" => paging.min_id = cursor(&name, &value)?,
                "offset" => paging.offset = Some(count(&name, &value)?),
                _ => {
                    if name == "limit" {
                        paging.limit = Some(count(&name, &value)?);
                    }
                    kept.append_pair(&name, &value);
                }
            }
        }
        let kept = kept.finish();
        let joint = if kept.is_empty() { "" } else { "&" };
        paging.base = format!("{}{}?{kept}{joint}", state.site.origin, uri.path());
        Ok(paging)
    }
}

fn cursor(name: &str, value: &str) -> ApiResult<Option<i64>> {
    if value.is_empty() {
        return Ok(None);
    }
    // Any of the id types reads the same digits.
    let id: StatusId = value.parse().map_err(|error| ApiError::bad(format!("{name} {error}")))?;
    Ok(Some(id.0))
}

fn count(name: &str, value: &str) -> ApiResult<u32> {
    value.parse().map_err(|_| ApiError::bad(format!("{name} is not a whole number from 0")))
}

impl Paging {
    /// A page of `usual` items where the request does not say, never more than `most`, never less than one.
    pub(crate) fn page(self, usual: u32, most: u32) -> Page {
        let limit = self.limit.unwrap_or(usual).clamp(1, most);
        Page {
            below: self.max_id.unwrap_or(i64::MAX),
            above: self.min_id.or(self.since_id).unwrap_or(-1),
            ascending: self.min_id.is_some(),
            limit,
            offset: self.offset.unwrap_or_default(),
            base: self.base,
        }
    }
}

/// A bounded page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    below: i64,
    above: i64,
    ascending: bool,
    /// Most items on it.
    pub(crate) limit: u32,
    /// Items to pass over, for the few lists that have no cursor.
    pub(crate) offset: u32,
    base: String,
}

impl Page {
    /// Runs `select`, which ends in its conditions, for this page of the list ordered by `column`; newest first.
    ///
    /// `SELECT … FROM favourites f WHERE f.account_id = :viewer` becomes
    /// `… AND f.id < :page_below AND f.id > :page_above ORDER BY f.id DESC LIMIT :page_limit`.
    pub(crate) fn rows<T>(
        &self,
        db: &Connection,
        select: &str,
        column: &str,
        params: &[(&str, &dyn ToSql)],
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let order = if self.ascending { "ASC" } else { "DESC" };
        let sql = format!(
            "{select} AND {column} < :page_below AND {column} > :page_above ORDER BY {column} {order} LIMIT :page_limit"
        );
        let mut all: Vec<(&str, &dyn ToSql)> = params.to_vec();
        all.extend([
            (":page_below", &self.below as &dyn ToSql),
            (":page_above", &self.above),
            (":page_limit", &self.limit),
        ]);
        let mut rows = db.all(&sql, all.as_slice(), row)?;
        if self.ascending {
            rows.reverse();
        }
        Ok(rows)
    }

    /// The `Link` header for a page that was found to hold the rows `keys`. A page that is not full is the last.
    pub(crate) fn links(&self, keys: impl IntoIterator<Item = impl Into<i64>>) -> Links {
        let keys: Vec<i64> = keys.into_iter().map(Into::into).collect();
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else { return Links(None) };
        let base = &self.base;
        let prev = format!("<{base}min_id={first}>; rel=\"prev\"");
        // Walking forward, there is always the page that one came from.
        let next = self.ascending || keys.len() >= self.limit as usize;
        Links(Some(if next { format!("<{base}max_id={last}>; rel=\"next\", {prev}") } else { prev }))
    }
}

impl Page {
    /// The `Link` header of a list without cursors, on a page of which `found` items were found.
    pub(crate) fn offset_links(&self, found: usize) -> Links {
        let (base, offset, limit) = (&self.base, self.offset, self.limit);
        let mut links = Vec::new();
        if found >= limit as usize {
            links.push(format!("<{base}offset={}>; rel=\"next\"", offset.saturating_add(limit)));
        }
        if offset > 0 {
            links.push(format!("<{base}offset={}>; rel=\"prev\"", offset.saturating_sub(limit)));
        }
        Links((!links.is_empty()).then(|| links.join(", ")))
    }
}

/// The text of a `Link` header, if there is one.
#[derive(Debug)]
pub(crate) struct Links(Option<String>);

/// A list with its `Link` header.
#[derive(Debug)]
pub(crate) struct Paged<T>(pub(crate) Links, pub(crate) T);

impl<T: Serialize> IntoResponse for Paged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        if let Some(value) = self.0.0.and_then(|text| HeaderValue::try_from(text).ok()) {
            response.headers_mut().insert(header::LINK, value);
        }
        response
    }
}
