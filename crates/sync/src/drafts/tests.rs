use super::*;
use crate::outbox::Attachment;

const MINUTE: i64 = 60_000;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + millis)
}

fn text(words: &str) -> Draft {
    Draft { text: words.to_owned(), ..Draft::default() }
}

fn words(shelf: &Shelf, key: &str) -> Option<String> {
    shelf.get(key).map(|kept| kept.draft.text.clone())
}

fn versions(shelf: &Shelf, key: &str) -> Vec<String> {
    let kept = shelf.get(key).map(|kept| kept.versions.clone()).unwrap_or_default();
    kept.into_iter().map(|version| version.draft.text).collect()
}

/// What a tab makes of what another one has written down.
fn told(shelf: &mut Shelf, other: &Shelf) -> bool {
    shelf.take(Shelf::read(&other.written()))
}

#[test]
fn two_tabs_keep_each_others_drafts() {
    let (mut one, mut two) = (Shelf::default(), Shelf::default());
    one.save("one", "new", text("A post"), at(0));
    two.save("two", "reply:7", text("An answer"), at(1));
    assert!(told(&mut one, &two));
    assert!(told(&mut two, &one));
    for shelf in [&one, &two] {
        assert_eq!(words(shelf, "new").as_deref(), Some("A post"));
        assert_eq!(words(shelf, "reply:7").as_deref(), Some("An answer"));
    }
    assert!(!told(&mut one, &two), "nothing is new any more");
}

#[test]
fn a_copy_of_before_changes_nothing_even_with_a_later_clock() {
    let mut one = Shelf::default();
    one.save("one", "new", text("Begun"), at(MINUTE));
    let mut two = Shelf::default();
    told(&mut two, &one);
    // The clock was set back in between.
    two.save("two", "new", text("Begun and gone on with"), at(0));
    assert!(told(&mut one, &two));
    assert_eq!(words(&one, "new").as_deref(), Some("Begun and gone on with"));
    assert!(versions(&one, "new").is_empty());
}

#[test]
fn of_two_texts_at_once_the_later_is_the_draft_and_the_other_a_version_in_both_tabs() {
    let (mut one, mut two) = (Shelf::default(), Shelf::default());
    one.save("one", "new", text("Written here"), at(0));
    two.save("two", "new", text("Written there"), at(5));
    let before = one.clone();
    told(&mut one, &two);
    told(&mut two, &before);
    for shelf in [&one, &two] {
        assert_eq!(words(shelf, "new").as_deref(), Some("Written there"));
        assert_eq!(versions(shelf, "new"), ["Written here"]);
    }
    assert!(!told(&mut one, &two), "both have come to the same");
}

#[test]
fn what_was_given_up_is_not_brought_back_by_an_old_copy() {
    let mut one = Shelf::default();
    one.save("one", "new", text("To be sent"), at(0));
    let old = one.clone();
    let was = one.discard("one", "new", at(10)).unwrap();
    assert_eq!(was.draft.text, "To be sent");
    told(&mut one, &old);
    assert!(one.all().is_empty());

    one.tidy(at(REMEMBERED - 10));
    told(&mut one, &old);
    assert!(one.all().is_empty(), "the mark was forgotten too soon");
}

#[test]
fn what_was_written_while_another_tab_gave_it_up_stays() {
    let mut one = Shelf::default();
    one.save("one", "new", text("Begun"), at(0));
    let mut two = one.clone();
    two.save("two", "new", text("Begun, and more of it"), at(5));
    one.discard("one", "new", at(10));
    told(&mut one, &two);
    assert_eq!(words(&one, "new").as_deref(), Some("Begun, and more of it"));
}

#[test]
fn everything_deleted_is_kept_a_day_for_its_versions() {
    let long = "A long thought that took a good while to be put into words.";
    let mut shelf = Shelf::default();
    shelf.save("one", "new", text(long), at(0));
    shelf.save("one", "new", text(""), at(1));
    shelf.tidy(at(EMPTY));
    assert_eq!(versions(&shelf, "new"), [long]);
    shelf.tidy(at(EMPTY + 2));
    assert!(shelf.get("new").is_none());
}

#[test]
fn giving_up_can_be_taken_back_with_all_versions() {
    let mut shelf = Shelf::default();
    shelf.save("one", "new", text("First"), at(0));
    shelf.replace("one", "new", text("Second"), at(1));
    let was = shelf.discard("one", "new", at(2)).unwrap();
    assert!(shelf.get("new").is_none());
    shelf.put_back("one", was, at(3));
    assert_eq!(words(&shelf, "new").as_deref(), Some("Second"));
    assert_eq!(versions(&shelf, "new"), ["First"]);
}

#[test]
fn minutes_of_writing_make_versions_and_keystrokes_do_not() {
    let mut shelf = Shelf::default();
    let mut written = String::new();
    for second in 0..400 {
        written.push('a');
        shelf.save("one", "new", text(&written), at(second * 1000));
    }
    let lengths: Vec<usize> = versions(&shelf, "new").iter().map(String::len).collect();
    assert_eq!(lengths, [360, 180]);
}

#[test]
fn what_is_deleted_at_once_or_letter_by_letter_can_be_had_back() {
    let long = "A long thought that took a good while to be put into words.";
    let mut shelf = Shelf::default();
    shelf.save("one", "new", text(long), at(0));
    shelf.save("one", "new", text("x"), at(1));
    assert_eq!(versions(&shelf, "new"), [long]);

    let mut shelf = Shelf::default();
    shelf.save("one", "new", text(long), at(0));
    let mut rest = long.to_owned();
    while rest.pop().is_some() {
        shelf.save("one", "new", text(&rest), at(1));
    }
    assert_eq!(versions(&shelf, "new").last().map(String::as_str), Some(long));
}

#[test]
fn small_corrections_make_no_version() {
    let mut shelf = Shelf::default();
    for (second, words) in (0..).zip(["Teh cat", "Te cat", "The cat", "The cat sat", "The cat sits"]) {
        shelf.save("one", "new", text(words), at(second * 1000));
    }
    assert!(versions(&shelf, "new").is_empty());
}

#[test]
fn bringing_a_version_back_keeps_the_present_as_one() {
    let mut shelf = Shelf::default();
    shelf.save("one", "new", text("First"), at(0));
    shelf.replace("one", "new", text("Second"), at(1));
    let first = shelf.get("new").unwrap().versions[0].draft.clone();
    shelf.replace("one", "new", first, at(2));
    assert_eq!(words(&shelf, "new").as_deref(), Some("First"));
    assert_eq!(versions(&shelf, "new"), ["Second"]);
}

#[test]
fn versions_are_bounded() {
    let mut shelf = Shelf::default();
    for round in 0..30 {
        shelf.replace("one", "new", text(&format!("Take {round}")), at(round));
    }
    let kept = versions(&shelf, "new");
    assert_eq!(kept.len(), VERSIONS);
    assert_eq!(kept[0], "Take 28");
}

#[test]
fn files_of_versions_belong_to_the_draft() {
    let picture = Attachment { file: "picture".into(), ..Attachment::default() };
    let mut shelf = Shelf::default();
    shelf.save("one", "new", Draft { media: vec![picture], ..text("With a picture") }, at(0));
    shelf.replace("one", "new", text("Without"), at(1));
    assert_eq!(shelf.files().collect::<Vec<_>>(), ["picture"]);
    shelf.discard("one", "new", at(2));
    assert_eq!(shelf.files().count(), 0);
}

#[test]
fn drafts_of_before_versions_existed_are_read() {
    let old = r#"{"saved_at":"2026-01-01T00:00:00.000Z","drafts":[{"key":"new","draft":{"text":"Old"},"changed_at":"2026-01-01T00:00:00.000Z"}]}"#;
    assert_eq!(words(&Shelf::read(old), "new").as_deref(), Some("Old"));
    assert_eq!(Shelf::read("nonsense"), Shelf::default());
}
