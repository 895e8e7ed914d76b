//! `/api/v1/follow_requests`.

use crate::entities::{Account, Relationship};
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::AccountId;
use crate::lenient::Parsed;
use crate::request::{Page, Request};

/// Who asks to follow the reader. Its cursors are not ids of accounts.
pub fn list(page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/follow_requests", &[]).not_found(Feature).page(page)
}

/// Lets an account follow.
pub fn authorize(id: &AccountId) -> Request<Relationship> {
    Request::post("/api/v1/follow_requests/{}/authorize", &[id.as_str()]).not_found(Thing)
}

/// Does not let an account follow.
pub fn reject(id: &AccountId) -> Request<Relationship> {
    Request::post("/api/v1/follow_requests/{}/reject", &[id.as_str()]).not_found(Thing)
}
