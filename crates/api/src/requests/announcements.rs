//! `/api/v1/announcements`.

use crate::entities::Announcement;
use crate::error::NotFoundMeans::Feature;
use crate::id::AnnouncementId;
use crate::lenient::Parsed;
use crate::request::Request;
use crate::response::Nothing;

/// What those who run the server say to all its users.
pub fn list() -> Request<Parsed<Announcement>> {
    Request::get("/api/v1/announcements", &[]).not_found(Feature)
}

/// Marks one as read.
pub fn dismiss(id: &AnnouncementId) -> Request<Nothing> {
    Request::post("/api/v1/announcements/{}/dismiss", &[id.as_str()])
}
