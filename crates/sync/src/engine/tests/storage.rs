use std::rc::Rc;

use rejoin_domain::TimelineKey;

use super::world::{World, page, status};
use crate::engine::{Engine, Limits};
use crate::outbox::{Draft, Mark, Mutation};
use crate::records;
use crate::store::{Mode, Store, Table, Transaction};

const HOME: &str = "GET /api/v1/timelines/home";
const TAG: &str = "GET /api/v1/timelines/tag/ferns";

fn tag() -> TimelineKey {
    TimelineKey::Tag("ferns".into())
}

fn refresh(world: &mut World, key: TimelineKey) {
    let engine = Rc::clone(&world.engine);
    world.run(async move {
        engine.refresh(&key).await.expect("refreshes");
        engine.note_opened(Table::Timelines, &key.name()).await.expect("notes");
    });
}

fn tidy(world: &mut World, limits: Limits) -> usize {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.tidy(&limits, &[]).await }).expect("tidies")
}

/// The ids of the posts that are stored.
fn posts(world: &mut World) -> Vec<String> {
    let store = world.store.clone();
    let records = world.run(async move {
        let tx = store.begin(&[Table::Posts], Mode::Read).await.expect("begins");
        tx.all(Table::Posts).await.expect("reads")
    });
    records.into_iter().map(|(key, _)| key).collect()
}

fn two_feeds() -> World {
    let mut world = World::new();
    world.answer(HOME, &page("h1 h2 h3"));
    world.answer(TAG, &page("t1 t2"));
    refresh(&mut world, TimelineKey::Home);
    refresh(&mut world, tag());
    world
}

#[test]
fn what_was_opened_lately_stays_whole() {
    let mut world = two_feeds();
    assert_eq!(tidy(&mut world, Limits::USUAL), 0);
    assert_eq!(posts(&mut world), ["h1", "h2", "h3", "t1", "t2"]);
}

#[test]
fn a_feed_that_was_not_opened_for_long_goes_with_its_posts_and_home_stays() {
    let mut world = two_feeds();
    world.pass(61 * 24 * 3_600_000);
    assert!(tidy(&mut world, Limits::USUAL) >= 3, "the feed and its two posts");
    assert_eq!(posts(&mut world), ["h1", "h2", "h3"]);
}

#[test]
fn a_feed_is_cut_to_its_bound_and_goes_on_from_there() {
    let mut world = two_feeds();
    tidy(&mut world, Limits { posts: 2, timelines: 0, ..Limits::USUAL });
    assert_eq!(posts(&mut world), ["h1", "h2"]);
    world.answer(HOME, &page("h3 h4"));
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.older(&TimelineKey::Home).await }).expect("loads");
    assert_eq!(posts(&mut world), ["h1", "h2", "h3", "h4"]);
}

#[test]
fn own_posts_bookmarks_and_what_waits_are_never_forgotten() {
    let mut world = World::new();
    let own = status("mine").replace(r#""id": "a""#, r#""id": "me""#);
    let marked = status("marked").replace(r#""favourited": false"#, r#""bookmarked": true"#);
    world.answer(HOME, &format!("[{own},{marked},{},{}]", status("wanted"), status("other")));
    refresh(&mut world, TimelineKey::Home);
    let engine = Rc::clone(&world.engine);
    world.run(async move {
        let favourite = Mutation::Mark { id: "wanted".into(), mark: Mark::Favourite, on: true };
        engine.submit(favourite).await.expect("keeps");
        let post = Mutation::Post(Draft { text: "unsent".into(), ..Draft::default() });
        engine.submit(post).await.expect("keeps");
    });
    tidy(&mut world, Limits::NOTHING);
    assert_eq!(posts(&mut world), ["marked", "mine", "wanted"]);
    let engine = Rc::clone(&world.engine);
    assert_eq!(world.run(async move { engine.outbox().await }).expect("reads").len(), 2);
    let store = world.store.clone();
    let people = world.run(async move {
        let tx = store.begin(&[Table::Accounts], Mode::Read).await.expect("begins");
        records::accounts(&tx, &["a".into(), "me".into()]).await.expect("reads")
    });
    assert_eq!(people.len(), 2, "who wrote what is kept is kept");
}

#[test]
fn what_posts_were_before_goes_with_them() {
    let mut world = two_feeds();
    for post in ["h1", "t1"] {
        world.answer(&format!("GET /api/v1/statuses/{post}/history"), "[]");
        let engine = Rc::clone(&world.engine);
        world.run(async move { engine.refresh_history(&post.into()).await }).expect("asks");
    }
    world.pass(61 * 24 * 3_600_000);
    tidy(&mut world, Limits::USUAL);
    let store = world.store.clone();
    let kept = world.run(async move {
        let tx = store.begin(&[Table::Values], Mode::Read).await.expect("begins");
        tx.all(Table::Values).await.expect("reads")
    });
    let kept: Vec<_> = kept.iter().map(|(key, _)| key).filter(|key| key.starts_with("history:")).collect();
    assert_eq!(kept, ["history:h1"]);
}

#[test]
fn everything_can_be_taken_out_as_json() {
    let mut world = two_feeds();
    let engine = Rc::clone(&world.engine);
    let text = world.run(async move { engine.export("[]").await }).expect("reads");
    let all: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    assert_eq!(all["posts"]["h1"]["id"], "h1", "{text}");
    assert_eq!(all["timelines"]["tag:ferns"]["entries"][0], "t1", "{text}");
    let engine = Rc::clone(&world.engine);
    let amounts = world.run(async move { Engine::amounts(&engine).await }).expect("reads");
    let posts = amounts.iter().find(|amount| amount.table == Table::Posts).expect("there");
    assert!(posts.records == 5 && posts.bytes > 500, "{posts:?}");
}
