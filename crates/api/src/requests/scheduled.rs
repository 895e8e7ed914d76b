//! `/api/v1/scheduled_statuses`.

use crate::entities::ScheduledStatus;
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::ScheduledStatusId;
use crate::lenient::Parsed;
use crate::params::Reschedule;
use crate::request::{Page, Request};
use crate::response::Nothing;
use crate::time::Timestamp;

/// The reader's posts that wait to be published.
pub fn list(page: &Page) -> Request<Parsed<ScheduledStatus>> {
    Request::get("/api/v1/scheduled_statuses", &[]).not_found(Feature).page(page)
}

/// One of those.
pub fn get(id: &ScheduledStatusId) -> Request<ScheduledStatus> {
    Request::get("/api/v1/scheduled_statuses/{}", &[id.as_str()]).not_found(Thing)
}

/// Changes when it is published.
pub fn update(id: &ScheduledStatusId, scheduled_at: Timestamp) -> Request<ScheduledStatus> {
    let change = Reschedule { scheduled_at: Some(scheduled_at) };
    Request::put("/api/v1/scheduled_statuses/{}", &[id.as_str()]).not_found(Thing).json(&change)
}

/// Does not publish it.
pub fn delete(id: &ScheduledStatusId) -> Request<Nothing> {
    Request::delete("/api/v1/scheduled_statuses/{}", &[id.as_str()]).not_found(Thing)
}
