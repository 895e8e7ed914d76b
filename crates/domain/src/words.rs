//! The words of a text that may say what it is about.

use std::collections::BTreeSet;

/// Its words of at least so many letters, in lower case, each once; names of people, hashtags and addresses aside.
pub(crate) fn longer(text: &str, letters: usize) -> BTreeSet<String> {
    text.split_whitespace()
        .filter(|word| !word.contains(['@', '/', '#']))
        .flat_map(|word| word.split(|letter: char| !letter.is_alphabetic()))
        .filter(|word| word.chars().count() >= letters)
        .map(str::to_lowercase)
        .collect()
}
