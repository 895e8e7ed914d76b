//! The index beside a plain scan of every post, which knows words only as pieces between spaces: whatever was put,
//! replaced and removed, both find the same.

#![allow(clippy::indexing_slicing, reason = "a broken expectation may stop a test anywhere")]

use proptest::prelude::*;
use rejoin_search::{Index, Marks, Post, Query, Reader};
use std::collections::BTreeMap;

const PIECES: [&str; 14] = [
    "cafe",
    "Café",
    "CAFÉ",
    "uber",
    "Über",
    "überall",
    "a",
    "an",
    "and",
    "東京",
    "東京都",
    "京都",
    "都",
    "京",
];
const AUTHORS: [&str; 3] = ["ann@one.example", "ann@two.example", "Bob@one.example"];
const LANGUAGES: [&str; 4] = ["de", "de-AT", "ja", ""];

#[derive(Clone, Debug)]
struct Written {
    texts: Vec<Vec<usize>>,
    author: usize,
    language: usize,
    created_at: i64,
    link: bool,
}

#[derive(Clone, Debug)]
enum Step {
    Put(u8, Written),
    Remove(u8),
}

#[derive(Clone, Debug)]
enum Item {
    Word(usize),
    Phrase(Vec<usize>),
    Not(usize),
    From(&'static str),
    Language(&'static str),
    Link(bool),
    After1970,
}

fn written() -> impl Strategy<Value = Written> {
    let text = prop::collection::vec(0..PIECES.len(), 0..7);
    let texts = prop::collection::vec(text, 1..3);
    (texts, 0..AUTHORS.len(), 0..LANGUAGES.len(), 0..6_i64, any::<bool>()).prop_map(
        |(texts, author, language, years, link)| {
            let created_at = years * 100 * 86_400_000;
            Written { texts, author, language, created_at, link }
        },
    )
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let put = (0..12_u8, written()).prop_map(|(id, written)| Step::Put(id, written));
    prop::collection::vec(prop_oneof![4 => put, 1 => (0..12_u8).prop_map(Step::Remove)], 0..40)
}

fn item() -> impl Strategy<Value = Item> {
    let piece = || 0..PIECES.len();
    prop_oneof![
        5 => piece().prop_map(Item::Word),
        3 => prop::collection::vec(piece(), 1..4).prop_filter("spaces count", |phrase| spaced(phrase)).prop_map(Item::Phrase),
        1 => piece().prop_map(Item::Not),
        1 => prop::sample::select(vec!["ann", "@ann@two.example", "bob@ONE.example", "me"]).prop_map(Item::From),
        1 => prop::sample::select(vec!["de", "DE-at", "ja"]).prop_map(Item::Language),
        1 => any::<bool>().prop_map(Item::Link),
        1 => Just(Item::After1970),
    ]
}

/// Between characters of scripts without spaces a space in quotes says nothing; to the scan it does.
fn spaced(phrase: &[usize]) -> bool {
    phrase.windows(2).all(|pair| pair.iter().any(|piece| plain(*piece).is_ascii()))
}

/// What a user would have typed.
fn typed(items: &[Item]) -> String {
    let word = |piece: &usize| PIECES[*piece].to_owned();
    let one = |item: &Item| match item {
        Item::Word(piece) => word(piece),
        Item::Phrase(pieces) => format!("\"{}\"", pieces.iter().map(word).collect::<Vec<_>>().join(" ")),
        Item::Not(piece) => format!("-{}", word(piece)),
        Item::From(who) => format!("from:{who}"),
        Item::Language(language) => format!("lang:{language}"),
        Item::Link(wanted) => format!("{}has:link", if *wanted { "" } else { "-" }),
        Item::After1970 => "after:1970".to_owned(),
    };
    items.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn plain(piece: usize) -> String {
    PIECES[piece].to_lowercase().replace('é', "e").replace('ü', "u")
}

fn phrase_in(phrase: &[usize], text: &[usize], unfinished: bool) -> bool {
    let last = phrase.len() - 1;
    text.windows(phrase.len()).any(|window| {
        phrase.iter().zip(window).enumerate().all(|(at, (wanted, found))| {
            let (wanted, found) = (plain(*wanted), plain(*found));
            if wanted.is_ascii() {
                return wanted == found || (unfinished && found.starts_with(&wanted));
            }
            match (at == 0, at == last) {
                (true, true) => found.contains(&wanted),
                (true, false) => found.ends_with(&wanted),
                (false, true) => found.starts_with(&wanted),
                (false, false) => found == wanted,
            }
        })
    })
}

fn fits(item: &Item, post: &Written, unfinished: bool) -> bool {
    let anywhere =
        |phrase: &[usize], unfinished| post.texts.iter().any(|text| phrase_in(phrase, text, unfinished));
    let author = AUTHORS[post.author].to_lowercase();
    match item {
        Item::Word(piece) => anywhere(&[*piece], unfinished),
        Item::Phrase(pieces) => anywhere(pieces, false),
        Item::Not(piece) => !anywhere(&[*piece], false),
        Item::From("ann") => author.starts_with("ann@"),
        Item::From("me") => author == "ann@one.example",
        Item::From(who) => author == who.trim_start_matches('@').to_lowercase(),
        Item::Language("DE-at") => LANGUAGES[post.language] == "de-AT",
        Item::Language(language) => LANGUAGES[post.language].starts_with(language),
        Item::Link(wanted) => post.link == *wanted,
        Item::After1970 => post.created_at >= 365 * 86_400_000,
    }
}

/// Plays the steps on an index and on a list of what should be in it, with the step that each post came by.
fn played(steps: &[Step]) -> (Index, BTreeMap<u8, (usize, Written)>) {
    let mut index = Index::default();
    let mut posts = BTreeMap::new();
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Put(id, written) => {
                let joined =
                    |text: &Vec<usize>| text.iter().map(|piece| PIECES[*piece]).collect::<Vec<_>>().join(" ");
                let texts: Vec<String> = written.texts.iter().map(joined).collect();
                index.put(Post {
                    id: &id.to_string(),
                    author: AUTHORS[written.author],
                    created_at: written.created_at,
                    language: LANGUAGES[written.language],
                    marks: if written.link { Marks::LINK } else { Marks::MEDIA },
                    texts: &texts.iter().map(String::as_str).collect::<Vec<_>>(),
                });
                posts.insert(*id, (number, written.clone()));
            }
            Step::Remove(id) => assert_eq!(index.remove(&id.to_string()), posts.remove(id).is_some()),
        }
    }
    (index, posts)
}

const READER: Reader<'_> = Reader { acct: "ann@one.example", utc_offset_minutes: 0 };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_index_finds_what_a_scan_finds(
        steps in steps(), items in prop::collection::vec(item(), 1..4), limit in 0..6_usize, finished in any::<bool>()
    ) {
        let (index, posts) = played(&steps);
        let typed = typed(&items) + if finished { " " } else { "" };
        let query = Query::parse(&typed, READER).unwrap();
        let found = index.search(&query, limit);
        let mut expected: Vec<_> = posts
            .iter()
            .filter(|(_, (_, post))| {
                items.iter().enumerate().all(|(at, item)| fits(item, post, !finished && at + 1 == items.len()))
            })
            .map(|(id, (number, post))| (post.created_at, *number, id.to_string()))
            .collect();
        expected.sort_by(|one, other| other.cmp(one));
        prop_assert_eq!(found.total, expected.len(), "{}", typed);
        let ids: Vec<String> = expected.into_iter().take(limit).map(|(_, _, id)| id).collect();
        prop_assert_eq!(found.ids, ids, "{}", typed);
        prop_assert_eq!(index.len(), posts.len());
    }

    #[test]
    fn nothing_that_is_typed_panics(
        typed in "(-|\"|from:|in:|has:|before:|after:|lang:|me|2024-0|[\\PC]| ){0,9}", text in any::<String>()
    ) {
        let mut index = Index::default();
        index.put(Post {
            id: "1", author: "a@b", created_at: i64::MAX, language: "x", marks: Marks::NONE, texts: &[&text, &typed],
        });
        if let Ok(query) = Query::parse(&typed, READER) {
            let found = index.search(&query, 1);
            prop_assert!(found.total <= 1);
            for range in query.highlights(&text) {
                prop_assert!(text.get(range).is_some_and(|marked| !marked.is_empty()));
            }
        }
    }

    #[test]
    fn a_word_of_a_text_is_found_and_marked(text in any::<String>()) {
        let mut index = Index::default();
        index.put(Post {
            id: "1", author: "a@b", created_at: 0, language: "", marks: Marks::NONE, texts: &[&text],
        });
        for word in text.split_whitespace().filter(|word| !word.contains('"')) {
            let query = Query::parse(&format!("\"{word}\""), READER).unwrap();
            if !query.is_empty() {
                prop_assert_eq!(index.search(&query, 1).total, 1, "{}", word);
                prop_assert!(!query.highlights(&text).is_empty(), "{}", word);
            }
        }
    }
}
