//! The tree as plain text: for previews, labels and comparison.

use super::{Block, Document, Inline};

impl Document {
    /// The text as a reader would copy it: a line feed for each break, an empty line between paragraphs.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        blocks(&self.blocks, &mut out);
        out
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// The text of a line, parts that servers mark as invisible included.
#[must_use]
pub(super) fn inlines(line: &[Inline]) -> String {
    let mut out = String::new();
    append(line, &mut out);
    out
}

fn blocks(list: &[Block], out: &mut String) {
    for block in list {
        match block {
            Block::Paragraph(line) | Block::Preformatted(line) => {
                if !out.is_empty() {
                    out.push_str("\n\n");
                }
                append(line, out);
            }
            Block::Quote(inner) => blocks(inner, out),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, out)),
        }
    }
}

fn append(line: &[Inline], out: &mut String) {
    for piece in line {
        match piece {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Emoji(emoji) => {
                out.push(':');
                out.push_str(&emoji.shortcode);
                out.push(':');
            }
            Inline::Link { content, .. }
            | Inline::Mention { content, .. }
            | Inline::Hashtag { content, .. } => {
                append(content, out);
            }
        }
    }
}
