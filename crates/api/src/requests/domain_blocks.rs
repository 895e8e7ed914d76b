//! `/api/v1/domain_blocks`: servers of which the reader wants nothing.

use crate::error::NotFoundMeans::Feature;
use crate::params::Domain;
use crate::request::{Page, Request};
use crate::response::Nothing;

/// Which.
pub fn list(page: &Page) -> Request<Vec<String>> {
    Request::get("/api/v1/domain_blocks", &[]).not_found(Feature).page(page)
}

/// One more: its people do not follow the reader any more, nor the reader them.
pub fn block(domain: &str) -> Request<Nothing> {
    Request::post("/api/v1/domain_blocks", &[]).not_found(Feature).form(&Domain { domain: domain.to_owned() })
}

/// One less.
pub fn unblock(domain: &str) -> Request<Nothing> {
    Request::delete("/api/v1/domain_blocks", &[]).form(&Domain { domain: domain.to_owned() })
}
