//! `/api/v2/filters`.

use crate::entities::{Filter, FilterKeyword, FilterStatus};
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::{FilterId, FilterKeywordId, FilterStatusId, StatusId};
use crate::lenient::Parsed;
use crate::params::{FilterParams, NewFilterKeyword, NewFilterStatus};
use crate::request::Request;
use crate::response::Nothing;

/// The reader's filters.
pub fn all() -> Request<Parsed<Filter>> {
    Request::get("/api/v2/filters", &[]).not_found(Feature)
}

/// A filter.
pub fn get(id: &FilterId) -> Request<Filter> {
    Request::get("/api/v2/filters/{}", &[id.as_str()]).not_found(Thing)
}

/// Makes a filter.
pub fn create(filter: &FilterParams) -> Request<Filter> {
    Request::post("/api/v2/filters", &[]).not_found(Feature).json(filter)
}

/// Changes a filter.
pub fn update(id: &FilterId, changes: &FilterParams) -> Request<Filter> {
    Request::put("/api/v2/filters/{}", &[id.as_str()]).json(changes)
}

/// Removes a filter.
pub fn delete(id: &FilterId) -> Request<Nothing> {
    Request::delete("/api/v2/filters/{}", &[id.as_str()]).not_found(Thing)
}

/// Adds a word.
pub fn add_keyword(id: &FilterId, keyword: &NewFilterKeyword) -> Request<FilterKeyword> {
    Request::post("/api/v2/filters/{}/keywords", &[id.as_str()]).json(keyword)
}

/// Changes a word.
pub fn update_keyword(id: &FilterKeywordId, keyword: &NewFilterKeyword) -> Request<FilterKeyword> {
    Request::put("/api/v2/filters/keywords/{}", &[id.as_str()]).json(keyword)
}

/// Removes a word.
pub fn delete_keyword(id: &FilterKeywordId) -> Request<Nothing> {
    Request::delete("/api/v2/filters/keywords/{}", &[id.as_str()]).not_found(Thing)
}

/// Adds a post.
pub fn add_status(id: &FilterId, status: &StatusId) -> Request<FilterStatus> {
    let status = NewFilterStatus { status_id: Some(status.clone()) };
    Request::post("/api/v2/filters/{}/statuses", &[id.as_str()]).json(&status)
}

/// Removes a post.
pub fn delete_status(id: &FilterStatusId) -> Request<Nothing> {
    Request::delete("/api/v2/filters/statuses/{}", &[id.as_str()]).not_found(Thing)
}
