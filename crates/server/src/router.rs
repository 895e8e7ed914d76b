//! All routes and the layers around them. From the outside in: panics become 500, CORS answers preflights, then who
//! asks is found out, then it is counted, then the handler runs; its answer is compressed on the way out.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, Method, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::any,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{AllowHeaders, Any as AnyOrigin, CorsLayer},
    normalize_path::NormalizePath,
};

use crate::{
    api, auth::identity::identify, error::ApiError, limits::limit, media::limits::MAX_IMAGE_BYTES, oauth,
    seed::live, state::AppState, web, without::lacking,
};

/// A picture, its thumbnail, and what multipart wraps around them.
const MAX_BODY: usize = 2 * MAX_IMAGE_BYTES + 1024 * 1024;

/// What anyone may send to the sign-in pages, without a token.
const MAX_FORM: usize = 64 * 1024;

/// The whole server.
pub(crate) fn router(state: AppState) -> Router {
    let counted = api::routes()
        .merge(oauth::routes().layer(DefaultBodyLimit::max(MAX_FORM)))
        .route("/api/{*rest}", any(not_found))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(state.clone(), live::notice))
        .layer(from_fn_with_state(state.clone(), limit))
        .layer(from_fn_with_state(state.clone(), identify))
        .layer(from_fn(never_cache));
    let open = api::uncounted_routes().method_not_allowed_fallback(method_not_allowed);
    let router = lacking(counted.merge(open), &state.config.without)
        // Only what the API says: the app's files lie there compressed, and pictures are.
        .layer(CompressionLayer::new())
        .layer(cors())
        .merge(oauth::pages().layer(DefaultBodyLimit::max(MAX_FORM)))
        .fallback(web::app::serve)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(state);
    // Some clients end an address with a slash: toot at sign-in, Mastodon.py when it asks what the server is.
    Router::new().fallback_service(NormalizePath::trim_trailing_slash(router))
}

/// Any origin may call the API: it takes no cookies.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AnyOrigin)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([
            header::LINK,
            header::RETRY_AFTER,
            header::ETAG,
            HeaderName::from_static("x-ratelimit-limit"),
            HeaderName::from_static("x-ratelimit-remaining"),
            HeaderName::from_static("x-ratelimit-reset"),
            HeaderName::from_static("idempotency-key"),
        ])
        .max_age(Duration::from_secs(24 * 60 * 60))
}

/// What the API says is for one viewer at one moment.
async fn never_cache(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(header::HeaderValue::from_static("private, no-store"));
    response.headers_mut().append(header::VARY, header::HeaderValue::from_static("Authorization"));
    response
}

async fn not_found() -> ApiError {
    ApiError::nothing_here()
}

async fn method_not_allowed() -> ApiError {
    ApiError::Other(
        axum::http::StatusCode::METHOD_NOT_ALLOWED,
        "This address does not take this method".to_owned(),
    )
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    ApiError::internal(format!("a handler panicked: {}", words.unwrap_or("no words"))).into_response()
}
