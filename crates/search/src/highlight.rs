//! Which parts of a text to mark: the words and phrases that were searched for, where they stand in it.

use crate::query::{Part, Query};
use crate::tokens::{Token, tokens};
use std::ops::Range;

impl Query {
    /// The bytes of the text that match, in order, without overlaps, on boundaries of its characters. Of a word that
    /// was found by its beginning, the beginning.
    #[must_use]
    pub fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        let (folded, tokens) = tokens(text);
        let mut ranges = Vec::new();
        for phrase in &self.wanted {
            for first in 0..tokens.len() {
                let spans: Option<Vec<_>> =
                    phrase.0.iter().map(|part| match_at(part, &tokens, first)).collect();
                ranges.extend(spans.unwrap_or_default());
            }
        }
        let bytes = ranges.into_iter().filter_map(|range: Range<usize>| {
            let characters = folded.get(range)?;
            Some(characters.first()?.start..characters.last()?.end)
        });
        merged(bytes.collect())
    }
}

/// The folded characters that a part of a phrase matches, when the phrase begins with the token of this number.
/// Positions count tokens, so the part's offset is how many tokens further it stands.
fn match_at(part: &Part, tokens: &[Token], first: usize) -> Option<Range<usize>> {
    let token = tokens.get(first + part.offset as usize)?;
    let matches = if part.prefix { token.term.starts_with(&part.term) } else { token.term == part.term };
    let start = token.folded.start;
    matches.then(|| start..start + part.term.chars().count())
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::{Query, Reader};

    fn marked(typed: &str, text: &str) -> String {
        let query = Query::parse(typed, Reader::default()).unwrap();
        let mut out = text.to_owned();
        for range in query.highlights(text).into_iter().rev() {
            out.insert(range.end, ']');
            out.insert(range.start, '[');
        }
        out
    }

    #[test]
    fn words_phrases_and_beginnings_are_marked() {
        assert_eq!(
            marked("cafe ", "One Cafe\u{301}, CAFÉ! cafeteria"),
            "One [Cafe\u{301}], [CAFÉ]! cafeteria"
        );
        assert_eq!(marked("cafe", "one Cafés"), "one [Café]s");
        assert_eq!(marked("\"a b\"", "b a b a"), "b [a] [b] a");
        assert_eq!(marked("-cafe lang:de", "cafe"), "cafe");
    }

    #[test]
    fn runs_without_spaces_are_marked_by_character() {
        assert_eq!(marked("京都", "東京都と京都"), "東[京都]と[京都]");
        assert_eq!(marked("東京都", "東京都と京都"), "[東京都]と京都");
        assert_eq!(marked("都", "東京都"), "東京[都]");
        assert_eq!(marked("ガス", "ｶﾞｽ代"), "[ｶﾞｽ]代");
    }
}
