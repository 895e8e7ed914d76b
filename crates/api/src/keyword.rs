//! What it is for a text to have the keyword of a filter, which servers and, for the first version of filters, clients say alike:
//! whatever its case, and as a whole word where that is asked for.

/// True if `keyword` stands in `text`, which is in lower case ([`fold`]).
///
/// As a whole word it may not be a part of a longer one. That asks for nothing where the keyword itself begins or ends
/// in a sign that is no letter (`#tag`, `c++`), nor in scripts that put no space between words.
#[must_use]
pub fn contains(text: &str, keyword: &str, whole_word: bool) -> bool {
    let keyword = fold(keyword.trim());
    if keyword.is_empty() {
        return false;
    }
    text.match_indices(&keyword).any(|(at, found)| {
        if !whole_word {
            return true;
        }
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        let (first, last) = (found.chars().next(), found.chars().next_back());
        !joined(before, first) && !joined(last, after)
    })
}

/// The form in which texts are compared.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// True if two neighbours are parts of one word.
fn joined(left: Option<char>, right: Option<char>) -> bool {
    let (Some(left), Some(right)) = (left, right) else { return false };
    is_word(left) && is_word(right) && !unspaced(left) && !unspaced(right)
}

fn is_word(c: char) -> bool {
    // Combining marks belong to the letter before them.
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

/// True for letters of scripts that are written without spaces between words: Thai to Tibetan and Burmese, Khmer, kana
/// and Han ideographs.
#[must_use]
pub fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, keyword: &str) -> (bool, bool) {
        (contains(&fold(text), keyword, true), contains(&fold(text), keyword, false))
    }

    #[test]
    fn a_whole_word_is_no_part_of_another() {
        assert_eq!(found("A CAT sat", "cat"), (true, true));
        assert_eq!(found("concatenate", "cat"), (false, true));
        assert_eq!(found("cat's, cat.", "cat"), (true, true));
        assert_eq!(found("concatenate the cat", "cat"), (true, true));
        assert_eq!(found("wildcat_2", "wildcat"), (false, true));
        assert_eq!(found("dog", "cat"), (false, false));
    }

    #[test]
    fn case_folds_in_any_script() {
        assert_eq!(found("СПОЙЛЕР!", "спойлер"), (true, true));
        assert_eq!(found("ÉTÉ", "été"), (true, true));
    }

    #[test]
    fn signs_at_the_edge_need_no_boundary() {
        assert_eq!(found("learn c++now", "c++"), (true, true));
        assert_eq!(found("x#spoilers", "#spoilers"), (true, true));
        assert_eq!(found("#spoilersale", "#spoilers"), (false, true));
    }

    #[test]
    fn scripts_without_spaces_are_searched_within() {
        assert_eq!(found("今日は天気がいい", "天気"), (true, true));
        assert_eq!(found("東京オリンピック", "オリンピック"), (true, true));
    }

    #[test]
    fn nothing_matches_nothing() {
        assert_eq!(found("text", "  "), (false, false));
    }
}
