//! HTML in the shape that Mastodon gives it, which is what clients take apart again.

use std::fmt::Write;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::scan::{Piece, normal_tag, scan};

/// Characters of an address that are shown before it is cut short.
const SHOWN: usize = 30;

/// What links lead to.
pub(crate) struct Links<'a> {
    /// The server's origin.
    pub(crate) origin: &'a str,
    /// Its host, by which `@name@host` is one of its own.
    pub(crate) host: &'a str,
    /// Usernames that exist, as their owners spell them.
    pub(crate) known: &'a [String],
}

/// The HTML of a post.
pub(crate) fn status_html(text: &str, links: &Links<'_>) -> String {
    paragraphs(text, links, "nofollow noopener")
}

/// The HTML of a profile's text.
pub(crate) fn note_html(text: &str, links: &Links<'_>) -> String {
    paragraphs(text, links, "nofollow noopener noreferrer")
}

/// The HTML of a profile field's value: one line.
pub(crate) fn field_html(text: &str, links: &Links<'_>) -> String {
    let mut html = String::new();
    inline(&mut html, text.trim(), links, "me nofollow noopener noreferrer");
    html
}

/// `text` with what HTML would take for its own made harmless.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// An empty line parts paragraphs, a line break is one.
fn paragraphs(text: &str, links: &Links<'_>, rel: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut html = String::with_capacity(text.len() * 2);
    let mut open = false;
    let mut lines_in_paragraph = 0;
    for line in text.trim_end().trim_start_matches('\n').split('\n') {
        if line.trim().is_empty() {
            if open {
                html.push_str("</p>");
            }
            (open, lines_in_paragraph) = (false, 0);
            continue;
        }
        if !open {
            html.push_str("<p>");
            open = true;
        }
        if lines_in_paragraph > 0 {
            html.push_str("<br>");
        }
        lines_in_paragraph += 1;
        inline(&mut html, line, links, rel);
    }
    if open {
        html.push_str("</p>");
    }
    html
}

fn inline(html: &mut String, line: &str, links: &Links<'_>, rel: &str) {
    for piece in scan(line) {
        match piece {
            Piece::Text(text) => push_escaped(html, text),
            Piece::Url(address) => push_link(html, address, rel),
            Piece::Mention { username, domain } => push_mention(html, username, domain, links),
            Piece::Tag(name) => push_tag(html, name, links),
        }
    }
}

fn push_mention(html: &mut String, username: &str, domain: Option<&str>, links: &Links<'_>) {
    let local = domain.is_none_or(|domain| domain.eq_ignore_ascii_case(links.host));
    let known = links.known.iter().find(|name| local && name.eq_ignore_ascii_case(username));
    let origin = links.origin;
    // Writing to a String cannot fail.
    let _ = match (known, domain) {
        (Some(name), _) => write!(
            html,
            "<span class=\"h-card\" translate=\"no\"><a href=\"{origin}/@{name}\" class=\"u-url mention\">@<span>{name}</span></a></span>"
        ),
        (None, Some(domain)) => write!(html, "@{username}@{}", escape(domain)),
        (None, None) => write!(html, "@{username}"),
    };
}

fn push_tag(html: &mut String, name: &str, links: &Links<'_>) {
    let path = normal_tag(name);
    let path = utf8_percent_encode(&path, NON_ALPHANUMERIC);
    let _ = write!(
        html,
        "<a href=\"{}/tags/{path}\" class=\"mention hashtag\" rel=\"tag\">#<span>{}</span></a>",
        links.origin,
        escape(name)
    );
}

/// The scheme is hidden, 30 characters are shown, the rest is hidden behind an ellipsis.
fn push_link(html: &mut String, address: &str, rel: &str) {
    let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let hidden = address.strip_suffix(bare).unwrap_or_default();
    let cut = bare.char_indices().nth(SHOWN).map_or(bare.len(), |(at, _)| at);
    let (shown, rest) = bare.split_at_checked(cut).unwrap_or((bare, ""));
    let class = if rest.is_empty() { "" } else { "ellipsis" };
    let _ = write!(
        html,
        "<a href=\"{}\" target=\"_blank\" rel=\"{rel}\" translate=\"no\"><span class=\"invisible\">{}</span><span class=\"{class}\">{}</span><span class=\"invisible\">{}</span></a>",
        escape(address),
        escape(hidden),
        escape(shown),
        escape(rest)
    );
}

fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let known = ["Ada".to_owned()];
        status_html(text, &Links { origin: "https://s.example", host: "s.example", known: &known })
    }

    #[test]
    fn lines_and_paragraphs() {
        assert_eq!(html("one\ntwo\r\n\r\n\nthree\n"), "<p>one<br>two</p><p>three</p>");
        assert_eq!(html(" \n"), "");
    }

    #[test]
    fn markup_is_text() {
        let expected = "<p>&lt;script&gt;&quot;&amp;&#39;</p>";
        assert_eq!(html("<script>\"&'"), expected);
        assert!(!html("https://a.example/\"onmouseover=alert(1)").contains("\"onmouseover"));
    }

    #[test]
    fn mentions_lead_to_people_that_exist() {
        let ada = "<span class=\"h-card\" translate=\"no\"><a href=\"https://s.example/@Ada\" class=\"u-url mention\">@<span>Ada</span></a></span>";
        assert_eq!(
            html("@ada @ada@s.example @ada@else.example @bob"),
            format!("<p>{ada} {ada} @ada@else.example @bob</p>")
        );
    }

    #[test]
    fn links_are_shortened_and_tags_lead_to_their_page() {
        let html = html("https://www.example.org/a/long/path/that/is/cut/short #Café").replace("> <", ">\n<");
        insta::assert_snapshot!(html, @r#"
        <p><a href="https://www.example.org/a/long/path/that/is/cut/short" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">https://www.</span><span class="ellipsis">example.org/a/long/path/that/i</span><span class="invisible">s/cut/short</span></a>
        <a href="https://s.example/tags/caf%C3%A9" class="mention hashtag" rel="tag">#<span>Café</span></a></p>
        "#);
    }
}
