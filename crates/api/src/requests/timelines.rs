//! `/api/v1/timelines`.

use crate::entities::Status;
use crate::error::NotFoundMeans::{Feature, Thing};
use crate::id::ListId;
use crate::lenient::Parsed;
use crate::request::{Auth, Page, Request};

/// Posts by those the reader follows.
pub fn home(page: &Page) -> Request<Parsed<Status>> {
    Request::get("/api/v1/timelines/home", &[]).not_found(Feature).page(page)
}

/// Public posts of all servers this one knows.
pub fn public(page: &Page) -> Request<Parsed<Status>> {
    public_from("", page)
}

/// Public posts of this server.
pub fn local(page: &Page) -> Request<Parsed<Status>> {
    public_from("local", page)
}

/// Public posts of other servers.
pub fn remote(page: &Page) -> Request<Parsed<Status>> {
    public_from("remote", page)
}

fn public_from(which: &str, page: &Page) -> Request<Parsed<Status>> {
    let request = Request::get("/api/v1/timelines/public", &[]).auth(Auth::Optional).not_found(Feature);
    request.flag(which, !which.is_empty()).page(page)
}

/// Public posts with a hashtag, given without the number sign, or with any of others. GoToSocial answers 404 for one never used.
pub fn tag(name: &str, others: &[&str], page: &Page) -> Request<Parsed<Status>> {
    Request::get("/api/v1/timelines/tag/{}", &[name])
        .auth(Auth::Optional)
        .not_found(Thing)
        .each("any[]", others)
        .page(page)
}

/// Posts by the members of a list.
pub fn list(id: &ListId, page: &Page) -> Request<Parsed<Status>> {
    Request::get("/api/v1/timelines/list/{}", &[id.as_str()]).page(page)
}
