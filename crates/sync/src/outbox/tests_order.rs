use super::*;
use crate::outbox::order::{above, below};

fn ids(entries: &[Entry]) -> Vec<i64> {
    let number = |entry: &Entry| (1..20).find(|n| id(*n) == entry.id).unwrap_or(0);
    entries.iter().map(number).collect()
}

fn moved(entries: &[Entry], post: i64, before: i64) -> Vec<i64> {
    let mut entries = entries.to_vec();
    queue::apply(&mut entries, QueueChange::MoveBefore(id(post), id(before)));
    ids(&entries)
}

#[test]
fn waiting_posts_change_places_and_later_ones_come_behind() {
    let mut entries = queued(vec![post("one"), mark("p", Mark::Boost, true), post("two"), post("three")]);
    assert_eq!(above(&entries, &id(3)), Some(id(1)));
    assert_eq!(below(&entries, &id(1)), Some(id(3)));
    queue::apply(&mut entries, QueueChange::MoveBefore(id(3), id(1)));
    assert_eq!(ids(&entries), [3, 1, 2, 4]);
    assert_eq!(queue::next(&entries, at(9)).map(|entry| &entry.id), Some(&id(3)));

    // What is done from now on comes after all of them, and it is still so after a reload.
    queue::apply(&mut entries, QueueChange::Add(Box::new(entry(5, post("five")))));
    let mut read = entries.clone();
    read.sort_by_key(|entry| entry.id.clone());
    read.sort_by(|one, other| one.place().cmp(other.place()));
    assert_eq!(ids(&read), [3, 1, 2, 4, 5]);
    assert_eq!(read, entries);

    queue::apply(&mut entries, QueueChange::MoveBefore(id(1), id(3)));
    assert_eq!(ids(&entries), [1, 3, 2, 4, 5]);
}

#[test]
fn a_reply_never_comes_before_what_it_answers() {
    let entries = queued(vec![post("one"), post("two"), reply("to two", id(2).as_post()), post("four")]);
    assert_eq!(above(&entries, &id(3)), None);
    assert_eq!(below(&entries, &id(2)), None);
    assert_eq!(moved(&entries, 3, 2), [1, 2, 3, 4]);
    assert_eq!(moved(&entries, 3, 1), [1, 2, 3, 4], "not past its parent either");
    assert_eq!(moved(&entries, 4, 1), [4, 1, 2, 3]);
    assert_eq!(moved(&entries, 2, 1), [2, 1, 3, 4]);
}

#[test]
fn only_posts_that_wait_are_moved() {
    let mut entries = queued(vec![post("one"), post("two"), post("three"), mark("p", Mark::Pin, true)]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(9)));
    queue::apply(&mut entries, refused(id(2), "no"));
    assert_eq!(above(&entries, &id(3)), None);
    assert_eq!(below(&entries, &id(3)), None);
    assert_eq!(moved(&entries, 3, 1), [1, 2, 3, 4], "the first is on its way");
    assert_eq!(moved(&entries, 4, 3), [1, 2, 3, 4], "a mark is no post");
    assert_eq!(moved(&entries, 1, 3), [1, 2, 3, 4], "not downwards");
}

#[test]
fn what_was_given_up_comes_back_with_what_belongs_to_it() {
    let before = queued(vec![post("one"), reply("to one", id(1).as_post()), mark("p", Mark::Boost, true)]);
    let mut entries = before.clone();
    queue::apply(&mut entries, QueueChange::Discard(id(1)));
    assert!(matches!(entries[0].state, State::Wedged(_)));
    queue::apply(&mut entries, QueueChange::Restore(Box::new(before[0].clone())));
    assert_eq!(entries, before);
    queue::apply(&mut entries, QueueChange::Restore(Box::new(before[0].clone())));
    assert_eq!(entries, before, "it is there once");
}

#[test]
fn a_tap_since_then_counts_more_than_the_one_taken_back() {
    let before = queued(vec![mark("p", Mark::Boost, true)]);
    let mut entries = before.clone();
    queue::apply(&mut entries, QueueChange::Discard(id(1)));
    queue::apply(&mut entries, QueueChange::Add(Box::new(entry(2, mark("p", Mark::Boost, false)))));
    let since = entries.clone();
    queue::apply(&mut entries, QueueChange::Restore(Box::new(before[0].clone())));
    assert_eq!(entries, since);
}

#[test]
fn a_post_that_may_have_arrived_is_not_deleted_after_all() {
    let mut entries = queued(vec![post("one")]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    let lost = QueueChange::Refuse { id: id(1), why: "no".into(), may_have_arrived: true };
    queue::apply(&mut entries, lost);
    let before = entries.clone();
    queue::apply(&mut entries, QueueChange::Discard(id(1)));
    assert!(entries.iter().any(|entry| matches!(entry.mutation, Mutation::Delete { .. })));
    let mut restore = QueueChange::Restore(Box::new(before[0].clone()));
    let undone = {
        let mut undone = entries.clone();
        queue::apply(&mut undone, restore.clone());
        undone
    };
    assert_eq!(ids(&undone), [1]);

    // It was found on the server meanwhile: it stays there.
    let made = [(id(1), Made::Post("real".into()))];
    queue::apply(&mut entries, QueueChange::Done(id(1), Some(made[0].1.clone())));
    queue::resolve_made(&mut restore, &made);
    queue::apply(&mut entries, restore);
    assert_eq!(entries, []);
}
