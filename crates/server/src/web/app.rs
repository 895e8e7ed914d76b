//! The app: a directory of static files, as `cargo xtask dist` leaves it, at `/`.
//!
//! - Names with a hash in them never change, and are kept for ever; all others are asked for again each time.
//! - An address that is no file, asked for as a page, is a page of the app: `index.html` with 200.
//! - Every answer carries the policy that `public/csp.txt` says.
//! - Without a directory, `/` tells how to come by one.

use std::path::Path;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use maud::{DOCTYPE, html};
use tower_http::services::ServeDir;

use crate::{error::ApiError, state::AppState};

/// The policy of the app's pages, without the line's end.
const POLICY: &str = include_str!("../../../../public/csp.txt").trim_ascii();

/// The server's own addresses: what is not found below them is told in JSON.
const OWN: [&str; 7] = ["api", "oauth", "auth", ".well-known", "nodeinfo", "media", "health"];

/// What the app is built of: never mistaken for a page's address.
const FILES: [&str; 16] = [
    "js",
    "mjs",
    "wasm",
    "css",
    "map",
    "json",
    "webmanifest",
    "png",
    "svg",
    "ico",
    "webp",
    "jpg",
    "txt",
    "woff2",
    "br",
    "gz",
];

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Answers whatever no route of the server is for.
pub(crate) async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let first = request.uri().path().trim_start_matches('/').split('/').next().unwrap_or_default();
    if OWN.contains(&first) || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return nothing_here();
    }
    let mut response = match &state.config.app {
        Some(dir) => from_dir(dir, request).await,
        None => without_app(&request),
    };
    secure(response.headers_mut());
    response
}

fn nothing_here() -> Response {
    ApiError::Other(StatusCode::NOT_FOUND, "This server has nothing at this address".to_owned())
        .into_response()
}

async fn from_dir(dir: &Path, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let is_page = wants_page(request.headers()) && !FILES.contains(&ending(&path));
    let (parts, _) = request.into_parts();
    let found = file(dir, parts.uri.clone(), &parts.method, &parts.headers).await;
    if found.status() != StatusCode::NOT_FOUND {
        let cache = if has_hash(&path) { IMMUTABLE } else { ASK_AGAIN };
        return with_cache(found, cache);
    }
    if !is_page {
        return with_cache((StatusCode::NOT_FOUND, "There is no such file.\n").into_response(), ASK_AGAIN);
    }
    with_cache(file(dir, Uri::from_static("/index.html"), &parts.method, &parts.headers).await, ASK_AGAIN)
}

/// A file of the directory, compressed where the browser takes it so, in part or not at all where it asks for that.
async fn file(dir: &Path, uri: Uri, method: &Method, headers: &HeaderMap) -> Response {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    *request.method_mut() = method.clone();
    *request.headers_mut() = headers.clone();
    let mut files = ServeDir::new(dir).precompressed_br().precompressed_gzip();
    match files.try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(error) => ApiError::internal(error).into_response(),
    }
}

fn with_cache(mut response: Response, cache: HeaderValue) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, cache);
    // A cache on the way must not hand a compressed file to whoever cannot read it.
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// True if the browser is on its way to a page, rather than fetching a part of one.
fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"))
}

fn ending(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// True for `name-0123456789abcdef.js`, `name-0123456789abcdef_bg.wasm` and the like.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn secure(headers: &mut HeaderMap) {
    let all = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        ),
    ];
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn without_app(request: &Request) -> Response {
    if request.uri().path() != "/" {
        return nothing_here();
    }
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Rejoin server" }
            }
            body {
                h1 { "The Rejoin server runs." }
                p { "Any Mastodon client can use it at this address. The app itself is not built yet: stop the server, then build the app and start both with" }
                pre { "cargo xtask run" }
                p { "or build it alone with " code { "cargo xtask dist" } " and start the server with " code { "--app dist" } "." }
            }
        }
    };
    with_cache(page.into_response(), ASK_AGAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_never_change() {
        for yes in [
            "/rejoin-1f2e3d4c5b6a7988.js",
            "/rejoin-1f2e3d4c5b6a7988_bg.wasm",
            "/a/style-0123456789abcdef.css",
        ] {
            assert!(has_hash(yes), "{yes}");
        }
        for no in
            ["/index.html", "/sw.js", "/icon-512.png", "/manifest.webmanifest", "/", "/apple-touch-icon.png"]
        {
            assert!(!has_hash(no), "{no}");
        }
    }

    #[test]
    fn the_policy_is_one_header() {
        assert!(HeaderValue::from_str(POLICY).is_ok());
        for part in ["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"] {
            assert!(POLICY.contains(part), "{part}");
        }
    }
}
