//! `/api/v1/conversations`.

use crate::entities::Conversation;
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::ConversationId;
use crate::lenient::Parsed;
use crate::request::{Page, Request};
use crate::response::Nothing;

/// The reader's conversations. Its cursors are ids of posts.
pub fn list(page: &Page) -> Request<Parsed<Conversation>> {
    Request::get("/api/v1/conversations", &[]).not_found(Feature).page(page)
}

/// Marks a conversation as read.
pub fn read(id: &ConversationId) -> Request<Conversation> {
    Request::post("/api/v1/conversations/{}/read", &[id.as_str()]).not_found(Thing)
}

/// Removes a conversation from the list; its posts stay.
pub fn delete(id: &ConversationId) -> Request<Nothing> {
    Request::delete("/api/v1/conversations/{}", &[id.as_str()]).not_found(Thing)
}

/// Marks a conversation as unread (Mastodon 4.2).
pub fn unread(id: &ConversationId) -> Request<Conversation> {
    Request::post("/api/v1/conversations/{}/unread", &[id.as_str()]).not_found(Thing)
}
