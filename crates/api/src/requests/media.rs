//! `/api/v2/media`.

use crate::entities::MediaAttachment;
use crate::error::NotFoundMeans::Thing;
use crate::id::MediaId;
use crate::params::UpdateMedia;
use crate::request::{FilePart, Request};
use crate::response::Nothing;

/// Uploads. The server may still work on it afterwards: [`Response::is_unfinished`](crate::Response::is_unfinished), and
/// then [`get`] it until it is not.
pub fn upload(file: FilePart, about: &UpdateMedia) -> Request<MediaAttachment> {
    Request::post("/api/v2/media", &[]).multipart(about, [("file", file)])
}

/// An attachment that is not in a post yet.
pub fn get(id: &MediaId) -> Request<MediaAttachment> {
    Request::get("/api/v1/media/{}", &[id.as_str()]).not_found(Thing)
}

/// Changes what is said about it.
pub fn update(id: &MediaId, about: &UpdateMedia) -> Request<MediaAttachment> {
    Request::put("/api/v1/media/{}", &[id.as_str()]).not_found(Thing).json(about)
}

/// Removes an attachment that is not in a post (Mastodon 4.4).
pub fn delete(id: &MediaId) -> Request<Nothing> {
    Request::delete("/api/v1/media/{}", &[id.as_str()])
}
