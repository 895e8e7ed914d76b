//! What a post was before it was edited, and what has become other.

use rejoin_api::{self as api, Timestamp};

use crate::Media;
use crate::record;
use crate::richtext::{self, Document, Inline, Surroundings};

/// Texts with more words than this are not compared word by word: it takes the square of their number.
const MANY: usize = 2_000;

record! {
    /// A post as it was after one of its edits; the first is as it was written.
    pub struct Version {
        /// When it was published.
        pub created_at: Timestamp,
        /// What it said.
        pub content: Document,
        /// The content warning; empty where there was none.
        pub warning: Vec<Inline>,
        /// Whether its media were to be covered.
        pub sensitive: bool,
        /// Its attachments.
        pub media: Vec<Media>,
        /// What its poll offered.
        pub poll: Vec<Vec<Inline>>,
    }
}

impl Version {
    /// Takes a version from an answer.
    #[must_use]
    pub fn from_wire(wire: &api::StatusEdit) -> Self {
        let around = Surroundings { emojis: &wire.emojis, ..Surroundings::default() };
        let options = wire.poll.iter().flat_map(|poll| &poll.options);
        Self {
            created_at: wire.created_at,
            content: richtext::parse(&wire.content, around),
            warning: richtext::parse_plain(&wire.spoiler_text, &wire.emojis),
            sensitive: wire.sensitive,
            media: wire.media_attachments.iter().map(Media::from_wire).collect(),
            poll: options.map(|option| richtext::parse_plain(&option.title, &wire.emojis)).collect(),
        }
    }

    /// What has become other since an earlier version, besides the text.
    #[must_use]
    pub fn other_than(&self, before: &Self) -> Vec<Other> {
        let described = |version: &Self| -> Vec<_> {
            version.media.iter().map(|media| media.description.clone()).collect()
        };
        let files =
            |version: &Self| -> Vec<_> { version.media.iter().map(|media| media.id.clone()).collect() };
        let mut all = Vec::new();
        if files(self) != files(before) {
            all.push(Other::Media);
        } else if described(self) != described(before) {
            all.push(Other::Descriptions);
        }
        if self.poll != before.poll {
            all.push(Other::Poll);
        }
        if self.sensitive != before.sensitive && !self.media.is_empty() {
            all.push(if self.sensitive { Other::Covered } else { Other::Uncovered });
        }
        all
    }
}

/// Something besides the text that an edit has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// Attachments came, went or moved.
    Media,
    /// Attachments are described in other words.
    Descriptions,
    /// The poll offers something else.
    Poll,
    /// The attachments are covered now.
    Covered,
    /// The attachments are no longer covered.
    Uncovered,
}

/// A piece of a text beside an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It is in both.
    Same(String),
    /// It was only in the earlier.
    Gone(String),
    /// It is only in the later.
    New(String),
}

impl Piece {
    fn text_mut(&mut self) -> &mut String {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::New(text) => text,
        }
    }
}

/// What has become of a text, word by word: the pieces that are [`Piece::Same`] or [`Piece::New`] make up the later one, the
/// others with those that are the same the earlier.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    let mut pieces: Vec<Piece> = Vec::new();
    if old.len() > MANY || new.len() > MANY {
        return if before == after {
            vec![Piece::Same(after.to_owned())]
        } else {
            vec![Piece::Gone(before.to_owned()), Piece::New(after.to_owned())]
        };
    }
    for word in diff::slice(&old, &new) {
        let piece = match word {
            diff::Result::Both(word, _) => Piece::Same((*word).to_owned()),
            diff::Result::Left(word) => Piece::Gone((*word).to_owned()),
            diff::Result::Right(word) => Piece::New((*word).to_owned()),
        };
        join(&mut pieces, piece);
    }
    pieces
}

/// Appends to the piece before, if it is of the same kind.
fn join(pieces: &mut Vec<Piece>, mut piece: Piece) {
    match pieces.last_mut() {
        Some(last) if std::mem::discriminant(last) == std::mem::discriminant(&piece) => {
            last.text_mut().push_str(piece.text_mut());
        }
        _ => pieces.push(piece),
    }
}

/// Words, what stands between them, and, where a script has no spaces between words, single characters.
fn words(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_joined(first) {
            rest.find(|c| !is_joined(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        all.push(word);
        rest = after;
    }
    all
}

/// Whether a character makes a word with its neighbours: letters, marks and digits up to where the scripts of East Asia begin.
fn is_joined(c: char) -> bool {
    !c.is_ascii_punctuation()
        && !c.is_whitespace()
        && (c < '\u{2e80}' || ('\u{ac00}'..='\u{d7a3}').contains(&c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let piece = |piece| match piece {
            Piece::Same(text) => text,
            Piece::Gone(text) => format!("[-{text}-]"),
            Piece::New(text) => format!("{{+{text}+}}"),
        };
        compare(before, after).into_iter().map(piece).collect()
    }

    #[test]
    fn words_that_changed_are_told_from_those_that_did_not() {
        assert_eq!(shown("Meet at six.", "Meet at seven."), "Meet at [-six-]{+seven+}.");
        assert_eq!(shown("Hello", "Hello"), "Hello");
        assert_eq!(shown("", "Hello"), "{+Hello+}");
        assert_eq!(shown("こんにちは世界", "こんばんは世界"), "こん[-にち-]{+ばん+}は世界");
        assert_eq!(shown("안녕 친구", "안녕 여러분"), "안녕 [-친구-]{+여러분+}");
    }

    #[test]
    fn what_else_changed_is_named() {
        let version = |json: &str| Version::from_wire(&rejoin_api::parse(json).expect("parses"));
        let before = version(
            r#"{"content": "<p>a</p>", "account": {"id": "a", "username": "a", "acct": "a"}, "media_attachments": [{"id": "1", "type": "image", "description": "x"}]}"#,
        );
        let after = version(
            r#"{"content": "<p>a</p>", "account": {"id": "a", "username": "a", "acct": "a"}, "sensitive": true, "poll": {"options": [{"title": "yes"}]},
                "media_attachments": [{"id": "1", "type": "image", "description": "y"}]}"#,
        );
        assert_eq!(after.other_than(&before), [Other::Descriptions, Other::Poll, Other::Covered]);
        assert_eq!(before.other_than(&before), []);
        let stored = serde_json::to_string(&after).expect("is JSON");
        assert_eq!(rejoin_api::parse::<Version>(&stored).expect("is read back"), after);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_made_of_the_pieces(before in ".{0,80}", after in ".{0,80}") {
            let (mut old, mut new) = (String::new(), String::new());
            for piece in compare(&before, &after) {
                match piece {
                    Piece::Same(text) => { old += &text; new += &text; }
                    Piece::Gone(text) => old += &text,
                    Piece::New(text) => new += &text,
                }
            }
            prop_assert_eq!(old, before);
            prop_assert_eq!(new, after);
        }
    }
}
