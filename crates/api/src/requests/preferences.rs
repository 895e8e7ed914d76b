//! `/api/v1/preferences`.

use crate::entities::Preferences;
use crate::error::NotFoundMeans::Feature;
use crate::request::Request;

/// What the reader set on the server for all programs.
pub fn get() -> Request<Preferences> {
    Request::get("/api/v1/preferences", &[]).not_found(Feature)
}
