//! Every recorded refusal, and some made up after other servers, means the right thing to the caller.

use rejoin_api::{ApiError, FromJson, NotFoundMeans, Request, Response, Timestamp, requests};

use crate::fixtures;

/// What a recorded refusal has to be taken for: by its status, and these by name.
const BY_NAME: &[(&str, &str)] = &[
    ("takahe/errors/400-bad-token.json", "unauthorised"),
    ("gotosocial/errors/405-statuses-multi.json", "not supported"),
    // A redirection is for browsers.
    ("gotosocial/errors/303-html-oauth-authorize-bad-client.json", "garbage"),
];

fn name(error: &ApiError) -> &'static str {
    match error {
        ApiError::Unauthorised { .. } => "unauthorised",
        ApiError::Forbidden { .. } => "forbidden",
        ApiError::NotFound => "not found",
        ApiError::NotSupported => "not supported",
        ApiError::RateLimited { .. } => "rate limited",
        ApiError::Refused { .. } => "refused",
        ApiError::ServerTrouble { .. } => "server trouble",
        ApiError::Garbage { .. } => "garbage",
    }
}

fn expected(fixture: &fixtures::Fixture) -> &'static str {
    if let Some((_, expected)) = BY_NAME.iter().find(|(name, _)| *name == fixture.name) {
        return expected;
    }
    match fixture.response.status {
        400 | 402 | 406..=409 | 411..=428 => "refused",
        401 => "unauthorised",
        403 => "forbidden",
        404 if fixture.body.is_object() => "not found",
        404 | 405 | 501 => "not supported",
        429 => "rate limited",
        500.. => "server trouble",
        _ => "garbage",
    }
}

#[test]
fn every_recorded_refusal_is_understood() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for fixture in fixtures::all().iter().filter(|fixture| !fixture.response.is_success()) {
        seen += 1;
        let error = ApiError::of(&fixture.response, NotFoundMeans::Depends);
        if name(&error) != expected(fixture) {
            wrong.push(format!("{}: {} instead of {}", fixture.name, name(&error), expected(fixture)));
        }
        // The server's words are kept, unless it sent a page.
        let said = fixture.body.get("error").is_some_and(|words| words.as_str() != Some(""));
        let speaks = matches!(name(&error), "unauthorised" | "forbidden" | "refused");
        if speaks && said && error.message().is_none() {
            wrong.push(format!("{}: the words are lost", fixture.name));
        }
        if error.message().is_some_and(|words| words.contains("<html")) {
            wrong.push(format!("{}: markup for words", fixture.name));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(seen > 90, "only {seen} refusals");
}

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let headers = headers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Response { status, headers, body: body.to_owned() }
}

fn means(status: u16, headers: &[(&str, &str)], body: &str) -> ApiError {
    ApiError::of(&response(status, headers, body), NotFoundMeans::Depends)
}

#[test]
fn a_404_means_what_the_request_makes_of_it() {
    let page = response(404, &[("content-type", "text/html")], "<!DOCTYPE html><html></html>");
    let json = response(404, &[("content-type", "application/json")], r#"{"error":"Not Found"}"#);
    let status = requests::statuses::get(&"1".into());
    assert_eq!(status.read(&page), Err(ApiError::NotFound));
    assert_eq!(status.read(&json), Err(ApiError::NotFound));
    let groups = requests::markers::get();
    assert_eq!(groups.read(&page), Err(ApiError::NotSupported));
    assert_eq!(groups.read(&json), Err(ApiError::NotSupported));
    let history = requests::statuses::history(&"1".into());
    assert_eq!(history.read(&page), Err(ApiError::NotSupported));
    assert_eq!(history.read(&json), Err(ApiError::NotFound));
}

#[test]
fn mastodons_details_come_through() {
    let body = r#"{"error":"Validation failed: Username has already been taken",
        "details":{"username":[{"error":"ERR_TAKEN","description":"has already been taken"}]}}"#;
    let ApiError::Refused { status: 422, message: Some(message), details, .. } = means(422, &[], body) else {
        panic!("not refused");
    };
    assert!(message.starts_with("Validation failed"));
    assert_eq!(details["username"][0].error, "ERR_TAKEN");
}

#[test]
fn an_oauth_refusal_keeps_its_code_and_shows_the_sentence() {
    let body = r#"{"error":"invalid_grant","error_description":"The code has expired."}"#;
    let error = means(400, &[], body);
    assert_eq!(error.message(), Some("The code has expired."));
    assert!(matches!(error, ApiError::Refused { code: Some(code), .. } if code == "invalid_grant"));
}

#[test]
fn the_end_of_a_limit_is_read_in_every_form() {
    let reset = Timestamp::parse("2026-11-22T19:46:16.000Z");
    let error =
        ApiError::of(&fixtures::one("gotosocial/ratelimit/429-get.json").response, NotFoundMeans::Depends);
    assert_eq!(error, ApiError::RateLimited { reset, retry_after: None });
    let seconds = means(429, &[("X-RateLimit-Reset", "1795376776"), ("Retry-After", "12")], "");
    assert_eq!(seconds, ApiError::RateLimited { reset, retry_after: Some(12) });
    let senseless = means(429, &[("X-RateLimit-Reset", "soon"), ("Retry-After", "later")], "");
    assert_eq!(senseless, ApiError::RateLimited { reset: None, retry_after: None });
}

#[test]
fn words_of_any_kind_are_told_from_pages() {
    let cases = [
        (403, "text/plain", "Not for you\n", Some("Not for you")),
        (403, "text/html", "<html><body>Forbidden</body></html>", None),
        (403, "application/json", "{\"reason\":1}", None),
        (403, "", "", None),
        (422, "application/json", r#"{"error":{"de":"nein"}}"#, None),
    ];
    for (status, kind, body, words) in cases {
        assert_eq!(means(status, &[("content-type", kind)], body).message(), words, "{body}");
    }
}

#[test]
fn trouble_passes_and_refusals_do_not() {
    for status in [408, 429, 500, 502, 503, 504, 522] {
        assert!(means(status, &[], "").is_passing(), "{status}");
    }
    for status in [400, 401, 403, 404, 405, 410, 413, 422, 501] {
        assert!(!means(status, &[], "").is_passing(), "{status}");
    }
}

#[test]
fn a_page_instead_of_json_is_no_answer() {
    fn read<T: FromJson>(request: &Request<T>, body: &str) -> Option<ApiError> {
        request.read(&response(200, &[("content-type", "text/html; charset=utf-8")], body)).err()
    }
    let page = "<!doctype html><html><body>Welcome</body></html>";
    assert_eq!(read(&requests::instance::get(), page), Some(ApiError::NotSupported));
    assert!(matches!(read(&requests::instance::get(), "moved"), Some(ApiError::Garbage { status: 200, .. })));
    assert!(matches!(read(&requests::oauth::verify_app(), "[]"), Some(ApiError::Garbage { .. })));
    // What is no list is no empty list.
    assert!(read(&requests::lists::all(), "{}").is_some());
    // Another service that answers every path with an object is no server of this API.
    assert!(read(&requests::instance::get(), r#"{"ok":true}"#).is_some());
}
