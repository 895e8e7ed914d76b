//! `/api/v1/markers`: how far the reader has read.

use crate::entities::Markers;
use crate::error::NotFoundMeans::Feature;
use crate::params::NewMarkers;
use crate::request::Request;

/// In the home timeline and the notifications.
pub fn get() -> Request<Markers> {
    Request::get("/api/v1/markers", &[]).not_found(Feature).each("timeline[]", ["home", "notifications"])
}

/// Moves them. Refused with 409 when another device did so at the same time.
pub fn set(markers: &NewMarkers) -> Request<Markers> {
    Request::post("/api/v1/markers", &[]).not_found(Feature).json(markers)
}
