//! The tree as plain text: for previews, labels and comparison.

use super::{Block, Document, Inline};

impl Document {
    /// The text as a reader would copy it: a line feed for each break, an empty line between paragraphs.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        blocks(&self.blocks, false, &mut out);
        out
    }

    /// The same with the addresses of links that servers have shortened: for comparing with what somebody wrote.
    #[must_use]
    pub fn plain_text_in_full(&self) -> String {
        let mut out = String::new();
        blocks(&self.blocks, true, &mut out);
        out
    }

    /// Whether it links to somewhere, mentions and hashtags aside.
    #[must_use]
    pub fn has_link(&self) -> bool {
        self.blocks.iter().any(Block::has_link)
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

impl Block {
    /// Whether there is a link in it that leads out of the network of people and hashtags.
    fn has_link(&self) -> bool {
        match self {
            Self::Paragraph(line) | Self::Preformatted(line) => {
                line.iter().any(|piece| matches!(piece, Inline::Link { .. }))
            }
            Self::Quote(inner) => inner.iter().any(Self::has_link),
            Self::List { items, .. } => items.iter().flatten().any(Self::has_link),
        }
    }
}

/// The text of a line, parts that servers mark as invisible included.
#[must_use]
pub(super) fn inlines(line: &[Inline]) -> String {
    let mut out = String::new();
    append(line, false, &mut out);
    out
}

fn blocks(list: &[Block], in_full: bool, out: &mut String) {
    for block in list {
        match block {
            Block::Paragraph(line) | Block::Preformatted(line) => {
                if !out.is_empty() {
                    out.push_str("\n\n");
                }
                append(line, in_full, out);
            }
            Block::Quote(inner) => blocks(inner, in_full, out),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, in_full, out)),
        }
    }
}

fn append(line: &[Inline], in_full: bool, out: &mut String) {
    for piece in line {
        match piece {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Emoji(emoji) => {
                out.push(':');
                out.push_str(&emoji.shortcode);
                out.push(':');
            }
            Inline::Link { href, content, .. } => {
                let start = out.len();
                append(content, in_full, out);
                if in_full && out.ends_with('…') {
                    out.truncate(start);
                    out.push_str(href.as_str());
                }
            }
            Inline::Mention { content, .. } | Inline::Hashtag { content, .. } => {
                append(content, in_full, out);
            }
        }
    }
}
