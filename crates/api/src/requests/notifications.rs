//! `/api/v1/notifications`: every notification for itself.

use crate::entities::{Notification, NotificationKind, UnreadCount};
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::{AccountId, NotificationId};
use crate::lenient::Parsed;
use crate::request::{Page, Request};
use crate::response::Nothing;

/// Which notifications to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Which {
    /// Only these kinds, when there are any.
    pub types: Vec<NotificationKind>,
    /// Not these kinds.
    pub exclude_types: Vec<NotificationKind>,
    /// Only by this account.
    pub account_id: Option<AccountId>,
    /// Those put aside by the policy too.
    pub include_filtered: bool,
}

impl Which {
    pub(super) fn ask<T>(&self, request: Request<T>) -> Request<T> {
        request
            .each("types[]", &self.types)
            .each("exclude_types[]", &self.exclude_types)
            .maybe("account_id", self.account_id.as_ref())
            .flag("include_filtered", self.include_filtered)
    }
}

/// Notifications, latest first. A page may be short or empty and still have a next one.
pub fn list(which: &Which, page: &Page) -> Request<Parsed<Notification>> {
    which.ask(Request::get("/api/v1/notifications", &[]).not_found(Feature)).page(page)
}

/// A notification.
pub fn get(id: &NotificationId) -> Request<Notification> {
    Request::get("/api/v1/notifications/{}", &[id.as_str()]).not_found(Thing)
}

/// Removes a notification.
pub fn dismiss(id: &NotificationId) -> Request<Nothing> {
    Request::post("/api/v1/notifications/{}/dismiss", &[id.as_str()])
}

/// Removes every notification.
pub fn clear() -> Request<Nothing> {
    Request::post("/api/v1/notifications/clear", &[])
}

/// How many are unread, up to a limit.
pub fn unread_count(which: &Which, limit: Option<u32>) -> Request<UnreadCount> {
    let request = Request::get("/api/v1/notifications/unread_count", &[]).not_found(Feature);
    which.ask(request).maybe("limit", limit)
}
