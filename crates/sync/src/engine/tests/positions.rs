use std::rc::Rc;

use rejoin_api::{Response, StatusId};
use rejoin_domain::TimelineKey;

use super::outbox::{form, submit};
use super::world::{World, page};
use crate::outbox::Mutation;
use crate::problem::Problem;

const HOME: &str = "GET /api/v1/timelines/home";
const READ: &str = "GET /api/v1/markers";
const MOVE: &str = "POST /api/v1/markers";

/// When a marker was set: long before anything that happens here, or long after.
const BEFORE: &str = "2020-01-01T00:00:00.000Z";
const AFTER: &str = "2030-01-01T00:00:00.000Z";

fn marker(timeline: &str, id: &str, version: u64, at: &str) -> String {
    format!(r#"{{"{timeline}": {{"last_read_id": "{id}", "version": {version}, "updated_at": "{at}"}}}}"#)
}

fn conflict() -> Response {
    Response { status: 409, body: r#"{"error": "moved"}"#.into(), ..Response::default() }
}

/// A device whose home holds these posts.
fn reading(posts: &str) -> World {
    let mut world = World::new();
    world.answer(HOME, &page(posts));
    world.answer(READ, "{}");
    world.answer(MOVE, "{}");
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh(&TimelineKey::Home).await }).expect("refreshes");
    world
}

fn read(world: &mut World, id: &str) {
    let (engine, id) = (Rc::clone(&world.engine), StatusId::from(id));
    world.run(async move { engine.note_read(&id).await }).expect("notes");
}

fn send(world: &mut World) {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.send_position().await }).expect("tells");
}

fn elsewhere(world: &mut World) -> Option<String> {
    let engine = Rc::clone(&world.engine);
    let found: Result<_, Problem> = world.run(async move { engine.position_elsewhere().await });
    found.expect("asks").map(|id| id.to_string())
}

/// What the server was told.
fn told(world: &World) -> Vec<String> {
    world.asked(MOVE).iter().map(form).collect()
}

#[test]
fn what_is_read_is_told_once_and_only_forwards() {
    let mut world = reading("c b a");
    read(&mut world, "b");
    send(&mut world);
    send(&mut world);
    assert_eq!(told(&world).len(), 1);
    assert!(told(&world)[0].contains(r#""last_read_id":"b""#), "{:?}", told(&world));
    read(&mut world, "a");
    send(&mut world);
    assert_eq!(told(&world).len(), 1, "older posts were read before");
    read(&mut world, "c");
    send(&mut world);
    assert!(told(&world)[1].contains(r#""last_read_id":"c""#), "{:?}", told(&world));
}

#[test]
fn what_another_device_has_read_further_is_offered_and_not_covered() {
    let mut world = reading("c b a");
    read(&mut world, "a");
    world.answer(READ, &marker("home", "b", 3, BEFORE));
    send(&mut world);
    assert_eq!(told(&world).len(), 0);
    let mut world = reading("c b a");
    read(&mut world, "a");
    world.answer(READ, &marker("home", "b", 3, BEFORE));
    assert_eq!(elsewhere(&mut world).as_deref(), Some("b"));
    read(&mut world, "c");
    send(&mut world);
    assert!(told(&world)[0].contains(r#""version":3"#), "{:?}", told(&world));
}

#[test]
fn what_another_device_has_read_less_far_is_not_offered_whatever_its_clock_says() {
    let mut world = reading("c b a");
    read(&mut world, "c");
    world.answer(READ, &marker("home", "a", 1, AFTER));
    assert_eq!(elsewhere(&mut world), None);
    send(&mut world);
    assert_eq!(told(&world).len(), 1);
}

#[test]
fn a_new_device_is_offered_the_place_and_asked_once() {
    let mut world = reading("c b a");
    world.answer(READ, &marker("home", "b", 1, BEFORE));
    assert_eq!(elsewhere(&mut world).as_deref(), Some("b"));
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.settle_elsewhere(&"b".into(), false).await }).expect("settles");
    assert_eq!(elsewhere(&mut world), None);
}

#[test]
fn a_place_beyond_what_is_loaded_is_looked_for_below_the_newest_page() {
    let mut world = reading("b a");
    read(&mut world, "b");
    world.answer(READ, &marker("home", "m", 1, AFTER));
    world.answer(HOME, &page("z y x"));
    world.then(HOME, Ok(Response { status: 200, body: page("n m b a"), ..Response::default() }));
    assert_eq!(elsewhere(&mut world).as_deref(), Some("m"));
}

#[test]
fn a_conflict_is_read_back_and_the_later_place_stays() {
    let mut world = reading("c b a");
    read(&mut world, "b");
    world.answer_with(MOVE, Ok(conflict()));
    world.answer(READ, &marker("home", "a", 1, BEFORE));
    world.then(
        READ,
        Ok(Response { status: 200, body: marker("home", "c", 2, BEFORE), ..Response::default() }),
    );
    send(&mut world);
    assert_eq!(told(&world).len(), 1, "the other device has read further");

    let mut world = reading("c b a");
    read(&mut world, "c");
    world.answer_with(MOVE, Ok(conflict()));
    world.then(MOVE, Ok(Response { status: 200, body: "{}".into(), ..Response::default() }));
    world.answer(READ, &marker("home", "a", 1, BEFORE));
    world.then(
        READ,
        Ok(Response { status: 200, body: marker("home", "b", 2, BEFORE), ..Response::default() }),
    );
    send(&mut world);
    assert_eq!(told(&world).len(), 2);
    assert!(told(&world)[1].contains(r#""version":2"#), "{:?}", told(&world));
}

fn notifications(ids: &str) -> String {
    let one = |(place, id): (usize, &str)| {
        format!(
            r#"{{"id": "{id}", "type": "poll", "created_at": "2026-01-01T00:00:{:02}Z",
                "account": {{"id": "{id}", "username": "{id}", "acct": "{id}"}}}}"#,
            30 - place
        )
    };
    let all: Vec<String> = ids.split_whitespace().enumerate().map(one).collect();
    format!("[{}]", all.join(","))
}

/// A device that has read its notifications up to one, while the server's marker was moved elsewhere.
fn notifications_read(upto: &str, marked: &str) -> World {
    let mut world = World::new();
    world.answer("GET /api/v1/notifications", &notifications("z y x"));
    world.answer(READ, "{}");
    world.answer_with(MOVE, Ok(conflict()));
    world.then(MOVE, Ok(Response { status: 200, body: "{}".into(), ..Response::default() }));
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh_notifications().await }).expect("refreshes");
    world.answer(READ, &marker("notifications", marked, 2, BEFORE));
    world.lead();
    submit(&mut world, Mutation::ReadNotifications { upto: upto.into() }).expect("keeps");
    world.pass(60_000);
    world
}

#[test]
fn notifications_read_on_two_devices_at_once_end_at_the_newer() {
    assert_eq!(told(&notifications_read("y", "z")).len(), 1);
    assert_eq!(told(&notifications_read("z", "y")).len(), 2);
}
