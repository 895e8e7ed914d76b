//! How long a post is, as Mastodon counts: characters as people see them, a link as 23, a mention without its domain.

use unicode_segmentation::UnicodeSegmentation;

use super::scan::{Piece, scan};

/// What a link counts, however long it is.
pub(crate) const LINK_LENGTH: usize = 23;

/// The length of `text`.
pub(crate) fn length(text: &str) -> usize {
    scan(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.graphemes(true).count(),
            Piece::Url(_) => LINK_LENGTH,
            Piece::Mention { username, .. } => 1 + username.len(),
            Piece::Tag(name) => 1 + name.graphemes(true).count(),
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_mentions_and_emoji_count_as_mastodon_counts_them() {
        assert_eq!(length("a https://example.org/a/very/long/path/that/goes/on"), 2 + 23);
        assert_eq!(length("@ada@a.very.long.domain.example hi"), 4 + 3);
        assert_eq!(length("👩‍👩‍👧 é"), 3);
    }
}
