//! Cutting folded text into tokens, each at a position.
//!
//! A word of a script with spaces is one token at one position. Han, kana, Hangul, Thai and their like are not cut into
//! words: each character has a position, and its token is the character with the one after it, or the character alone
//! at the end of such a run. So every character begins exactly one token, any part of a run is found as a phrase of
//! pairs, and a single character as the beginning of tokens.

use crate::fold::{Folded, fold};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// The longest token, in characters; what is longer is cut off, since nobody types it and indexes would keep it.
const LONGEST: usize = 40;

/// One token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) term: String,
    pub(crate) position: u32,
    /// The last character of a run of pairs, which has no partner.
    pub(crate) run_end: bool,
    /// A run of pairs that is but one character long.
    pub(crate) lone: bool,
    /// Which of the folded characters it is made of.
    pub(crate) folded: Range<usize>,
}

/// The tokens of a text, with the folded characters they point into.
pub(crate) fn tokens(text: &str) -> (Vec<Folded>, Vec<Token>) {
    let folded = fold(text);
    let mut out = Vec::new();
    let mut at = 0;
    let mut position = 0;
    while let Some(first) = folded.get(at) {
        let end = match kind(first.character) {
            Kind::Other => at + 1,
            Kind::Letter => {
                let end = run(&folded, at, |kind| kind == Kind::Letter);
                let token = at..end.min(at + LONGEST);
                out.push(Token {
                    term: term(&folded, &token),
                    position,
                    run_end: false,
                    lone: false,
                    folded: token,
                });
                position += 1;
                end
            }
            Kind::Pair => {
                let end = run(&folded, at, |kind| kind == Kind::Pair);
                for start in at..end {
                    let token = start..end.min(start + 2);
                    let run_end = start + 1 == end;
                    let lone = run_end && start == at;
                    out.push(Token { term: term(&folded, &token), position, run_end, lone, folded: token });
                    position += 1;
                }
                end
            }
        };
        at = end;
    }
    (folded, out)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Pair,
    Other,
}

fn kind(character: char) -> Kind {
    if is_unspaced(character) {
        Kind::Pair
    } else if character.is_alphanumeric() || character == '_' || is_combining_mark(character) {
        Kind::Letter
    } else {
        Kind::Other
    }
}

/// Scripts whose words are not parted by spaces, or, as in Korean, carry what belongs to them at their end.
fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{e01}'..='\u{e4e}'
            | '\u{e81}'..='\u{ecd}'
            | '\u{1000}'..='\u{103f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{1780}'..='\u{17d3}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309d}'..='\u{309f}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{30fc}'..='\u{30ff}'
            | '\u{3105}'..='\u{312f}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
    )
}

fn run(folded: &[Folded], from: usize, belongs: impl Fn(Kind) -> bool) -> usize {
    let length = folded.iter().skip(from).take_while(|folded| belongs(kind(folded.character))).count();
    from + length
}

fn term(folded: &[Folded], range: &Range<usize>) -> String {
    folded.iter().skip(range.start).take(range.len()).map(|folded| folded.character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<(String, u32)> {
        tokens(text).1.into_iter().map(|token| (token.term, token.position)).collect()
    }

    fn expected(terms: &[&str]) -> Vec<(String, u32)> {
        terms.iter().zip(0..).map(|(term, position)| ((*term).to_owned(), position)).collect()
    }

    #[test]
    fn words_are_parted_by_what_is_no_letter() {
        assert_eq!(terms("Don't #Panic, l'été!"), expected(&["don", "t", "panic", "l", "ete"]));
        assert_eq!(terms("हिन्दी 日"), expected(&["हिन्दी", "日"]));
        assert_eq!(terms(" …🎉 "), []);
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        assert_eq!(terms("東京都 ok"), expected(&["東京", "京都", "都", "ok"]));
        assert_eq!(terms("iPhoneを"), expected(&["iphone", "を"]));
        assert_eq!(terms("한국어"), expected(&["한국", "국어", "어"]));
    }

    #[test]
    fn endless_words_are_cut() {
        let (_, tokens) = tokens(&"a".repeat(500));
        assert_eq!(tokens.len(), 1);
        assert_eq!(tokens[0].term.len(), LONGEST);
    }
}
