//! `/api/v1/mutes`.

use crate::entities::Account;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Page, Request};

/// Whom the reader mutes. Its cursors are not ids of accounts.
pub fn list(page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/mutes", &[]).not_found(Feature).page(page)
}
