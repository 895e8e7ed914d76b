//! `/api/v1/tags` and `/api/v1/followed_tags`. Names come without the number sign.

use crate::entities::{FeaturedTag, Tag};
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::TagId;
use crate::lenient::Parsed;
use crate::params::NewFeaturedTag;
use crate::request::{Auth, Page, Request};
use crate::response::Nothing;

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

/// The hashtags on the reader's own profile.
pub fn featured() -> Request<Parsed<FeaturedTag>> {
    Request::get("/api/v1/featured_tags", &[]).not_found(Feature)
}

/// Puts a hashtag on the reader's own profile.
pub fn feature(name: &str) -> Request<FeaturedTag> {
    let tag = NewFeaturedTag { name: name.to_owned() };
    Request::post("/api/v1/featured_tags", &[]).not_found(Feature).json(&tag)
}

/// Takes it off again.
pub fn unfeature(id: &TagId) -> Request<Nothing> {
    Request::delete("/api/v1/featured_tags/{}", &[id.as_str()]).not_found(Thing)
}
