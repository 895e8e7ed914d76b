//! For trying clients: what a server of another kind, or an older one, has not got, this one can leave out.
//!
//! All of it is one layer around the routes of the API ([`lacking`]): requests for what is missing are answered as any
//! unknown address is, before anything is done, and answers are changed on their way out, while they are not compressed
//! yet. Nothing behind the layer knows of it, and with nothing to leave out there is no layer. What streams carry, and the
//! pages on which people sign in, stay as they are.

mod addresses;
mod fields;

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::{Next, from_fn_with_state},
    response::{Html, IntoResponse, Response},
};
use serde_json::Value;

use self::{addresses::is_missing, fields::Cut};
use crate::{
    error::{ApiError, ApiResult},
    extract::content_type,
};

/// What can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Feature {
    /// The second version of what the server says of itself; the first remains
    V2Instance,
    /// Streams, and their address in what the server says of itself
    Streaming,
    /// Filters of both versions, and which of them fit a post
    Filters,
    /// The second version of filters, and which of them fit a post; the first remains
    V2Filters,
    /// Lists, their feeds, and who is on them
    Lists,
    /// The second version of notifications; the first remains
    GroupedNotifications,
    /// Errors as JSON; they are HTML, as from a proxy
    JsonErrors,
    /// The header that leads to further pages
    Links,
    /// What posts, accounts and the server say of themselves beyond the needful
    OptionalFields,
}

/// What the layer needs to know of an answer.
struct Lack {
    features: Vec<Feature>,
    /// What is cut out of JSON.
    cuts: Vec<&'static Cut>,
}

/// The same routes, without `features`.
pub(crate) fn lacking<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
    features: &[Feature],
) -> Router<S> {
    if features.is_empty() {
        return routes;
    }
    let lack = Lack { features: features.to_vec(), cuts: fields::cuts(features) };
    routes.layer(from_fn_with_state(Arc::new(lack), answer))
}

async fn answer(State(lack): State<Arc<Lack>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let api = path.starts_with("/api/");
    let mut response = if lack.features.iter().any(|&feature| is_missing(feature, path)) {
        ApiError::nothing_here().into_response()
    } else {
        next.run(request).await
    };
    if api && !lack.cuts.is_empty() && content_type(response.headers()) == "application/json" {
        response = cut(&lack.cuts, response).await.unwrap_or_else(IntoResponse::into_response);
    }
    if lack.features.contains(&Feature::JsonErrors) && is_error(&response) {
        response = as_page(response);
    }
    if lack.features.contains(&Feature::Links) {
        response.headers_mut().remove(header::LINK);
    }
    response
}

fn is_error(response: &Response) -> bool {
    response.status().is_client_error() || response.status().is_server_error()
}

/// The same answer without what is cut out of its entities.
async fn cut(cuts: &[&Cut], response: Response) -> ApiResult<Response> {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(ApiError::internal)?;
    if bytes.is_empty() {
        // The answer to HEAD.
        return Ok(Response::from_parts(parts, Body::empty()));
    }
    let mut value: Value = serde_json::from_slice(&bytes)?;
    fields::apply(cuts, &mut value);
    parts.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(serde_json::to_vec(&value)?)))
}

/// The same refusal as a page for people. Its headers stay: they say when to come back.
fn as_page(response: Response) -> Response {
    let (mut parts, _) = response.into_parts();
    let title = parts.status;
    let page = format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    );
    let (html, body) = Html(page).into_response().into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let kind = html.headers.get(header::CONTENT_TYPE).cloned();
    parts.headers.insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("text/html")));
    Response::from_parts(parts, body)
}
