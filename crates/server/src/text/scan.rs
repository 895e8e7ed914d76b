//! Finding links, mentions and tags.

/// A stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Text(&'t str),
    /// An http(s) address as written.
    Url(&'t str),
    /// `@username` or `@username@domain`, without the first sign.
    Mention {
        username: &'t str,
        domain: Option<&'t str>,
    },
    /// Without the sign.
    Tag(&'t str),
}

/// Most bytes of an address that becomes a link.
const MAX_URL: usize = 2_048;
/// Most characters of a tag.
const MAX_TAG: usize = 100;

/// Cuts `text` into pieces that, joined with their signs, are `text` again.
pub(crate) fn scan(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        let found = match first {
            'h' | 'H' if !before.is_some_and(is_word) => url(rest),
            '@' if !before.is_some_and(|c| is_word(c) || matches!(c, '/' | '@' | '.')) => mention(rest),
            '#' if !before.is_some_and(|c| is_word(c) || matches!(c, '/' | '#' | '&')) => tag(rest),
            _ => None,
        };
        let length = found.map_or(first.len_utf8(), |(_, length)| length);
        if let Some((piece, _)) = found {
            push_text(&mut pieces, text.get(plain_from..at));
            pieces.push(piece);
            plain_from = at + length;
        }
        before = rest.get(..length).and_then(|eaten| eaten.chars().next_back());
        at += length;
    }
    push_text(&mut pieces, text.get(plain_from..));
    pieces
}

fn push_text<'t>(pieces: &mut Vec<Piece<'t>>, text: Option<&'t str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece::Text(text));
    }
}

/// The name that a tag is known by: `#Café` and `#café` are one.
pub(crate) fn normal_tag(name: &str) -> String {
    name.to_lowercase()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn url(rest: &str) -> Option<(Piece<'_>, usize)> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}')
    };
    let candidate = rest.get(..rest.find(ends).unwrap_or(rest.len()))?;
    let address = trim_end(candidate);
    let fits = address.len() > scheme.len() && address.len() <= MAX_URL;
    let parsed =
        url::Url::parse(address).ok().filter(|url| url.host_str().is_some_and(|host| !host.is_empty()))?;
    (fits && parsed.username().is_empty()).then_some((Piece::Url(address), address.len()))
}

/// Without the punctuation of the sentence around it: a closing bracket belongs to it only if it was opened in it.
fn trim_end(mut address: &str) -> &str {
    loop {
        let last = address.chars().next_back();
        let surplus = match last {
            Some('.' | ',' | ':' | ';' | '!' | '?' | '\'' | '…' | '*' | '_' | '~') => true,
            Some(')') => address.matches(')').count() > address.matches('(').count(),
            Some(']') => address.matches(']').count() > address.matches('[').count(),
            Some('}') => address.matches('}').count() > address.matches('{').count(),
            _ => false,
        };
        match (surplus, last.and_then(|last| address.get(..address.len() - last.len_utf8()))) {
            (true, Some(shorter)) => address = shorter,
            _ => return address,
        }
    }
}

fn mention(rest: &str) -> Option<(Piece<'_>, usize)> {
    let after = rest.get(1..)?;
    let username = prefix(after, |c| c.is_ascii_alphanumeric() || c == '_');
    if username.is_empty() || username.len() > 64 {
        return None;
    }
    let length = 1 + username.len();
    let domain = rest.get(length..)?.strip_prefix('@').map(|host| {
        prefix(host, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'))
            .trim_end_matches(['.', '-', ':'])
    });
    match domain.filter(|domain| !domain.is_empty()) {
        Some(domain) => Some((Piece::Mention { username, domain: Some(domain) }, length + 1 + domain.len())),
        None => Some((Piece::Mention { username, domain: None }, length)),
    }
}

fn tag(rest: &str) -> Option<(Piece<'_>, usize)> {
    let name = prefix(rest.get(1..)?, is_tag_char).trim_end_matches(['·', '・', '\u{200c}', '\u{200d}']);
    let says_something = name.chars().any(|c| c.is_alphabetic());
    (says_something && name.chars().count() <= MAX_TAG).then_some((Piece::Tag(name), 1 + name.len()))
}

/// Letters, digits and marks of any script; the joiners and viramas that Indic and Persian words need.
fn is_tag_char(c: char) -> bool {
    is_word(c)
        || matches!(c, '·' | '・' | '\u{200c}' | '\u{200d}' | '\u{0300}'..='\u{036f}')
        || matches!(
            c,
            '\u{094d}'
                | '\u{09cd}'
                | '\u{0a4d}'
                | '\u{0acd}'
                | '\u{0b4d}'
                | '\u{0bcd}'
                | '\u{0c4d}'
                | '\u{0ccd}'
        )
        || matches!(c, '\u{0d4d}' | '\u{0dca}' | '\u{0e47}'..='\u{0e4e}' | '\u{1039}' | '\u{103a}' | '\u{064b}'..='\u{0652}')
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Mention, Tag, Text, Url};

    #[test]
    fn links_mentions_and_tags_are_found() {
        let text = "hi @ada, see https://a.example/x_(y)). #Rust_2024 @bo@b.example:8080!";
        let expected = vec![
            Text("hi "),
            Mention { username: "ada", domain: None },
            Text(", see "),
            Url("https://a.example/x_(y)"),
            Text("). "),
            Tag("Rust_2024"),
            Text(" "),
            Mention { username: "bo", domain: Some("b.example:8080") },
            Text("!"),
        ];
        assert_eq!(scan(text), expected);
    }

    #[test]
    fn what_only_looks_like_it_is_text() {
        for text in [
            "me@example.com",
            "a#b",
            "#123",
            "https://",
            "http:// x",
            "@",
            "##",
            "x/@y",
            "javascript:alert(1)",
            "&#39;",
        ] {
            assert_eq!(scan(text), vec![Text(text)], "{text}");
        }
    }

    #[test]
    fn tags_of_all_scripts_are_whole() {
        for name in ["café", "日本語", "हिन्दी", "العربية", "ไทยเก่ง", "नमस्ते"]
        {
            assert_eq!(scan(&format!("#{name}")), vec![Tag(name)], "{name}");
        }
        assert_eq!(scan("見て#猫。"), vec![Text("見て#猫。")]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in r"[ @#a-z0-9_./:()é猫\n]{0,40}|https?://[a-z.()/?]{0,20}|\PC{0,30}") {
            let joined: String = scan(&text).into_iter().map(|piece| match piece {
                Text(text) | Url(text) => text.to_owned(),
                Mention { username, domain: None } => format!("@{username}"),
                Mention { username, domain: Some(domain) } => format!("@{username}@{domain}"),
                Tag(name) => format!("#{name}"),
            }).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
