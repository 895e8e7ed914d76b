//! Other people's HTML as a small typed tree.
//!
//! Posts, notes and profile fields arrive as HTML from servers that may not have cleaned it: unclosed, nested without end,
//! with scripts in it. It is parsed here, once, when it arrives:
//!
//! 1. A tokenizer cuts the text into tags and characters as a browser does ([`parse`]).
//! 2. A builder keeps the few elements that carry meaning and drops the rest, some with all they contain ([`Document`]).
//! 3. Links are told apart into mentions, hashtags and links out, by what the post itself says of them.
//! 4. Shortcodes of custom emojis become emojis.
//!
//! What comes out holds no markup, no addresses other than http and https, and no more than [`MAX_DEPTH`] levels of blocks,
//! however deep the input was nested. Time and memory are linear in the length of the input; nothing recurses over it.

mod builder;
mod codec;
mod compose;
mod emoji;
mod entities;
mod links;
mod parser;
mod plain;
mod tokenizer;
mod tree;

pub use compose::compose;
pub use parser::parse;
pub use tree::{Block, CustomEmoji, Document, Inline, Style};

use rejoin_api as api;

/// How deep quotes and lists may nest; deeper ones are shown on the deepest level.
pub const MAX_DEPTH: usize = 8;

/// How many pieces (runs of text, links, breaks, emojis) a document may have; the rest is cut with an ellipsis.
pub const MAX_PIECES: usize = 10_000;

/// How many custom emojis a document may have; further shortcodes stay text. Each emoji repeats its addresses, so that
/// without a bound a short text could grow a thousandfold.
pub const MAX_EMOJIS: usize = 500;

/// What the entity around the HTML says of the names in it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// The accounts that a post mentions.
    pub mentions: &'a [api::Mention],
    /// The hashtags of a post.
    pub tags: &'a [api::StatusTag],
    /// The custom emojis that may occur.
    pub emojis: &'a [api::CustomEmoji],
}

/// Parses text that is not HTML (a display name, a content warning, a poll option): only custom emojis are resolved.
#[must_use]
pub fn parse_plain(text: &str, emojis: &[api::CustomEmoji]) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut left = MAX_EMOJIS;
    emoji::split(text, Style::PLAIN, emojis, &mut left, &mut out);
    out
}

/// A line as plain text, for labels.
#[must_use]
pub fn plain_line(line: &[Inline]) -> String {
    plain::inlines(line)
}

#[cfg(test)]
mod tests;
