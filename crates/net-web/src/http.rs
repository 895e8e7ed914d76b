//! One request by fetch.

use futures::future::{Either, select};
use futures::pin_mut;
use gloo_net::http::{Request, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use rejoin_api::{Body, Call, Method, Response};
use rejoin_sync::net::NetworkError;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, Blob, RequestCredentials, RequestMode};

use crate::multipart;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 30_000;

/// The same with files, which slow lines need long for.
const PATIENCE_WITH_FILES: u32 = 300_000;

/// Sends `call` to `address` and reads the whole answer.
pub(crate) async fn send(
    address: &str,
    token: Option<&str>,
    call: &Call,
    files: &[(String, Blob)],
) -> Result<Response, NetworkError> {
    if offline() {
        return Err(NetworkError::Offline);
    }
    let abort = AbortController::new().ok();
    let request =
        build(address, token, call, files, abort.as_ref()).map_err(|_| NetworkError::Unreachable)?;
    let patience = if matches!(call.body, Body::Multipart(_)) { PATIENCE_WITH_FILES } else { PATIENCE };
    let answer = exchange(request);
    let timeout = TimeoutFuture::new(patience);
    pin_mut!(answer, timeout);
    match select(answer, timeout).await {
        Either::Left((answer, _)) => answer,
        Either::Right(((), _)) => {
            if let Some(abort) = abort {
                abort.abort();
            }
            Err(NetworkError::TimedOut)
        }
    }
}

fn build(
    address: &str,
    token: Option<&str>,
    call: &Call,
    files: &[(String, Blob)],
    abort: Option<&AbortController>,
) -> Result<Request, gloo_net::Error> {
    let signal = abort.map(AbortController::signal);
    let mut request: RequestBuilder = match call.method {
        Method::Get => Request::get(address),
        Method::Post => Request::post(address),
        Method::Put => Request::put(address),
        Method::Patch => Request::patch(address),
        Method::Delete => Request::delete(address),
    }
    // The token says who asks; a cookie of the server's own pages must not.
    .credentials(RequestCredentials::Omit)
    .abort_signal(signal.as_ref());
    if let Some(token) = token {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    if let Some(key) = &call.idempotency_key {
        request = request.header("Idempotency-Key", key);
    }
    match &call.body {
        Body::Empty => request.build(),
        Body::Json(text) => request.header("Content-Type", "application/json").body(text.as_str()),
        Body::Form(text) => {
            request.header("Content-Type", "application/x-www-form-urlencoded").body(text.as_str())
        }
        Body::Multipart(parts) => request.body(JsValue::from(multipart::form(parts, files))),
    }
}

async fn exchange(request: Request) -> Result<Response, NetworkError> {
    // Even when the device is offline by now: the request may have left it before.
    let answer = request.send().await.map_err(|_| NetworkError::Unreachable)?;
    let headers = answer.headers().entries().collect();
    let status = answer.status();
    // The server has acted; what breaks off now is its answer.
    let body = answer.text().await.map_err(|_| NetworkError::Unreachable)?;
    Ok(Response { status, headers, body })
}

/// Whether the device itself says that it has no network: then nothing is sent.
fn offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Whether a server answers at all, be it an answer that this page may not read.
pub(crate) async fn answers_at_all(address: &str) -> bool {
    let request =
        Request::get(address).mode(RequestMode::NoCors).credentials(RequestCredentials::Omit).build();
    match request {
        Ok(request) => request.send().await.is_ok(),
        Err(_) => false,
    }
}
