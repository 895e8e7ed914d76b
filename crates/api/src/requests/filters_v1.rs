//! `/api/v1/filters`, for servers without v2.

use crate::entities::FilterV1;
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::FilterId;
use crate::lenient::Parsed;
use crate::params::FilterV1Params;
use crate::request::Request;
use crate::response::Nothing;

/// The reader's filters.
pub fn all() -> Request<Parsed<FilterV1>> {
    Request::get("/api/v1/filters", &[]).not_found(Feature)
}

/// Makes a filter.
pub fn create(filter: &FilterV1Params) -> Request<FilterV1> {
    Request::post("/api/v1/filters", &[]).not_found(Feature).json(filter)
}

/// Changes a filter.
pub fn update(id: &FilterId, changes: &FilterV1Params) -> Request<FilterV1> {
    Request::put("/api/v1/filters/{}", &[id.as_str()]).json(changes)
}

/// Removes a filter.
pub fn delete(id: &FilterId) -> Request<Nothing> {
    Request::delete("/api/v1/filters/{}", &[id.as_str()]).not_found(Thing)
}
