//! Words into FTS5's query language, in which quotes, stars, brackets and words like NEAR mean something: every word
//! becomes a quoted string, in which nothing does.

/// A query for texts with all of `words`, or `None` if there is nothing in them to look for. The last one may be the
/// beginning of a word, as when someone is still typing.
pub(super) fn all_of(words: &[&str], unfinished: bool) -> Option<String> {
    let words: Vec<&&str> = words.iter().filter(|word| has_letters(word)).collect();
    let last = words.len().checked_sub(1)?;
    let quoted = words.iter().enumerate().map(|(at, word)| {
        let star = if unfinished && at == last { "*" } else { "" };
        format!("\"{}\"{star}", word.replace('"', "\"\""))
    });
    Some(quoted.collect::<Vec<_>>().join(" "))
}

/// True if the tokenizer finds anything in `text`: signs alone would be an empty phrase.
fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// A pattern for `LIKE … ESCAPE '\'` that finds `text` anywhere.
pub(super) fn anywhere(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(text: &str, query: &str) -> bool {
        let db = rusqlite::Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
            .unwrap();
        db.execute("INSERT INTO t VALUES (?1)", [text]).unwrap();
        db.prepare("SELECT 1 FROM t WHERE t MATCH ?1").unwrap().exists([query]).unwrap()
    }

    #[test]
    fn words_are_found_whole_and_the_last_one_by_its_beginning() {
        let query = all_of(&["bread", "sour"], true).unwrap();
        assert!(matches("Sourdough BREAD again", &query));
        assert!(!matches("breadcrumbs, sour", &query));
        assert!(!matches("sourdough bread", &all_of(&["bread", "sour"], false).unwrap()));
        assert!(matches("crème brûlée", &all_of(&["brulee"], false).unwrap()));
    }

    #[test]
    fn nothing_typed_is_syntax() {
        let nasty = [
            "\"",
            "a\"b",
            "x*",
            "NEAR(a b)",
            "a AND",
            "text:",
            "-a",
            "^a",
            "(",
            "+",
            "a'; DROP TABLE t;--",
            "{x}:y",
        ];
        for word in nasty {
            if let Some(query) = all_of(&[word], true) {
                matches("anything", &query);
            }
        }
        assert_eq!(all_of(&["\"", "***"], true), None);
        assert_eq!(all_of(&[], true), None);
    }

    #[test]
    fn patterns_are_taken_as_text() {
        assert_eq!(anywhere("100%_\\"), "%100\\%\\_\\\\%");
    }
}
