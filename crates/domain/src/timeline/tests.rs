use super::*;

mod random;

fn ids(names: &str) -> Vec<StatusId> {
    names.split_whitespace().map(StatusId::from).collect()
}

fn cursor(text: &str) -> PageCursor {
    PageCursor::older_than(text)
}

fn link(text: &str) -> Option<PageCursor> {
    Some(cursor(text))
}

/// The timeline in one line: ids, `~` for a gap, `...` for more to come.
fn shown(timeline: &Timeline) -> String {
    let mut words: Vec<String> = timeline
        .entries()
        .iter()
        .map(|entry| match entry {
            Entry::Post(id) => id.to_string(),
            Entry::Gap(_) => "~".into(),
        })
        .collect();
    words.extend(matches!(timeline.tail(), Tail::More(_)).then(|| "...".into()));
    words.join(" ")
}

fn newest(timeline: &mut Timeline, page: &str, next: Option<PageCursor>) {
    timeline.apply(Change::Newest { page: ids(page), next, known: None });
}

fn started(page: &str) -> Timeline {
    let mut timeline = Timeline::default();
    newest(&mut timeline, page, link("old"));
    timeline
}

fn first_gap(timeline: &Timeline) -> Gap {
    let gap =
        timeline.entries().iter().find_map(|e| if let Entry::Gap(g) = e { Some(g.clone()) } else { None });
    gap.expect("a gap")
}

#[test]
fn the_first_page_stands_as_it_came() {
    assert_eq!(shown(&started("c b a")), "c b a ...");
    let mut all = Timeline::default();
    newest(&mut all, "b a b", None);
    assert_eq!(shown(&all), "b a");
    assert_eq!(*all.tail(), Tail::End);
}

#[test]
fn a_newest_page_that_overlaps_leaves_no_gap() {
    let mut timeline = started("c b a");
    newest(&mut timeline, "e d c b", link("n"));
    assert_eq!(shown(&timeline), "e d c b a ...");
}

#[test]
fn an_own_post_goes_where_a_page_says_and_hides_no_gap() {
    let publish = |timeline: &mut Timeline, gapless| {
        timeline.apply(Change::Unplaced { post: "own".into(), streamed: false, gapless });
    };
    let mut timeline = started("c b a");
    publish(&mut timeline, true);
    assert_eq!(shown(&timeline), "own c b a ...");
    newest(&mut timeline, "d own c b", link("n"));
    assert_eq!(shown(&timeline), "d own c b a ...");

    let mut timeline = started("c b a");
    publish(&mut timeline, true);
    newest(&mut timeline, "g f own e", link("below-e"));
    assert_eq!(shown(&timeline), "g f own e ~ c b a ...", "it is no proof that nothing is missing");

    let mut timeline = started("c b a");
    publish(&mut timeline, false);
    assert_eq!(shown(&timeline), "own ~ c b a ...");
    newest(&mut timeline, "c own b a", link("old"));
    assert_eq!(shown(&timeline), "c own b a ...", "it was older than it seemed");
}

#[test]
fn a_newest_page_that_does_not_overlap_leaves_a_gap_that_can_be_filled() {
    let mut timeline = started("c b a");
    newest(&mut timeline, "i h", link("below-h"));
    assert_eq!(shown(&timeline), "i h ~ c b a ...");
    let gap = first_gap(&timeline);
    assert_eq!(gap.cursor, cursor("below-h"));

    timeline.apply(Change::Fill { gap: gap.id, page: ids("g f"), next: link("below-f") });
    assert_eq!(shown(&timeline), "i h g f ~ c b a ...");
    timeline.apply(Change::Fill { gap: gap.id, page: ids("e d c b"), next: link("below-b") });
    assert_eq!(shown(&timeline), "i h g f e d c b a ...");
}

#[test]
fn an_empty_page_closes_a_gap_only_if_nothing_follows() {
    let mut timeline = started("a");
    newest(&mut timeline, "c", link("below-c"));
    let gap = first_gap(&timeline);
    timeline.apply(Change::Fill { gap: gap.id, page: vec![], next: link("further") });
    assert_eq!(shown(&timeline), "c ~ a ...");
    assert_eq!(first_gap(&timeline).cursor, cursor("further"));
    timeline.apply(Change::Fill { gap: gap.id, page: vec![], next: None });
    assert_eq!(shown(&timeline), "c a ...");
}

#[test]
fn posts_streamed_after_a_break_stand_above_a_gap_until_the_page_comes() {
    let mut timeline = started("b a");
    timeline.apply(Change::Arrived { post: "f".into(), gapless: false });
    timeline.apply(Change::Arrived { post: "g".into(), gapless: true });
    assert_eq!(shown(&timeline), "g f ~ b a ...");
    newest(&mut timeline, "g f e d c b", link("n"));
    assert_eq!(shown(&timeline), "g f e d c b a ...");
}

#[test]
fn a_streamed_post_keeps_its_place_above_a_page_that_does_not_know_it_yet() {
    let mut timeline = started("b a");
    timeline.apply(Change::Arrived { post: "d".into(), gapless: true });
    newest(&mut timeline, "b a", link("n"));
    assert_eq!(shown(&timeline), "d b a ...");
}

/// A page that was asked for when the timeline was another.
fn asked_before(timeline: &mut Timeline, known: &str, page: &str) -> bool {
    let known = Some(ids(known).into_iter().collect());
    timeline.apply(Change::Newest { page: ids(page), next: link("n"), known })
}

#[test]
fn what_arrived_while_a_page_was_fetched_stands_above_it() {
    let mut timeline = started("a");
    for post in ["b", "c"] {
        timeline.apply(Change::Unplaced { post: post.into(), streamed: true, gapless: true });
    }
    timeline.apply(Change::Arrived { post: "d".into(), gapless: true });
    asked_before(&mut timeline, "c b a", "c b a");
    assert_eq!(shown(&timeline), "d c b a ...");
    newest(&mut timeline, "e d c", link("n"));
    assert_eq!(shown(&timeline), "e d c b a ...", "nothing of it is taken for deleted");
}

#[test]
fn a_page_closes_no_gap_above_itself() {
    let mut timeline = started("b a");
    timeline.apply(Change::Arrived { post: "e".into(), gapless: false });
    asked_before(&mut timeline, "b a", "c b a");
    assert_eq!(shown(&timeline), "e ~ c b a ...");
}

#[test]
fn a_page_that_may_be_newer_or_older_than_what_arrived_is_dropped() {
    let mut timeline = started("b a");
    timeline.apply(Change::Arrived { post: "f".into(), gapless: false });
    assert!(!asked_before(&mut timeline, "b a", "d c"));
    assert!(asked_before(&mut timeline, "f b a", "i h"), "and is taken when asked for anew");
    assert_eq!(shown(&timeline), "i h ~ f ~ b a ...");
}

#[test]
fn a_page_that_reaches_what_was_known_closes_the_gaps_it_spans() {
    let mut timeline = started("b a");
    timeline.apply(Change::Arrived { post: "e".into(), gapless: false });
    newest(&mut timeline, "f d c b", link("n"));
    assert_eq!(shown(&timeline), "f d c e b a ...", "no gap is left, and what the page does not list stays");
}

#[test]
fn what_a_page_no_longer_lists_between_its_posts_is_gone() {
    let mut timeline = started("f e d c b a");
    newest(&mut timeline, "f e c b a", link("n"));
    assert_eq!(shown(&timeline), "f e c b a ...");
}

#[test]
fn what_may_have_moved_below_the_page_stays() {
    let mut timeline = started("e d c b a");
    newest(&mut timeline, "e d b", link("n"));
    assert_eq!(shown(&timeline), "e d b c a ...");
    // Its place was wrong before the page came, too.
    let mut timeline = started("e d c b a");
    newest(&mut timeline, "e c b", link("n"));
    assert_eq!(shown(&timeline), "e c b d a ...");
}

#[test]
fn a_repetition_from_far_away_wipes_nothing() {
    let mut timeline = started("i h g f e d c b a");
    newest(&mut timeline, "j a i h", link("n"));
    assert_eq!(shown(&timeline), "j i h g f e d c b a ...");
}

#[test]
fn older_pages_append_what_is_new() {
    let mut timeline = started("c b");
    let asked = cursor("old");
    timeline.apply(Change::Older { asked: asked.clone(), page: ids("b a"), next: link("older") });
    assert_eq!(shown(&timeline), "c b a ...");
    let stale = timeline.clone();
    assert!(!timeline.apply(Change::Older { asked, page: ids("x"), next: None }));
    assert_eq!(timeline, stale, "a page for a cursor that has moved on is dropped");
}

#[test]
fn an_older_page_that_points_to_itself_is_the_end() {
    let mut timeline = started("a");
    let asked = cursor("old");
    timeline.apply(Change::Older { asked: asked.clone(), page: vec![], next: Some(asked) });
    assert_eq!(*timeline.tail(), Tail::End);
}

#[test]
fn trimming_keeps_the_newest_and_can_go_on() {
    let mut timeline = started("d c b a");
    timeline.apply(Change::Trim(2));
    assert_eq!(shown(&timeline), "d c ...");
    assert_eq!(*timeline.tail(), Tail::More(cursor("c")));
}

#[test]
fn removing_the_posts_around_gaps_joins_them() {
    let mut timeline = started("a");
    newest(&mut timeline, "c", link("1"));
    newest(&mut timeline, "e", link("2"));
    assert_eq!(shown(&timeline), "e ~ c ~ a ...");
    timeline.apply(Change::Removed("c".into()));
    assert_eq!(shown(&timeline), "e ~ a ...");
    timeline.apply(Change::Removed("a".into()));
    assert_eq!(shown(&timeline), "e ...");
}

#[test]
fn survives_storage() {
    let mut timeline = started("b a");
    newest(&mut timeline, "z", link("n"));
    let text = serde_json::to_string(&timeline).expect("serialises");
    assert_eq!(rejoin_api::parse::<Timeline>(&text).expect("parses"), timeline);
}
