//! The built app at `/`.

use std::{fs, path::Path};

use reqwest::{Method, header::HeaderMap};

use crate::support::{Answer, Host};

const SCRIPT: &str = "/rejoin-0123456789abcdef.js";

/// As `cargo xtask dist` leaves it, in small.
fn build(dir: &Path) {
    for (name, text) in [
        ("index.html", "<!DOCTYPE html><title>The app</title>"),
        ("rejoin-0123456789abcdef.js", "export const here = true;"),
        ("rejoin-0123456789abcdef.js.br", "brotli, supposedly"),
        ("sw.js", "self"),
        ("manifest.webmanifest", "{}"),
    ] {
        fs::write(dir.join(name), text).unwrap();
    }
}

async fn host_with_app() -> (Host, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path());
    let app = dir.path().to_owned();
    (Host::start_with(|config| config.app = Some(app)).await, dir)
}

/// As a browser goes to a page.
async fn visit(host: &Host, path: &str) -> Answer {
    let nobody = host.nobody();
    nobody
        .deliver(
            nobody.request(Method::GET, path).header("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
        )
        .await
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_address_of_the_app_opens_the_app() {
    let (host, _dir) = host_with_app().await;
    for path in [
        "/",
        "/local",
        "/@nell",
        "/@nell@other.example/117662496393463015",
        "/tags/%E5%BA%AD",
        "/search?q=a.b",
    ] {
        let page = visit(&host, path).await;
        assert_eq!(
            (page.status.as_u16(), page.text.contains("The app")),
            (200, true),
            "{path}: {}",
            page.text
        );
        assert_eq!(header(&page.headers, "cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn every_page_carries_the_policy() {
    let (host, _dir) = host_with_app().await;
    let bare = Host::start().await;
    for page in [visit(&host, "/").await, visit(&host, "/@nell").await, visit(&bare, "/").await] {
        let policy = header(&page.headers, "content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(policy.contains(part), "{part} in {policy}");
        }
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(header(&page.headers, "x-content-type-options"), "nosniff");
        assert_eq!(header(&page.headers, "cross-origin-opener-policy"), "same-origin");
        assert!(!header(&page.headers, "referrer-policy").is_empty());
        assert!(header(&page.headers, "permissions-policy").contains("geolocation=()"));
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_the_rest_is_asked_for_again() {
    let (host, _dir) = host_with_app().await;
    let script = host.nobody().get(SCRIPT).await;
    assert_eq!(header(&script.headers, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&script.headers, "content-type"), "text/javascript");
    for path in ["/sw.js", "/manifest.webmanifest", "/index.html"] {
        let file = host.nobody().get(path).await;
        assert_eq!(
            (file.status.as_u16(), header(&file.headers, "cache-control")),
            (200, "no-cache"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn compressed_files_go_to_whoever_takes_them() {
    let (host, _dir) = host_with_app().await;
    let nobody = host.nobody();
    let compressed =
        nobody.deliver(nobody.request(Method::GET, SCRIPT).header("accept-encoding", "gzip, br")).await;
    assert_eq!(header(&compressed.headers, "content-encoding"), "br");
    assert_eq!(header(&compressed.headers, "content-type"), "text/javascript");
    assert_eq!(compressed.text, "brotli, supposedly");
    assert_eq!(header(&compressed.headers, "vary"), "accept-encoding");
    assert_eq!(nobody.get(SCRIPT).await.text, "export const here = true;");
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let (host, _dir) = host_with_app().await;
    let changed = header(&visit(&host, "/").await.headers, "last-modified").to_owned();
    let nobody = host.nobody();
    let again =
        nobody.request(Method::GET, "/").header("accept", "text/html").header("if-modified-since", changed);
    assert_eq!(nobody.deliver(again).await.status.as_u16(), 304);
}

#[tokio::test]
async fn what_is_not_there_is_not_the_app() {
    let (host, dir) = host_with_app().await;
    fs::write(dir.path().parent().unwrap().join("rejoin-outside.txt"), "outside").unwrap();
    for path in
        ["/missing.js", "/icons/missing.png", "/..%2frejoin-outside.txt", "/%2e%2e/rejoin-outside.txt"]
    {
        let answer = visit(&host, path).await;
        assert!(answer.status.as_u16() >= 400, "{path}: {} {}", answer.status, answer.text);
        assert!(!answer.text.contains("outside"), "{path}");
    }
    assert_eq!(host.nobody().get("/local").await.status.as_u16(), 404, "a fetch is no visit");
    for path in ["/api/nothing", "/api", "/oauth/nothing", "/.well-known/nothing", "/media/nothing"] {
        visit(&host, path).await.refused(404);
    }
    fs::remove_file(dir.path().parent().unwrap().join("rejoin-outside.txt")).unwrap();
}

#[tokio::test]
async fn without_an_app_the_page_says_how_to_build_it() {
    let host = Host::start().await;
    let page = visit(&host, "/").await;
    assert_eq!(page.status.as_u16(), 200);
    assert!(page.text.contains("cargo xtask run"), "{}", page.text);
    visit(&host, "/local").await.refused(404);
}
