//! `/api/v1/reports`.

use crate::entities::Report;
use crate::error::NotFoundMeans::Feature;
use crate::params::NewReport;
use crate::request::Request;

/// Brings something before the moderators.
pub fn create(report: &NewReport) -> Request<Report> {
    Request::post("/api/v1/reports", &[]).not_found(Feature).json(report)
}
