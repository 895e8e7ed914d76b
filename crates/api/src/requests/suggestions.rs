//! `/api/v2/suggestions`.

use crate::entities::Suggestion;
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::AccountId;
use crate::lenient::Parsed;
use crate::request::Request;
use crate::response::Nothing;

/// Whom the reader may like to follow.
pub fn list(limit: Option<u32>) -> Request<Parsed<Suggestion>> {
    Request::get("/api/v2/suggestions", &[]).not_found(Feature).maybe("limit", limit)
}

/// Suggests an account no more.
pub fn dismiss(id: &AccountId) -> Request<Nothing> {
    Request::delete("/api/v1/suggestions/{}", &[id.as_str()]).not_found(Thing)
}
