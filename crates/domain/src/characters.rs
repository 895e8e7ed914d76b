//! How long a post is for its server, as one writes it.

/// The text that counts: every link as long as the server says (0: as written), and of a mention only the local part.
/// How many characters that is (grapheme clusters, on Mastodon) is for the platform to say.
#[must_use]
pub fn countable(text: &str, characters_per_link: u32) -> String {
    let mut counted = String::with_capacity(text.len());
    let mut word = String::new();
    for character in text.chars() {
        if character.is_whitespace() {
            push_word(&mut counted, &word, characters_per_link);
            word.clear();
            counted.push(character);
        } else {
            word.push(character);
        }
    }
    push_word(&mut counted, &word, characters_per_link);
    counted
}

fn push_word(counted: &mut String, word: &str, characters_per_link: u32) {
    let link = ["https://", "http://"].into_iter().filter_map(|scheme| word.find(scheme)).min();
    match link {
        Some(at) if characters_per_link > 0 => {
            counted.push_str(word.get(..at).unwrap_or_default());
            counted.extend(std::iter::repeat_n('x', characters_per_link as usize));
        }
        _ => counted.push_str(local_part(word)),
    }
}

/// Of `@name@server` the `@name`; anything else as it is.
fn local_part(word: &str) -> &str {
    let Some(rest) = word.strip_prefix('@') else { return word };
    match rest.split_once('@') {
        Some((name, server)) if !name.is_empty() && server.contains('.') => {
            word.get(..=name.len()).unwrap_or(word)
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::countable;

    #[test]
    fn links_count_as_the_server_says() {
        let long = format!("see https://example.org/{} now", "a".repeat(200));
        assert_eq!(countable(&long, 23).chars().count(), "see  now".len() + 23);
        assert_eq!(countable(&long, 0), long);
        assert_eq!(countable("(https://a.example", 5), "(xxxxx");
    }

    #[test]
    fn of_a_mention_the_server_part_is_free() {
        assert_eq!(countable("@ann@far.example hello @bob", 23), "@ann hello @bob");
        assert_eq!(countable("a@b.example", 23), "a@b.example");
        assert_eq!(countable("@@x.y", 23), "@@x.y");
    }
}
