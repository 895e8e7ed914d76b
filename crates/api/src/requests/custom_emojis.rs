//! `/api/v1/custom_emojis`.

use crate::entities::CustomEmoji;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Auth, Request};

/// The emojis of the server.
pub fn list() -> Request<Parsed<CustomEmoji>> {
    Request::get("/api/v1/custom_emojis", &[]).auth(Auth::Optional).not_found(Feature)
}
