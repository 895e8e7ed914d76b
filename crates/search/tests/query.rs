//! What is typed, and what the user hears when it means nothing.

use rejoin_search::{Query, Reader};

fn told(typed: &str) -> String {
    Query::parse(typed, Reader::default()).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn errors_are_words_for_the_user() {
    assert_eq!(told("tea in:attic"), "“in:” knows bookmarks and favourites, not “attic”.");
    assert_eq!(told("-has:cake"), "“has:” knows media, poll and link, not “cake”.");
    assert_eq!(told("before:soon"), "“soon” is not a day. Write it as 2026-11-23, 2026-11 or 2026.");
    assert_eq!(told("from: ann"), "Something is missing after “from:”.");
}

#[test]
fn other_colons_are_only_words() {
    assert!(Query::parse("https://example.org note:this 12:30", Reader::default()).is_ok());
}

#[test]
fn what_asks_for_nothing_is_empty() {
    for typed in ["", "  ", "-", "\"\"", "\"", "- -", "!?"] {
        assert!(Query::parse(typed, Reader::default()).unwrap().is_empty(), "{typed}");
    }
    assert!(!Query::parse("-tea", Reader::default()).unwrap().is_empty());
}
