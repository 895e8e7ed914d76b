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
    let candidate = up_to(rest, MAX_URL, ends)?;
    let address = trim_end(candidate);
    if address.len() <= scheme.len() {
        return None;
    }
    let parsed =
        url::Url::parse(address).ok().filter(|url| url.host_str().is_some_and(|host| !host.is_empty()))?;
    parsed.username().is_empty().then_some((Piece::Url(address), address.len()))
}

/// `text` up to where it ends, unless that is more than `most` bytes: further it is not looked, so that a text full of
/// beginnings is not read to its end for each.
fn up_to(text: &str, most: usize, ends: impl Fn(char) -> bool) -> Option<&str> {
    let near = text.char_indices().take_while(|(at, c)| *at <= most && !ends(*c));
    let end = near.last().map_or(0, |(at, c)| at + c.len_utf8());
    text.get(..end).filter(|found| found.len() <= most)
}

/// Without the punctuation of the sentence around it: a closing bracket belongs to it only if it was opened in it.
/// The brackets are counted once, and counted down as they are cut off.
fn trim_end(address: &str) -> &str {
    let mut unopened =
        [Unopened::of(address, '(', ')'), Unopened::of(address, '[', ']'), Unopened::of(address, '{', '}')];
    let surplus = |c: char| {
        matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '…' | '*' | '_' | '~')
            || unopened.iter_mut().any(|brackets| brackets.take(c))
    };
    trim_while(address, surplus)
}

/// The closing brackets of a kind that an address has more than opening ones.
struct Unopened {
    closing: char,
    left: usize,
}

impl Unopened {
    fn of(address: &str, opening: char, closing: char) -> Self {
        let left = address.matches(closing).count().saturating_sub(address.matches(opening).count());
        Self { closing, left }
    }

    /// True if `c` is one of them, which is then one less.
    fn take(&mut self, c: char) -> bool {
        let is_one = c == self.closing && self.left > 0;
        if is_one {
            self.left -= 1;
        }
        is_one
    }
}

/// Without the characters at the end for which `surplus` is true. It is asked once for each, the last one first.
fn trim_while(text: &str, mut surplus: impl FnMut(char) -> bool) -> &str {
    let kept = text.char_indices().rev().find(|(_, c)| !surplus(*c));
    kept.and_then(|(at, c)| text.get(..at + c.len_utf8())).unwrap_or_default()
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

    #[test]
    fn brackets_that_were_not_opened_are_not_part_of_an_address() {
        for (text, address) in [
            ("https://a.example/x)", "https://a.example/x"),
            ("https://a.example/(x))", "https://a.example/(x)"),
            ("https://a.example/x[1]]}.)", "https://a.example/x[1]"),
            ("https://a.example/).)", "https://a.example/"),
            ("https://a.example/(x", "https://a.example/(x"),
        ] {
            assert_eq!(scan(text).first(), Some(&Url(address)), "{text}");
        }
    }

    #[test]
    fn an_address_is_a_link_up_to_its_limit() {
        let address = |length: usize| format!("https://a.example/{}", "x".repeat(length - 18));
        assert_eq!(scan(&address(MAX_URL)), vec![Url(&address(MAX_URL))]);
        assert_eq!(scan(&address(MAX_URL + 1)), vec![Text(&address(MAX_URL + 1))]);
    }

    /// Some of these take an hour if the work grows with the square of the length.
    #[test]
    fn long_texts_take_work_in_proportion() {
        let million = 1_000_000;
        for text in [
            format!("https://a.example/{}", ")".repeat(million)),
            format!("https://a.example/{}", "(".repeat(million)),
            format!("https://a.example/{}", "...)]}".repeat(million / 6)),
            "http://".repeat(million / 70),
            "@a@".repeat(million / 3),
            "#a·".repeat(million / 4),
        ] {
            assert_eq!(length_of(&scan(&text)), text.len());
        }
    }

    fn length_of(pieces: &[Piece<'_>]) -> usize {
        let bytes = |piece: &Piece<'_>| match piece {
            Text(text) | Url(text) => text.len(),
            Mention { username, domain } => 1 + username.len() + domain.map_or(0, |domain| 1 + domain.len()),
            Tag(name) => 1 + name.len(),
        };
        pieces.iter().map(bytes).sum()
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
