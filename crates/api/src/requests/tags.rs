//! `/api/v1/tags` and `/api/v1/followed_tags`. Names come without the number sign.

use crate::entities::Tag;
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Auth, Page, Request};

/// A hashtag.
pub fn get(name: &str) -> Request<Tag> {
    Request::get("/api/v1/tags/{}", &[name]).auth(Auth::Optional)
}

/// Follows a hashtag.
pub fn follow(name: &str) -> Request<Tag> {
    Request::post("/api/v1/tags/{}/follow", &[name]).not_found(Feature)
}

/// Follows it no more.
pub fn unfollow(name: &str) -> Request<Tag> {
    Request::post("/api/v1/tags/{}/unfollow", &[name]).not_found(Feature)
}

/// The hashtags that the reader follows.
pub fn followed(page: &Page) -> Request<Parsed<Tag>> {
    Request::get("/api/v1/followed_tags", &[]).not_found(Feature).page(page)
}
