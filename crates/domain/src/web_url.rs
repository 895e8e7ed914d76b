//! Addresses that may be followed or fetched.

use std::fmt;

use rejoin_api::lenient::{Fault, FromJson, Raw};
use serde::Serialize;

/// An address that is safe to put into a link or a picture: http or https, with a host, of bounded length.
///
/// ```
/// use rejoin_domain::WebUrl;
/// assert!(WebUrl::parse("https://example.com/a").is_some());
/// assert!(WebUrl::parse("javascript:alert(1)").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct WebUrl(String);

/// Longer addresses are refused: browsers and servers stop at about this length too, and a document repeats some.
const MAX_LEN: usize = 2048;

impl WebUrl {
    /// Takes the address if it is one that may be used.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c <= ' ');
        let (scheme, rest) = text.split_once("://")?;
        let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let starts_with_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let clean = !text.contains(|c: char| c.is_control() || c == ' ' || c == '\\');
        (web && starts_with_host && clean && text.len() <= MAX_LEN).then(|| Self(text.to_owned()))
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host with its port, as written: `example.com:8080`.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
        authority.rsplit_once('@').map_or(authority, |(_, host)| host)
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Its default, the empty address, is never read: it only holds a place while the rest of a record is.
impl FromJson for WebUrl {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        Self::parse(&String::from_json(raw)?).ok_or_else(Fault::wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_pass() {
        for good in
            ["https://a.example", "HTTP://a.example:80/x?y#z", " https://[::1]/ ", "https://bücher.example/"]
        {
            assert!(WebUrl::parse(good).is_some(), "{good}");
        }
        let long = format!("https://a.example/{}", "x".repeat(3000));
        for bad in [
            "",
            "a.example",
            "//a.example",
            "javascript:alert(1)",
            "javascript://a.example/%0aalert(1)",
            "data:text/html,x",
            "java\nscript://x",
            "https:///x",
            "https:\\\\x",
            "https://a b",
            "https://a\tb",
            "http:x",
            "blob:https://x",
            &long,
        ] {
            assert!(WebUrl::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_host_is_what_follows_the_credentials() {
        let host = |s: &str| WebUrl::parse(s).map(|u| u.host().to_owned());
        assert_eq!(host("https://a.example/x@y"), Some("a.example".into()));
        assert_eq!(host("https://good.example@evil.example:1/x"), Some("evil.example:1".into()));
    }
}
