//! `/api/v2/suggestions`.

use crate::entities::Suggestion;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::Request;

/// Whom the reader may like to follow.
pub fn list(limit: Option<u32>) -> Request<Parsed<Suggestion>> {
    Request::get("/api/v2/suggestions", &[]).not_found(Feature).maybe("limit", limit)
}
