use proptest::prelude::*;

use super::*;

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
    let mut timeline = started("e d c b a");
    newest(&mut timeline, "e c b", link("n"));
    assert_eq!(shown(&timeline), "e c b a ...");
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

/// A server's list and a client that sees arbitrary pieces of it.
#[derive(Debug, Clone)]
enum Step {
    Publish(u8),
    Delete(u16),
    Refresh,
    /// A page is asked for, and
    Ask,
    /// comes.
    Answer,
    Stream,
    MissStream,
    Older,
    Fill,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1u8..30).prop_map(Step::Publish),
        1 => any::<u16>().prop_map(Step::Delete),
        3 => Just(Step::Refresh),
        2 => Just(Step::Ask),
        2 => Just(Step::Answer),
        2 => Just(Step::Stream),
        1 => Just(Step::MissStream),
        3 => Just(Step::Older),
        4 => Just(Step::Fill),
    ]
}

struct World {
    server: Vec<StatusId>,
    published: usize,
    client: Timeline,
    live: bool,
    asked: Option<Change>,
}

const PAGE: usize = 7;

impl World {
    fn publish(&mut self) -> StatusId {
        self.published += 1;
        // Names whose text order says nothing about their age.
        let id = StatusId::from(format!("{}-{}", (self.published * 7919) % 1000, self.published));
        self.server.insert(0, id.clone());
        id
    }

    fn page_below(&self, at: Option<&PageCursor>) -> (Vec<StatusId>, Option<PageCursor>) {
        let number = |id: &StatusId| id.as_str().rsplit('-').next().and_then(|n| n.parse::<usize>().ok());
        let limit = match at {
            None => usize::MAX,
            Some(at) => {
                let id = at.as_str().trim_start_matches("max_id=");
                number(&id.into()).expect("numbered")
            }
        };
        let below = self.server.iter().filter(|id| number(id).is_some_and(|n| n < limit));
        let page: Vec<StatusId> = below.take(PAGE).cloned().collect();
        let next = (page.len() == PAGE).then(|| page.last().and_then(number)).flatten();
        (page, next.map(|n| cursor(&n.to_string())))
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Publish(count) => {
                (0..count).for_each(|_| drop(self.publish()));
                self.live = false;
            }
            Step::Delete(seed) => {
                let place = usize::from(seed) % self.server.len().max(1);
                if place < self.server.len() {
                    let id = self.server.remove(place);
                    self.client.apply(Change::Removed(id));
                    self.asked = None;
                }
            }
            Step::Refresh => {
                let (page, next) = self.page_below(None);
                self.client.apply(Change::Newest { page, next, known: None });
                self.live = true;
            }
            Step::Ask => {
                let (page, next) = self.page_below(None);
                let known = Some(self.client.posts().cloned().collect());
                self.asked = Some(Change::Newest { page, next, known });
            }
            Step::Answer => {
                if let Some(page) = self.asked.take() {
                    self.client.apply(page);
                }
            }
            Step::Stream => {
                let post = self.publish();
                self.client.apply(Change::Arrived { post, gapless: self.live });
                self.live = true;
            }
            Step::MissStream => {
                self.publish();
                self.live = false;
            }
            Step::Older => {
                if let Tail::More(asked) = self.client.tail().clone() {
                    let (page, next) = self.page_below(Some(&asked));
                    self.client.apply(Change::Older { asked, page, next });
                }
            }
            Step::Fill => {
                let open = self.client.entries().iter().find_map(|e| match e {
                    Entry::Gap(gap) => Some(gap.clone()),
                    Entry::Post(_) => None,
                });
                if let Some(gap) = open {
                    let (page, next) = self.page_below(Some(&gap.cursor));
                    self.client.apply(Change::Fill { gap: gap.id, page, next });
                }
            }
        }
    }

    /// What must hold at any time: the server's order, nothing twice, and no hole that is not marked.
    fn check(&self) -> Result<(), TestCaseError> {
        let places: Vec<Option<usize>> = self
            .client
            .entries()
            .iter()
            .map(|entry| match entry {
                Entry::Post(id) => self.server.iter().position(|s| s == id),
                Entry::Gap(_) => None,
            })
            .collect();
        let mut above: Option<usize> = None;
        let mut gap = true;
        for (entry, place) in self.client.entries().iter().zip(places) {
            match (entry, place) {
                (Entry::Gap(_), _) => {
                    prop_assert!(!gap || above.is_none(), "two gaps together");
                    gap = true;
                }
                (Entry::Post(id), Some(place)) => {
                    if let Some(above) = above {
                        prop_assert!(place > above, "{} is out of order", id);
                        prop_assert!(gap || place == above + 1, "an unmarked hole above {}", id);
                    }
                    (above, gap) = (Some(place), false);
                }
                (Entry::Post(id), None) => prop_assert!(false, "{} is not on the server", id),
            }
        }
        if let (Tail::End, Some(last)) = (self.client.tail(), above) {
            prop_assert_eq!(last + 1, self.server.len(), "the end is not the server's end");
        }
        Ok(())
    }
}

proptest! {
    #[test]
    fn no_hole_goes_unmarked(steps in prop::collection::vec(step(), 1..60)) {
        let mut world = World { server: vec![], published: 0, client: Timeline::default(), live: false, asked: None };
        for step in steps {
            world.take(step);
            world.check()?;
        }
    }

    #[test]
    fn filling_and_scrolling_ends_with_the_server_s_list(steps in prop::collection::vec(step(), 1..40)) {
        let mut world = World { server: vec![], published: 0, client: Timeline::default(), live: false, asked: None };
        steps.into_iter().for_each(|step| world.take(step));
        world.take(Step::Refresh);
        for _ in 0..1000 {
            world.take(Step::Fill);
            world.take(Step::Older);
        }
        let listed: Vec<StatusId> = world.client.posts().cloned().collect();
        prop_assert_eq!(listed, world.server);
        prop_assert_eq!(world.client.entries().iter().filter(|e| matches!(e, Entry::Gap(_))).count(), 0);
    }

    #[test]
    fn any_pages_in_any_order_leave_each_post_once(
        pages in prop::collection::vec((prop::collection::vec(0u8..30, 0..10), 0u8..4, any::<bool>()), 0..30)
    ) {
        let mut timeline = Timeline::default();
        for (page, kind, more) in pages {
            let page: Vec<StatusId> = page.into_iter().map(|n| StatusId::from(n.to_string())).collect();
            let next = more.then(|| cursor(&page.len().to_string()));
            let gap = timeline.entries().iter().find_map(|e| if let Entry::Gap(g) = e { Some(g.id) } else { None });
            let change = match (kind, gap, timeline.tail().clone()) {
                (0, _, _) => Change::Newest { page, next, known: None },
                (1, Some(gap), _) => Change::Fill { gap, page, next },
                (2, _, Tail::More(asked)) => Change::Older { asked, page, next },
                _ => match page.first() {
                    Some(post) => Change::Arrived { post: post.clone(), gapless: more },
                    None => Change::Trim(5),
                },
            };
            timeline.apply(change);
            let posts: Vec<&StatusId> = timeline.posts().collect();
            let distinct: std::collections::HashSet<_> = posts.iter().collect();
            prop_assert_eq!(distinct.len(), posts.len());
            prop_assert!(!matches!(timeline.entries().last(), Some(Entry::Gap(_))));
        }
    }
}
