//! `/api/v1/bookmarks`.

use crate::entities::Status;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Page, Request};

/// What the reader bookmarked. Its cursors are not ids of posts.
pub fn list(page: &Page) -> Request<Parsed<Status>> {
    Request::get("/api/v1/bookmarks", &[]).not_found(Feature).page(page)
}
