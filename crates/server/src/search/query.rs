//! What someone typed to find posts, as on Mastodon: words, `"phrases"`, `-without`, `from:name`, `has:media`,
//! `is:reply`, `language:de`, `before:2026-01-31` and the like. What is no known operator is a word.

use crate::time::{DAY, Millis};

/// A search for posts, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// Words and phrases that the post has to hold.
    pub(super) words: Vec<String>,
    /// Words and phrases that it may not hold.
    pub(super) without: Vec<String>,
    /// The author's name; `me` for oneself.
    pub(super) from: Option<String>,
    pub(super) has: Vec<Has>,
    pub(super) language: Option<String>,
    /// Made at this time or later.
    pub(super) since: Option<Millis>,
    /// Made before this time.
    pub(super) until: Option<Millis>,
}

/// What a post is or has, or (false) what it is not or lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Has(pub(super) Trait, pub(super) bool);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    Media,
    Image,
    Video,
    Audio,
    Poll,
    Link,
    Reply,
    Sensitive,
}

impl Query {
    pub(super) fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for piece in pieces(text) {
            query.take(piece);
        }
        query
    }

    /// True if it asks for nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn take(&mut self, piece: Piece<'_>) {
        let Piece { text, quoted, negated } = piece;
        let operator = if quoted { None } else { text.split_once(':') };
        let known =
            operator.is_some_and(|(name, value)| self.operator(&name.to_ascii_lowercase(), value, negated));
        if known || text.is_empty() {
            return;
        }
        let words = if negated { &mut self.without } else { &mut self.words };
        words.push(text.to_owned());
    }

    fn operator(&mut self, name: &str, value: &str, negated: bool) -> bool {
        match name {
            "has" | "is" => {
                let found = trait_of(&value.to_ascii_lowercase());
                self.has.extend(found.map(|found| Has(found, !negated)));
                found.is_some()
            }
            "from" if !negated => {
                let value = value.trim_start_matches('@');
                if !value.is_empty() {
                    self.from = Some(value.to_owned());
                }
                !value.is_empty()
            }
            "language" | "lang" if !negated && !value.is_empty() => {
                self.language = Some(value.to_ascii_lowercase());
                true
            }
            "before" | "after" | "during" | "since" if !negated => self.period(name, value),
            _ => false,
        }
    }

    fn period(&mut self, name: &str, value: &str) -> bool {
        let Some(day) = Millis::parse(&format!("{value}T00:00:00")) else { return false };
        match name {
            "before" => self.until = Some(day),
            "after" => self.since = Some(day.plus(DAY)),
            "since" => self.since = Some(day),
            _ => (self.since, self.until) = (Some(day), Some(day.plus(DAY))),
        }
        true
    }
}

fn trait_of(word: &str) -> Option<Trait> {
    Some(match word {
        "media" => Trait::Media,
        "image" | "images" => Trait::Image,
        "video" | "videos" => Trait::Video,
        "audio" => Trait::Audio,
        "poll" => Trait::Poll,
        "link" | "links" | "embed" => Trait::Link,
        "reply" => Trait::Reply,
        "sensitive" => Trait::Sensitive,
        _ => return None,
    })
}

/// What stands between spaces, or between quotes.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'t> {
    text: &'t str,
    quoted: bool,
    negated: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (negated, unsigned) = match rest.strip_prefix('-') {
            Some(after) if !after.is_empty() && !after.starts_with(char::is_whitespace) => (true, after),
            _ => (false, rest),
        };
        let (found, after, quoted) = match unsigned.strip_prefix(is_quote) {
            Some(inner) => {
                // A quote that is never closed holds all the rest.
                let (found, after) = inner.split_once(is_quote).unwrap_or((inner, ""));
                (found, after, true)
            }
            None => {
                let (found, after) = unsigned.split_once(char::is_whitespace).unwrap_or((unsigned, ""));
                (found, after, false)
            }
        };
        pieces.push(Piece { text: found.trim(), quoted, negated });
        rest = after.trim_start();
    }
    pieces
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_what_is_unwanted() {
        let query = Query::parse("  rye \"slow bread\" -white -\"fast food\" ");
        assert_eq!(query.words, ["rye", "slow bread"]);
        assert_eq!(query.without, ["white", "fast food"]);
        assert_eq!(Query::parse("“quoted words” “open end").words, ["quoted words", "open end"]);
        assert_eq!(Query::parse("a - b").words, ["a", "-", "b"]);
    }

    #[test]
    fn operators_are_known_and_the_rest_are_words() {
        let query =
            Query::parse("tea from:@Ada has:poll -is:reply lang:DE before:2026-03-01 note:this from:");
        assert_eq!(query.words, ["tea", "note:this", "from:"]);
        assert_eq!(query.from.as_deref(), Some("Ada"));
        assert_eq!(query.has, [Has(Trait::Poll, true), Has(Trait::Reply, false)]);
        assert_eq!(query.language.as_deref(), Some("de"));
        assert_eq!(query.until, Millis::parse("2026-03-01T00:00:00"));
        assert_eq!(Query::parse("before:soon has:wings").words, ["before:soon", "has:wings"]);
        assert_eq!(Query::parse("\"from:ada\"").words, ["from:ada"]);
    }

    #[test]
    fn a_day_begins_and_ends() {
        let query = Query::parse("during:2026-03-01");
        assert_eq!(
            (query.since, query.until),
            (Millis::parse("2026-03-01T00:00:00"), Millis::parse("2026-03-02T00:00:00"))
        );
        assert_eq!(Query::parse("after:2026-03-01").since, Millis::parse("2026-03-02T00:00:00"));
    }

    #[test]
    fn nothing_asks_for_nothing() {
        assert!(Query::parse(" \"\" ").is_empty());
    }
}
