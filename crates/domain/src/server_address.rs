//! What people type when they are asked for their server.

use crate::WebUrl;

/// The address of the server that was meant: scheme and host, no slash at the end.
///
/// People type a name, an address with a path, or their own handle. Https is meant, except on this machine.
///
/// ```
/// use rejoin_domain::server_address;
/// let address = |text| server_address(text).map(|url| url.as_str().to_owned());
/// assert_eq!(address(" Example.social/@me ").as_deref(), Some("https://example.social"));
/// assert_eq!(address("@me@example.social").as_deref(), Some("https://example.social"));
/// assert_eq!(address("localhost:3000").as_deref(), Some("http://localhost:3000"));
/// assert_eq!(address("http://example.social").as_deref(), Some("http://example.social"));
/// assert_eq!(address("what?"), None);
/// ```
#[must_use]
pub fn server_address(text: &str) -> Option<WebUrl> {
    let text = text.trim().to_lowercase();
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, text.as_str()),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if !is_host(host) {
        return None;
    }
    let scheme = match scheme {
        Some(scheme @ ("http" | "https")) => scheme,
        Some(_) => return None,
        None if is_this_machine(host) => "http",
        None => "https",
    };
    WebUrl::parse(&format!("{scheme}://{host}"))
}

/// A name with a dot or port, an address in brackets, or this machine.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let valid_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let in_brackets = name.starts_with('[') && name.ends_with(']');
    let plain = !name.is_empty()
        && name
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    valid_port && (in_brackets || (plain && (name.contains('.') || name == "localhost" || port.is_some())))
}

fn is_this_machine(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.starts_with("127.")
        || host.starts_with("[::1]")
}

#[cfg(test)]
mod tests {
    use super::server_address;

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "  ",
            "mastodon",
            "a b.example",
            "ftp://a.example",
            "https://",
            "a..b",
            "a.example:99999",
            "@me",
        ] {
            assert_eq!(server_address(text), None, "{text}");
        }
    }

    #[test]
    fn ports_and_other_scripts_are_kept() {
        let address = |text| server_address(text).map(|url| url.as_str().to_owned());
        assert_eq!(address("127.0.0.1:8080/about").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(address("https://bücher.example").as_deref(), Some("https://bücher.example"));
        assert_eq!(address("[::1]:3000").as_deref(), Some("http://[::1]:3000"));
    }
}
