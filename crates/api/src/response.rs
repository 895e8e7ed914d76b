//! What came back from a server, as the network hands it over.

use crate::lenient::{Fault, FromJson, Raw};
use crate::link::Links;

/// An answer, complete. The body is text: nothing in the API is anything else.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// Of HTTP.
    pub status: u16,
    /// Names in any case. Across origins a browser hides what the server does not expose.
    pub headers: Vec<(String, String)>,
    /// What it says.
    pub body: String,
}

impl Response {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Whether the server did what it was asked.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// After how many seconds there may be more of what was asked for, where the server is still fetching it from elsewhere
    /// (`Mastodon-Async-Refresh: id="…", retry=3, result_count=2`).
    pub fn async_refresh(&self) -> Option<u32> {
        let parts = self.header("mastodon-async-refresh")?.split(',');
        parts.filter_map(|part| part.trim().strip_prefix("retry=")).find_map(|seconds| seconds.parse().ok())
    }

    /// Whether the server is still at it: media that is being processed, a home timeline that is being rebuilt.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.status, 202 | 206)
    }

    /// Where the list goes on.
    pub fn links(&self) -> Links {
        Links::parse(self.header("link").unwrap_or_default())
    }

    /// Whether the body is a page for people, by its type or its beginning.
    pub(crate) fn is_html(&self) -> bool {
        let start = self.body.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
        if start.starts_with("<!doctype html") || start.starts_with("<html") {
            return true;
        }
        // Some servers send plain words as HTML.
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
            && self.body.contains("</")
    }
}

/// An answer in which only its coming counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Nothing;

impl FromJson for Nothing {
    /// Nothing is `{}` or no text at all. What is not even JSON was not said by the server: it may be the page of a network that
    /// wants a sign-in.
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let text = raw.text();
        match text.trim().is_empty() || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
            true => Ok(Self),
            false => Err(Fault::wrong()),
        }
    }
}
