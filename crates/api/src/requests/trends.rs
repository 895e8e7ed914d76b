//! `/api/v1/trends`: what many talk about.

use crate::entities::{Status, Tag, TrendsLink};
use crate::error::NotFoundMeans::Feature;
use crate::lenient::{FromJson, Parsed};
use crate::request::{Auth, Request};

/// Hashtags.
pub fn tags(limit: Option<u32>, offset: Option<u32>) -> Request<Parsed<Tag>> {
    trends("tags", limit, offset)
}

/// Posts.
pub fn statuses(limit: Option<u32>, offset: Option<u32>) -> Request<Parsed<Status>> {
    trends("statuses", limit, offset)
}

/// Links.
pub fn links(limit: Option<u32>, offset: Option<u32>) -> Request<Parsed<TrendsLink>> {
    trends("links", limit, offset)
}

fn trends<T: FromJson>(what: &str, limit: Option<u32>, offset: Option<u32>) -> Request<Parsed<T>> {
    let request = Request::get("/api/v1/trends/{}", &[what]).auth(Auth::Optional).not_found(Feature);
    request.maybe("limit", limit).maybe("offset", offset)
}
