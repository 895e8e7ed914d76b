//! `/api/v2/notifications/policy` and `/api/v1/notifications/requests`: what is put aside.

use crate::entities::{Merged, NotificationPolicy, NotificationRequest};
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::NotificationRequestId;
use crate::lenient::Parsed;
use crate::params::UpdateNotificationPolicy;
use crate::request::{Page, Request};
use crate::response::Nothing;

/// What becomes of notifications by people the reader does not know.
pub fn get() -> Request<NotificationPolicy> {
    Request::get("/api/v2/notifications/policy", &[]).not_found(Feature)
}

/// Changes that.
pub fn update(changes: &UpdateNotificationPolicy) -> Request<NotificationPolicy> {
    Request::patch("/api/v2/notifications/policy", &[]).not_found(Feature).json(changes)
}

/// Whose notifications were put aside.
pub fn requests(page: &Page) -> Request<Parsed<NotificationRequest>> {
    Request::get("/api/v1/notifications/requests", &[]).not_found(Feature).page(page)
}

/// One of those.
pub fn request(id: &NotificationRequestId) -> Request<NotificationRequest> {
    Request::get("/api/v1/notifications/requests/{}", &[id.as_str()]).not_found(Thing)
}

/// Lets those notifications through, and later ones.
pub fn accept(id: &NotificationRequestId) -> Request<Nothing> {
    Request::post("/api/v1/notifications/requests/{}/accept", &[id.as_str()])
}

/// Drops them.
pub fn dismiss(id: &NotificationRequestId) -> Request<Nothing> {
    Request::post("/api/v1/notifications/requests/{}/dismiss", &[id.as_str()])
}

/// Whether accepted ones have become notifications.
pub fn merged() -> Request<Merged> {
    Request::get("/api/v1/notifications/requests/merged", &[]).not_found(Feature)
}
