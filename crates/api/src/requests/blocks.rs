//! `/api/v1/blocks`.

use crate::entities::Account;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Page, Request};

/// Whom the reader blocks. Its cursors are not ids of accounts.
pub fn list(page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/blocks", &[]).not_found(Feature).page(page)
}
