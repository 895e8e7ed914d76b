use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Body;
use crate::error::NotFoundMeans;
use crate::form;
use crate::link::PageCursor;

/// What may stand in a segment of a path as it is (RFC 3986, unreserved).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The names by which every list of the API is paged.
pub(super) const PAGING: [&str; 3] = ["max_id", "since_id", "min_id"];

/// What to send, without the address of the server, the token and the type of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The verb.
    pub method: Method,
    /// From the slash on, encoded.
    pub path: String,
    /// Names and values, not yet encoded.
    pub query: Vec<(String, String)>,
    /// What follows.
    pub body: Body,
    /// Under which the server does the same thing only once.
    pub idempotency_key: Option<String>,
    /// Whether to send the token.
    pub auth: Auth,
    /// What a 404 means.
    pub not_found: NotFoundMeans,
}

/// The verb of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are HTTP's")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The verb on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Whether a request carries the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// It makes no sense without.
    Required,
    /// When there is one: the answer then knows who asks.
    Optional,
    /// Never.
    Never,
}

impl Call {
    /// Path and query, encoded.
    pub fn target(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let query = form::encode(self.query.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        format!("{}?{query}", self.path)
    }

    pub(super) fn new(method: Method, path: &str, segments: &[&str]) -> Self {
        Self {
            method,
            path: fill(path, segments),
            query: Vec::new(),
            body: Body::Empty,
            idempotency_key: None,
            auth: Auth::Required,
            not_found: NotFoundMeans::Depends,
        }
    }

    /// Goes to a place in the list: the names of the link count, and of the request's own those that say what is listed.
    pub(super) fn go_to(&mut self, cursor: &PageCursor) {
        let pairs: Vec<_> = cursor.pairs().collect();
        self.query
            .retain(|(name, _)| !PAGING.contains(&name.as_str()) && !pairs.iter().any(|(n, _)| n == name));
        self.query.extend(pairs);
    }
}

/// Puts segments, encoded, into the place of each `{}`.
fn fill(path: &str, segments: &[&str]) -> String {
    let mut filled = String::with_capacity(path.len() + 32);
    let mut segments = segments.iter();
    for (position, part) in path.split("{}").enumerate() {
        if position > 0 {
            filled.extend(
                segments.next().map(|segment| utf8_percent_encode(segment, PLAIN)).into_iter().flatten(),
            );
        }
        filled.push_str(part);
    }
    filled
}
