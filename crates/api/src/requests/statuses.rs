//! `/api/v1/statuses`.

use crate::entities::{Account, Context, Scheduling, Status, StatusEdit, StatusSource, Translation};
use crate::error::NotFoundMeans::Thing;
use crate::id::StatusId;
use crate::lenient::Parsed;
use crate::params::{EditStatus, InteractionPolicy, NewStatus, ReblogOptions};
use crate::request::{Auth, Page, Request};

/// Publishes. As a form, since some servers drop polls from JSON.
pub fn create(status: &NewStatus, idempotency_key: Option<&str>) -> Request<Status> {
    Request::post("/api/v1/statuses", &[]).form(status).idempotent(idempotency_key).not_found(Thing)
}

/// Publishes later: [`scheduled_at`](NewStatus::scheduled_at) is set. Some servers publish at once all the same.
pub fn schedule(status: &NewStatus, idempotency_key: Option<&str>) -> Request<Scheduling> {
    Request::post("/api/v1/statuses", &[]).form(status).idempotent(idempotency_key).not_found(Thing)
}

/// A post.
pub fn get(id: &StatusId) -> Request<Status> {
    Request::get("/api/v1/statuses/{}", &[id.as_str()]).auth(Auth::Optional).not_found(Thing)
}

/// Changes a post.
pub fn edit(id: &StatusId, changes: &EditStatus) -> Request<Status> {
    Request::put("/api/v1/statuses/{}", &[id.as_str()]).json(changes)
}

/// Removes a post. The answer holds its text, for writing it anew.
pub fn delete(id: &StatusId) -> Request<Status> {
    Request::delete("/api/v1/statuses/{}", &[id.as_str()]).not_found(Thing)
}

/// What it answers and what answers it.
pub fn context(id: &StatusId) -> Request<Context> {
    Request::get("/api/v1/statuses/{}/context", &[id.as_str()]).auth(Auth::Optional).not_found(Thing)
}

/// A post as its author wrote it.
pub fn source(id: &StatusId) -> Request<StatusSource> {
    Request::get("/api/v1/statuses/{}/source", &[id.as_str()])
}

/// A post's versions, the first first.
pub fn history(id: &StatusId) -> Request<Parsed<StatusEdit>> {
    Request::get("/api/v1/statuses/{}/history", &[id.as_str()]).auth(Auth::Optional)
}

/// A post in another language; the reader's when none is given.
pub fn translate(id: &StatusId, language: Option<&str>) -> Request<Translation> {
    Request::post("/api/v1/statuses/{}/translate", &[id.as_str()]).maybe("lang", language)
}

/// Who favoured it.
pub fn favourited_by(id: &StatusId, page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/statuses/{}/favourited_by", &[id.as_str()]).auth(Auth::Optional).page(page)
}

/// Who boosted it.
pub fn reblogged_by(id: &StatusId, page: &Page) -> Request<Parsed<Account>> {
    Request::get("/api/v1/statuses/{}/reblogged_by", &[id.as_str()]).auth(Auth::Optional).page(page)
}

/// The posts that quote it (Mastodon 4.5).
pub fn quotes(id: &StatusId, page: &Page) -> Request<Parsed<Status>> {
    Request::get("/api/v1/statuses/{}/quotes", &[id.as_str()]).auth(Auth::Optional).page(page)
}

/// Takes a post of one's own out of one that quotes it; answers with that one (Mastodon 4.5).
pub fn revoke_quote(id: &StatusId, quoting: &StatusId) -> Request<Status> {
    Request::post("/api/v1/statuses/{}/quotes/{}/revoke", &[id.as_str(), quoting.as_str()]).not_found(Thing)
}

/// Says who may quote a post of one's own from now on (Mastodon 4.5).
pub fn set_quote_policy(id: &StatusId, policy: &InteractionPolicy) -> Request<Status> {
    Request::put("/api/v1/statuses/{}/interaction_policy", &[id.as_str()]).json(policy).not_found(Thing)
}

/// Favours.
pub fn favourite(id: &StatusId) -> Request<Status> {
    action(id, "favourite")
}

/// Favours no more.
pub fn unfavourite(id: &StatusId) -> Request<Status> {
    action(id, "unfavourite")
}

/// Boosts. The answer is the boost on most servers, the post on some.
pub fn reblog(id: &StatusId, options: &ReblogOptions) -> Request<Status> {
    action(id, "reblog").form(options)
}

/// Boosts no more. The answer is the post.
pub fn unreblog(id: &StatusId) -> Request<Status> {
    action(id, "unreblog")
}

/// Bookmarks.
pub fn bookmark(id: &StatusId) -> Request<Status> {
    action(id, "bookmark")
}

/// Bookmarks no more.
pub fn unbookmark(id: &StatusId) -> Request<Status> {
    action(id, "unbookmark")
}

/// Pins to the profile.
pub fn pin(id: &StatusId) -> Request<Status> {
    action(id, "pin")
}

/// Pins no more.
pub fn unpin(id: &StatusId) -> Request<Status> {
    action(id, "unpin")
}

/// Stops notifications of a conversation.
pub fn mute(id: &StatusId) -> Request<Status> {
    action(id, "mute")
}

/// Lets notifications of a conversation through again.
pub fn unmute(id: &StatusId) -> Request<Status> {
    action(id, "unmute")
}

fn action(id: &StatusId, verb: &str) -> Request<Status> {
    Request::post("/api/v1/statuses/{}/{}", &[id.as_str(), verb])
}
