//! Folding: two texts that a reader would call the same letters become the same characters.
//!
//! Compatibility decomposition (NFKD), lower case, and without the marks that scripts with letters of their own treat as
//! ornaments: accents, Hebrew and Arabic points. The vowel signs of Indic scripts are letters to their readers, and stay.
//! Hangul and kana keep their composed form, since か and が are two letters.

use unicode_normalization::char::{compose, decompose_compatible};

/// A character after folding, and the bytes of the text that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) character: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Folds a text. The ranges are in order and lie on the boundaries of the text's characters.
pub(crate) fn fold(text: &str) -> Vec<Folded> {
    let mut out = Vec::with_capacity(text.len());
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        if character.is_ascii() {
            out.push(Folded { character: character.to_ascii_lowercase(), start, end });
        } else if is_composed(character) {
            out.push(Folded { character, start, end });
        } else {
            decompose_compatible(character, |part| {
                for lower in part.to_lowercase() {
                    add(&mut out, lower, start, end);
                }
            });
        }
    }
    out
}

/// The folded characters alone.
pub(crate) fn folded(text: &str) -> String {
    fold(text).iter().map(|folded| folded.character).collect()
}

fn add(out: &mut Vec<Folded>, character: char, start: usize, end: usize) {
    if is_ornament(character) {
        // The accent belongs to the letter that is highlighted.
        if let Some(last) = out.last_mut() {
            last.end = last.end.max(end);
        }
        return;
    }
    if joins(character)
        && let Some(last) = out.last_mut()
        && let Some(composed) = compose(last.character, character)
    {
        *last = Folded { character: composed, start: last.start, end };
        return;
    }
    match spelled_out(character) {
        Some(letters) => out.extend(letters.chars().map(|character| Folded { character, start, end })),
        None => out.push(Folded { character, start, end }),
    }
}

/// Letters that Unicode does not decompose and people nevertheless write without their ornament.
fn spelled_out(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        'أ' | 'إ' | 'آ' => "ا",
        _ => return None,
    })
}

/// Precomposed kana and Hangul, which stay as they are.
fn is_composed(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{ac00}'..='\u{d7a3}')
}

/// Voicing marks of kana, and Hangul's vowels and finals: joined to what stands before them.
fn joins(character: char) -> bool {
    matches!(character, '\u{3099}' | '\u{309a}' | '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// Accents and points, and what has no width: soft hyphens, joiners, variation selectors, the Arabic stretch.
fn is_ornament(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}'
            | '\u{610}'..='\u{61a}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_widths_do_not_matter() {
        for (written, plain) in [
            ("Café", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("ＡＢＣ１", "abc1"),
            ("Ångström Łódź", "angstrom lodz"),
            ("İstanbul", "istanbul"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("ёлка", "елка"),
            ("مُحَمَّد", "محمد"),
            ("co\u{ad}op", "coop"),
        ] {
            assert_eq!(folded(written), plain);
        }
    }

    #[test]
    fn letters_of_other_scripts_stay_letters() {
        assert_eq!(folded("が"), "が");
        assert_eq!(folded("か\u{3099}"), "が");
        assert_eq!(folded("ｶﾞ"), "ガ");
        assert_eq!(folded("\u{1112}\u{1161}\u{11ab}"), "한");
        assert_eq!(folded("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn a_range_takes_the_accent_in() {
        let text = "e\u{301}!";
        let folded = fold(text);
        assert_eq!((folded[0].start, folded[0].end), (0, 3));
        assert_eq!((folded[1].start, folded[1].end), (3, 4));
    }
}
