//! From what people type to the HTML that the API gives out, as Mastodon writes it.
//!
//! The text is cut into [`Piece`]s once; HTML, mentions, tags and the count of characters all come from them, so they
//! cannot disagree.

mod count;
mod html;
mod scan;

pub(crate) use count::{LINK_LENGTH, length};
pub(crate) use html::{Links, escape, field_html, note_html, status_html};
pub(crate) use scan::{Piece, normal_tag, scan};

/// The usernames that `text` mentions, those of this server (`host`) only, each once.
pub(crate) fn mentions<'t>(text: &'t str, host: &str) -> Vec<&'t str> {
    let mut names: Vec<&str> = Vec::new();
    for piece in scan(text) {
        if let Piece::Mention { username, domain } = piece
            && domain.is_none_or(|domain| domain.eq_ignore_ascii_case(host))
            && !names.iter().any(|name| name.eq_ignore_ascii_case(username))
        {
            names.push(username);
        }
    }
    names
}

/// The tags in `text`, without their sign, each once.
pub(crate) fn tags(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for piece in scan(text) {
        if let Piece::Tag(name) = piece
            && !names.iter().any(|known| normal_tag(known) == normal_tag(name))
        {
            names.push(name);
        }
    }
    names
}

/// The shortcodes between colons in `text`; not all of them need be emoji.
pub(crate) fn shortcodes(text: &str) -> Vec<&str> {
    let is_code =
        |part: &&str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    // The parts before the first colon and after the last one stand between no two.
    let parts: Vec<&str> = text.split(':').collect();
    let inner = parts.len().saturating_sub(2);
    parts.into_iter().skip(1).take(inner).filter(is_code).collect()
}
