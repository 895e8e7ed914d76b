//! Shortcodes of custom emojis in text.

use rejoin_api as api;

use super::{CustomEmoji, Inline, Style};
use crate::WebUrl;

/// Appends `text` to `out`, cut at the shortcodes that `emojis` knows; `left` bounds how many are resolved.
pub(super) fn split(
    text: &str,
    style: Style,
    emojis: &[api::CustomEmoji],
    left: &mut usize,
    out: &mut Vec<Inline>,
) {
    if emojis.is_empty() {
        return push_text(text, style, out);
    }
    let mut pieces = text.split(':');
    let Some(first) = pieces.next() else { return };
    // Text before the colon that may open the next shortcode.
    let mut pending = first.to_owned();
    while let Some(candidate) = pieces.next() {
        match find(candidate, emojis).filter(|_| *left > 0 && pieces.clone().next().is_some()) {
            Some(emoji) => {
                *left -= 1;
                push_text(&pending, style, out);
                out.push(Inline::Emoji(emoji));
                pending = pieces.next().unwrap_or_default().to_owned();
            }
            None => {
                pending.push(':');
                pending.push_str(candidate);
            }
        }
    }
    push_text(&pending, style, out);
}

/// Appends text, joining it to a run of the same style.
pub(super) fn push_text(more: &str, look: Style, out: &mut Vec<Inline>) {
    if more.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(Inline::Text { text, style }) if *style == look => text.push_str(more),
        _ => out.push(Inline::Text { text: more.to_owned(), style: look }),
    }
}

fn find(shortcode: &str, emojis: &[api::CustomEmoji]) -> Option<CustomEmoji> {
    if shortcode.is_empty() || shortcode.len() > 128 {
        return None;
    }
    let emoji = emojis.iter().take(super::MAX_EMOJIS).find(|emoji| emoji.shortcode == shortcode)?;
    let url = WebUrl::parse(&emoji.url)?;
    let static_url = WebUrl::parse(&emoji.static_url).unwrap_or_else(|| url.clone());
    Some(CustomEmoji { shortcode: shortcode.to_owned(), url, static_url })
}
