//! What a refusal means, named by what the caller can do about it.
//!
//! Servers refuse in JSON (`{"error"}`, with `details` or `error_description`), in plain words, with an HTML page, or
//! without a word. A bad token is a 401 on most servers and a 400 in plain words on some. A feature that a server has
//! not got is a 404, 405, 501 or an HTML page.

use std::collections::BTreeMap;

use crate::entities::{ErrorBody, ErrorDetail};
use crate::lenient::{Fault, parse};
use crate::response::Response;
use crate::time::Timestamp;

/// The longest plain text that is taken for the words of a refusal.
const MAX_WORDS: usize = 500;

/// Why there is no answer to a request, though the server spoke.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The token is missing or not good any more: sign in again. Some servers say this too where something belongs to
    /// somebody else, so check with `verify_credentials` before believing it.
    #[error("not signed in")]
    Unauthorised {
        /// In the server's words.
        message: Option<String>,
    },
    /// Not allowed, and asking again will not help: tell the user.
    #[error("not allowed: {}", message.as_deref().unwrap_or("the server does not say why"))]
    Forbidden {
        /// In the server's words.
        message: Option<String>,
    },
    /// It is not there, or not for this reader: forget it.
    #[error("not found")]
    NotFound,
    /// The server has not got this feature: remember that, and hide it.
    #[error("this server cannot do that")]
    NotSupported,
    /// Asked too often: wait.
    #[error("asked too often")]
    RateLimited {
        /// Until then, if the server told and its clock is right.
        reset: Option<Timestamp>,
        /// Seconds from now, if the server told.
        retry_after: Option<u32>,
    },
    /// What was sent is not acceptable: the user may change it.
    #[error("refused with {status}: {}", message.as_deref().unwrap_or("the server does not say why"))]
    Refused {
        /// Of HTTP. 409 is a conflict with something newer, 413 too much.
        status: u16,
        /// A code of OAuth, like `invalid_grant`.
        code: Option<String>,
        /// In the server's words.
        message: Option<String>,
        /// What is the matter with each field that was sent.
        details: BTreeMap<String, Vec<ErrorDetail>>,
    },
    /// The server is in trouble: try again later.
    #[error("the server is in trouble ({status})")]
    ServerTrouble {
        /// Of HTTP.
        status: u16,
        /// Seconds from now, if the server told.
        retry_after: Option<u32>,
    },
    /// The answer makes no sense.
    #[error("the answer makes no sense")]
    Garbage {
        /// Of HTTP.
        status: u16,
        /// What is the matter with it, when it should have been JSON.
        fault: Option<Fault>,
    },
}

/// What a 404 means for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NotFoundMeans {
    /// The request names one thing, which every server can have: that is gone.
    Thing,
    /// The request names nothing that could be gone: the server does not know the request.
    Feature,
    /// Either: JSON tells that the server knew the request.
    #[default]
    Depends,
}

impl ApiError {
    /// What a response that is no success means.
    pub fn of(response: &Response, not_found: NotFoundMeans) -> Self {
        let status = response.status;
        let body = parse::<ErrorBody>(&response.body).ok();
        match status {
            401 => Self::Unauthorised { message: words(response, body) },
            400 if speaks_of_token(response, body.as_ref()) => {
                Self::Unauthorised { message: words(response, body) }
            }
            403 => Self::Forbidden { message: words(response, body) },
            404 | 410 => missing(response, body.is_some(), not_found),
            405 | 501 => Self::NotSupported,
            429 => {
                Self::RateLimited { reset: response.rate_limit_reset(), retry_after: response.retry_after() }
            }
            408 | 425 | 500.. => Self::ServerTrouble { status, retry_after: response.retry_after() },
            400.. => refused(response, body),
            _ => Self::of_senseless(response, None),
        }
    }

    /// What a response that should have been JSON of some kind and is not means.
    pub(crate) fn of_senseless(response: &Response, fault: Option<Fault>) -> Self {
        if response.is_success() && response.is_html() {
            return Self::NotSupported;
        }
        Self::Garbage { status: response.status, fault }
    }

    /// Whether the same request may succeed later without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::RateLimited { .. } | Self::ServerTrouble { .. })
    }

    /// The server's own words, to be shown as plain text.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Unauthorised { message } | Self::Forbidden { message } | Self::Refused { message, .. } => {
                message.as_deref()
            }
            _ => None,
        }
    }
}

fn missing(response: &Response, is_json: bool, means: NotFoundMeans) -> ApiError {
    match means {
        NotFoundMeans::Thing => ApiError::NotFound,
        NotFoundMeans::Depends if is_json || response.status == 410 => ApiError::NotFound,
        NotFoundMeans::Depends | NotFoundMeans::Feature => ApiError::NotSupported,
    }
}

fn refused(response: &Response, body: Option<ErrorBody>) -> ApiError {
    let code = body.as_ref().filter(|body| body.error_description.is_some()).map(|body| body.error.clone());
    let details = body.as_ref().and_then(|body| body.details.clone()).unwrap_or_default();
    ApiError::Refused { status: response.status, code, message: words(response, body), details }
}

/// Takahē and others answer a bad token with 400 and plain words; OAuth libraries with a code.
fn speaks_of_token(response: &Response, body: Option<&ErrorBody>) -> bool {
    match body {
        Some(body) => body.error == "invalid_token",
        None => {
            let text = response.body.trim().to_ascii_lowercase();
            text.len() < 100
                && text.contains("token")
                && (text.contains("invalid") || text.contains("bearer"))
        }
    }
}

fn words(response: &Response, body: Option<ErrorBody>) -> Option<String> {
    let text = match body {
        Some(body) => body.error_description.filter(|text| !text.is_empty()).unwrap_or(body.error),
        None if response.is_html() => return None,
        None => response.body.trim().to_owned(),
    };
    (!text.is_empty() && text.len() <= MAX_WORDS && !text.starts_with(['{', '['])).then_some(text)
}

impl Response {
    /// How many seconds the server wants to be left alone, if it says so.
    pub fn retry_after(&self) -> Option<u32> {
        self.header("retry-after")?.trim().parse().ok()
    }

    /// When the server counts requests anew, if it says so. ISO text on Mastodon and GoToSocial, seconds since the epoch on
    /// some others.
    pub fn rate_limit_reset(&self) -> Option<Timestamp> {
        let text = self.header("x-ratelimit-reset")?.trim();
        match text.parse::<i64>() {
            Ok(seconds) if seconds > 1_000_000_000 => {
                Some(Timestamp::from_millis(seconds.checked_mul(1000)?))
            }
            Ok(_) => None,
            Err(_) => Timestamp::parse(text),
        }
    }
}
