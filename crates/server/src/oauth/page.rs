//! What the server's own pages have in common.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};

use crate::error::ApiError;

/// The app's own colours and measures, and what the pages make of them.
const STYLE: &str = concat!(include_str!("../../../../style/tokens.css"), include_str!("pages.css"));

/// `GET /auth/pages.css`
pub(super) async fn style() -> impl IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, STYLE)
}

/// A page with a title and a card in its middle.
pub(super) struct Page<'a> {
    /// The server's name.
    pub(super) site: &'a str,
    pub(super) title: &'a str,
    pub(super) body: Markup,
    /// Where forms may lead besides here, as a policy says it.
    pub(super) form_target: String,
}

impl Page<'_> {
    /// The page with a status.
    pub(super) fn answer(self, status: StatusCode) -> Response {
        let policy = format!(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
            self.form_target
        );
        let markup = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="robots" content="noindex";
                    title { (self.title) " · " (self.site) }
                    link rel="stylesheet" href="/auth/pages.css";
                    link rel="icon" href="/icon.svg" type="image/svg+xml";
                }
                body {
                    main {
                        p class="site" { (self.site) }
                        h1 { (self.title) }
                        (self.body)
                    }
                }
            }
        };
        let mut response = (status, markup).into_response();
        let headers = response.headers_mut();
        let fixed = [
            (header::CACHE_CONTROL, "no-store"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::X_FRAME_OPTIONS, "DENY"),
            (header::REFERRER_POLICY, "same-origin"),
        ];
        for (name, value) in fixed {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Ok(value) = HeaderValue::try_from(policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, value);
        }
        response
    }
}

/// A page that only says what is the matter.
pub(super) fn trouble(site: &str, status: StatusCode, words: &str) -> Response {
    let body = html! { p class="trouble" role="alert" { (words) } };
    Page { site, title: "That did not work", body, form_target: String::new() }.answer(status)
}

/// A refusal as a page.
pub(super) fn trouble_of(site: &str, error: &ApiError) -> Response {
    trouble(site, error.status(), &error.to_string())
}

/// What stands above a form that was sent in vain.
pub(super) fn alert(words: Option<&str>) -> Markup {
    html! {
        @if let Some(words) = words {
            p class="trouble" role="alert" { (words) }
        }
    }
}
