//! What the user typed, as conditions.
//!
//! Words stand for posts that have all of them, `"words in quotes"` must follow each other, a minus takes away. The last
//! word is taken as the beginning of one while nothing stands after it. In scripts without spaces any run of characters
//! is such a phrase, and a space in quotes says nothing. `from:`, `in:`, `has:`, `before:`, `after:` and `lang:` are
//! conditions on the post; any other word with a colon is only words, such as an address of the web. `before:` and
//! `after:` leave out the day, month or year that they name.

use crate::date::{self, Span};
use crate::fold::folded;
use crate::index::Marks;
use crate::tokens::tokens;

/// Who searches, and where: what `from:me` and the days mean.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    /// The own address, `user@host`; empty for someone signed out.
    pub acct: &'a str,
    /// How far the own clock is ahead of UTC, in minutes.
    pub utc_offset_minutes: i32,
}

/// What cannot be understood, in words for the one who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// `in:` something else.
    #[error("“in:” knows bookmarks and favourites, not “{0}”.")]
    Place(String),
    /// `has:` something else.
    #[error("“has:” knows media, poll and link, not “{0}”.")]
    Part(String),
    /// `before:` or `after:` what is no day.
    #[error("“{0}” is not a day. Write it as 2026-11-23, 2026-11 or 2026.")]
    Day(String),
    /// A condition without a value.
    #[error("Something is missing after “{0}:”.")]
    Missing(&'static str),
}

/// A query, ready to be answered any number of times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) wanted: Vec<Phrase>,
    pub(crate) unwanted: Vec<Phrase>,
    pub(crate) conditions: Vec<(Condition, Wish)>,
}

/// Tokens that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase(pub(crate) Vec<Part>);

/// One token of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) term: String,
    /// How many positions it stands after the phrase's first token.
    pub(crate) offset: u32,
    /// Whether longer tokens that begin like this are meant, too.
    pub(crate) prefix: bool,
}

/// A condition on the post itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// An address, `user@host`, or a user of any server.
    Author(String),
    /// What the post must have.
    Marks(Marks),
    /// Milliseconds since 1970, not included.
    Before(i64),
    /// Milliseconds since 1970, included.
    Since(i64),
    /// A language, or its primary part.
    Language(String),
}

/// Whether a condition must hold or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Wanted,
    Unwanted,
}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// When a condition has a value that means nothing; the error's text says so to the user.
    pub fn parse(typed: &str, reader: Reader<'_>) -> Result<Self, QueryError> {
        let mut query = Self::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (wish, after) = match rest.strip_prefix('-') {
                Some(after) => (Wish::Unwanted, after),
                None => (Wish::Wanted, rest),
            };
            let left = match after.strip_prefix('"') {
                Some(quoted) => query.phrase(quoted, wish),
                None => query.word(after, wish, reader)?,
            };
            rest = left.trim_start();
        }
        Ok(query)
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty() && self.conditions.is_empty()
    }

    /// Takes what stands before the closing quote. One that is still open reaches to the end: it is being typed.
    fn phrase<'a>(&mut self, quoted: &'a str, wish: Wish) -> &'a str {
        let (phrase, left) = quoted.split_once('"').unwrap_or((quoted, ""));
        self.words(phrase, wish, phrase.len() == quoted.len());
        left
    }

    /// Takes what stands before the next space.
    fn word<'a>(&mut self, text: &'a str, wish: Wish, reader: Reader<'_>) -> Result<&'a str, QueryError> {
        let (word, left) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        match condition(word, reader)? {
            Some(condition) => self.conditions.push((condition, wish)),
            None => self.words(word, wish, word.len() == text.len()),
        }
        Ok(left)
    }

    fn words(&mut self, text: &str, wish: Wish, unfinished: bool) {
        // What is not wanted is meant as it stands: half a word would take away too much.
        let phrase = Phrase::of(text, unfinished && wish == Wish::Wanted);
        if phrase.0.is_empty() {
            return;
        }
        match wish {
            Wish::Wanted => self.wanted.push(phrase),
            Wish::Unwanted => self.unwanted.push(phrase),
        }
    }
}

impl Phrase {
    fn of(text: &str, unfinished: bool) -> Self {
        let (folded, tokens) = tokens(text);
        let last = tokens.len().saturating_sub(1);
        let mut parts = Vec::with_capacity(tokens.len());
        for (number, token) in tokens.into_iter().enumerate() {
            // The pair before has the last character of a run already.
            if token.run_end && !token.lone {
                continue;
            }
            let ends_here = token.folded.end == folded.len();
            let prefix = token.lone || (unfinished && number == last && ends_here);
            parts.push(Part { term: token.term, offset: token.position, prefix });
        }
        Self(parts)
    }
}

fn condition(word: &str, reader: Reader<'_>) -> Result<Option<Condition>, QueryError> {
    let Some((key, value)) = word.split_once(':') else {
        return Ok(None);
    };
    Ok(Some(match folded(key).as_str() {
        "from" => Condition::Author(author(given("from", value)?, reader)),
        "in" => Condition::Marks(place(given("in", value)?)?),
        "has" => Condition::Marks(part(given("has", value)?)?),
        "before" => Condition::Before(day("before", value, reader)?.start),
        "after" => Condition::Since(day("after", value, reader)?.end),
        "lang" => Condition::Language(folded(given("lang", value)?)),
        _ => return Ok(None),
    }))
}

fn given<'a>(key: &'static str, value: &'a str) -> Result<&'a str, QueryError> {
    if value.is_empty() { Err(QueryError::Missing(key)) } else { Ok(value) }
}

fn author(value: &str, reader: Reader<'_>) -> String {
    let address = value.strip_prefix('@').unwrap_or(value);
    if address == "me" && !reader.acct.is_empty() {
        return reader.acct.to_lowercase();
    }
    address.to_lowercase()
}

fn place(value: &str) -> Result<Marks, QueryError> {
    match folded(value).as_str() {
        "bookmarks" | "bookmark" => Ok(Marks::BOOKMARKED),
        "favourites" | "favourite" | "favorites" | "favorite" => Ok(Marks::FAVOURITED),
        _ => Err(QueryError::Place(value.to_owned())),
    }
}

fn part(value: &str) -> Result<Marks, QueryError> {
    match folded(value).as_str() {
        "media" => Ok(Marks::MEDIA),
        "poll" | "polls" => Ok(Marks::POLL),
        "link" | "links" => Ok(Marks::LINK),
        _ => Err(QueryError::Part(value.to_owned())),
    }
}

fn day(key: &'static str, value: &str, reader: Reader<'_>) -> Result<Span, QueryError> {
    let value = given(key, value)?;
    date::span(value, reader.utc_offset_minutes).ok_or_else(|| QueryError::Day(value.to_owned()))
}
