//! Whatever pieces of a list come in whatever order.

use proptest::prelude::*;

use super::*;

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
