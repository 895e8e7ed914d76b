//! `/api/v2/notifications`: those that belong together put together by the server (Mastodon 4.3).

use super::notifications::Which;
use crate::entities::{Account, GroupedNotificationsResults, NotificationKind, UnreadCount};
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Page, Request};
use crate::response::Nothing;

/// Groups of notifications, latest first. Kinds not among `grouped` come one by one.
pub fn list(
    which: &Which,
    grouped: &[NotificationKind],
    page: &Page,
) -> Request<GroupedNotificationsResults> {
    let request = Request::get("/api/v2/notifications", &[]).not_found(Feature);
    which.ask(request).each("grouped_types[]", grouped).page(page)
}

/// A group.
pub fn get(group_key: &str) -> Request<GroupedNotificationsResults> {
    Request::get("/api/v2/notifications/{}", &[group_key])
}

/// Removes a group.
pub fn dismiss(group_key: &str) -> Request<Nothing> {
    Request::post("/api/v2/notifications/{}/dismiss", &[group_key])
}

/// Everyone in a group.
pub fn accounts(group_key: &str) -> Request<Parsed<Account>> {
    Request::get("/api/v2/notifications/{}/accounts", &[group_key])
}

/// How many groups are unread, up to a limit.
pub fn unread_count(which: &Which, limit: Option<u32>) -> Request<UnreadCount> {
    let request = Request::get("/api/v2/notifications/unread_count", &[]).not_found(Feature);
    which.ask(request).maybe("limit", limit)
}
