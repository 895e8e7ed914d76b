//! `/api/v1/favourites`.

use crate::entities::Status;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Page, Request};

/// What the reader favoured. Its cursors are not ids of posts.
pub fn list(page: &Page) -> Request<Parsed<Status>> {
    Request::get("/api/v1/favourites", &[]).not_found(Feature).page(page)
}
