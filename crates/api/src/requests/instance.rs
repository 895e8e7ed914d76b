//! `/api/v2/instance`, `/api/v1/instance` and nodeinfo: what a server is and can.

use crate::entities::{Instance, InstanceV1, NodeInfo, NodeInfoLinks, Rule};
use crate::error::NotFoundMeans::Feature;
use crate::lenient::Parsed;
use crate::request::{Auth, Request};

/// The server (Mastodon 4.0).
pub fn get() -> Request<Instance> {
    Request::get("/api/v2/instance", &[]).auth(Auth::Never).not_found(Feature)
}

/// The server, for those without v2.
pub fn get_v1() -> Request<InstanceV1> {
    Request::get("/api/v1/instance", &[]).auth(Auth::Never).not_found(Feature)
}

/// What it asks of its users.
pub fn rules() -> Request<Parsed<Rule>> {
    Request::get("/api/v1/instance/rules", &[]).auth(Auth::Never).not_found(Feature)
}

/// Where it describes its software.
pub fn nodeinfo_links() -> Request<NodeInfoLinks> {
    Request::get("/.well-known/nodeinfo", &[]).auth(Auth::Never).not_found(Feature)
}

/// Its software; `path` is that of a link, without the server's address.
pub fn nodeinfo(path: &str) -> Request<NodeInfo> {
    let mut request = Request::get("", &[]).auth(Auth::Never).not_found(Feature);
    path.clone_into(&mut request.call.path);
    request
}
