//! Posts that the server is to publish later.

use std::rc::Rc;

use rejoin_api::Timestamp;
use rejoin_domain::TimelineKey;

use super::outbox::{CREATE, form, queue, submit};
use super::world::World;
use crate::engine::{Kept, Scheduled};
use crate::net::NetworkError;
use crate::outbox::{Draft, Made, Mutation, MutationId, Overlay, State};
use crate::records;
use crate::store::{Mode, Store, Table};

const LIST: &str = "GET /api/v1/scheduled_statuses";

/// A day after the time at which the clock of these tests starts.
const TOMORROW: i64 = 1_700_000_000_000 + 24 * 3_600_000;

fn later(text: &str) -> Mutation {
    let scheduled_at = Some(Timestamp::from_millis(TOMORROW));
    Mutation::Post(Draft { text: text.into(), scheduled_at, ..Draft::default() })
}

/// What a server answers that has been told to publish it.
fn waits(id: &str, text: &str, key: Option<&str>) -> String {
    let at = Timestamp::from_millis(TOMORROW);
    let key = key.map_or_else(|| "null".to_owned(), |key| format!("\"{key}\""));
    format!(
        r#"{{"id": "{id}", "scheduled_at": "{at}", "params": {{"text": "{text}", "visibility": "public", "idempotency": {key}}}, "media_attachments": []}}"#
    )
}

/// The posts that wait, as the screen shows them.
fn shown(world: &mut World) -> Vec<Scheduled> {
    let (store, name) = (world.store.clone(), Kept::Scheduled.name());
    let text = world.run(async move {
        let tx = store.begin(&[Table::Values], Mode::Read).await.expect("begins");
        records::value(&tx, &name).await.expect("reads")
    });
    let stored = text.map(|text| rejoin_api::parse(&text).expect("parses")).unwrap_or_default();
    Overlay::new(queue(world)).scheduled(stored)
}

fn refresh(world: &mut World) {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh_kept(&Kept::Scheduled).await }).expect("asks");
}

#[test]
fn a_post_for_later_is_told_to_the_server_once_and_is_no_post_until_then() {
    let mut world = World::new();
    world.answer(LIST, "[]");
    refresh(&mut world);
    world.set_offline(true);
    world.lead();
    let id = submit(&mut world, later("good morning")).expect("kept");
    assert_eq!(Overlay::new(queue(&mut world)).unsent_in(&TimelineKey::Home, &"me".into()), []);
    assert_eq!(shown(&mut world)[0].id, id.as_scheduled());

    world.answer(CREATE, &waits("7", "good morning", None));
    world.set_offline(false);
    let sent = world.asked(CREATE);
    assert_eq!(sent.len(), 1);
    assert!(form(&sent[0]).contains("scheduled_at=2023-11-15T22"), "{}", form(&sent[0]));
    assert_eq!(queue(&mut world), []);
    let kept = shown(&mut world);
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].id.as_str(), kept[0].draft.text.as_str()), ("7", "good morning"));
    assert_eq!(kept[0].draft.scheduled_at, Some(Timestamp::from_millis(TOMORROW)));

    world.answer("DELETE /api/v1/scheduled_statuses/7", "{}");
    submit(&mut world, Mutation::unscheduled(&kept[0].id)).expect("kept");
    assert_eq!(shown(&mut world), []);
    assert_eq!(world.asked("DELETE /api/v1/scheduled_statuses/7").len(), 1);
}

#[test]
fn one_without_an_answer_is_looked_for_among_those_that_wait_before_it_is_sent_again() {
    for by_key in [true, false] {
        let mut world = World::new();
        world.then(CREATE, Err(NetworkError::TimedOut));
        world.lead();
        submit(&mut world, later("good morning")).expect("kept");
        let key = queue(&mut world)[0].key.clone();
        let key = by_key.then_some(key.as_str());
        let other = waits("6", "good night", by_key.then_some("another"));
        world.answer(LIST, &format!("[{other},{}]", waits("7", "good morning", key)));
        world.pass(10_000);
        assert_eq!(queue(&mut world), []);
        assert_eq!(world.asked(CREATE).len(), 1);
    }
    let mut world = World::new();
    world.then(CREATE, Err(NetworkError::TimedOut));
    world.answer(LIST, &format!("[{}]", waits("6", "good night", None)));
    world.lead();
    submit(&mut world, later("good morning")).expect("kept");
    world.answer(CREATE, &waits("7", "good morning", None));
    world.pass(60_000);
    let sent = world.asked(CREATE);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].idempotency_key, sent[1].idempotency_key);
    assert_eq!(queue(&mut world), []);
}

#[test]
fn one_whose_time_has_passed_while_it_waited_is_left_to_its_author() {
    let mut world = World::new();
    world.set_offline(true);
    world.lead();
    submit(&mut world, later("good morning")).expect("kept");
    world.pass(25 * 3_600_000);
    world.set_offline(false);
    world.pass(60_000);
    assert_eq!(world.asked(CREATE).len(), 0);
    let entry = queue(&mut world).pop().expect("kept");
    assert!(matches!(&entry.state, State::Wedged(words) if words.contains("passed")), "{:?}", entry.state);
}

#[test]
fn what_was_given_up_while_it_was_sent_is_not_published() {
    let unsent = MutationId::from("1");
    let mut deletion = Mutation::Delete { id: unsent.as_post() };
    deletion.resolve(&unsent, &Made::Scheduled("7".into()));
    assert_eq!(deletion, Mutation::unscheduled(&"7".into()));
}
