//! `/api/v1/directory`.

use crate::entities::Account;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Auth, Request};

/// People who want to be found, those who wrote last first.
pub fn list(local: bool, limit: u32, offset: u32) -> Request<Parsed<Account>> {
    Request::get("/api/v1/directory", &[])
        .auth(Auth::Optional)
        .not_found(Feature)
        .query("order", "active")
        .flag("local", local)
        .query("limit", limit)
        .query("offset", offset)
}
