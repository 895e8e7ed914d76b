//! Mentions that wait for an answer.

use std::rc::Rc;
use std::sync::Arc;

use rejoin_domain::{Decision, Inbox, Post};

use super::world::World;
use crate::engine::{INBOX, Limits};
use crate::records;
use crate::store::{Mode, Store, Table, Transaction};

const MENTIONS: &str = "GET /api/v1/notifications";
const OWN: &str = "GET /api/v1/accounts/me/statuses";

fn mention(id: &str, minute: u32) -> String {
    format!(
        r#"{{"id": "n{id}", "type": "mention", "created_at": "2026-01-01T00:{minute:02}:00Z",
            "account": {{"id": "b", "username": "b", "acct": "b"}},
            "status": {{"id": "{id}", "uri": "https://s.example/{id}", "created_at": "2026-01-01T00:{minute:02}:00Z",
                "account": {{"id": "b", "username": "b", "acct": "b"}}, "content": "<p>{id}?</p>", "visibility": "public"}}}}"#
    )
}

fn own(id: &str, to: &str) -> String {
    format!(
        r#"{{"id": "{id}", "uri": "https://s.example/{id}", "created_at": "2026-01-01T00:30:00Z", "in_reply_to_id": "{to}",
            "account": {{"id": "me", "username": "me", "acct": "me"}}, "content": "<p>yes</p>", "visibility": "public"}}"#
    )
}

fn refresh(world: &mut World) {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh_inbox().await }).expect("asks");
}

fn waiting(world: &mut World) -> Vec<String> {
    let store = world.store.clone();
    let text = world.run(async move {
        let tx = store.begin(&[Table::Values], Mode::Read).await.expect("begins");
        records::value(&tx, INBOX).await.expect("reads")
    });
    let inbox: Inbox = text.map(|text| rejoin_api::parse(&text).expect("parses")).unwrap_or_default();
    inbox.mentions.iter().filter(|one| one.waits()).map(|one| one.post.to_string()).collect()
}

#[test]
fn what_the_user_has_answered_anywhere_does_not_wait_and_what_was_decided_stays() {
    let mut world = World::new();
    world.answer(MENTIONS, &format!("[{}, {}, {}]", mention("3", 3), mention("2", 2), mention("1", 1)));
    world.answer(OWN, &format!("[{}]", own("9", "2")));
    refresh(&mut world);
    assert_eq!(waiting(&mut world), ["3", "1"]);
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.decide_mention(&"1".into(), Decision::Later).await }).expect("keeps");
    world.answer(MENTIONS, &format!("[{}, {}]", mention("4", 4), mention("3", 3)));
    world.answer(OWN, "[]");
    refresh(&mut world);
    assert_eq!(waiting(&mut world), ["4", "3"]);
}

#[test]
fn an_answer_from_here_counts_at_once_and_what_waits_is_kept_on_the_device() {
    let mut world = World::new();
    world.answer(MENTIONS, &format!("[{}, {}]", mention("2", 2), mention("1", 1)));
    world.answer(OWN, "[]");
    refresh(&mut world);
    let answer: rejoin_api::Status = rejoin_api::parse(&own("9", "2")).expect("parses");
    let posts = vec![Arc::new(Post::from_wire(&answer))];
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.note_answers(&posts).await }).expect("notes");
    assert_eq!(waiting(&mut world), ["1"]);
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.tidy(&Limits::NOTHING, &[]).await }).expect("tidies");
    let store = world.store.clone();
    let there = world.run(async move {
        let tx = store.begin(&[Table::Posts, Table::Accounts], Mode::Read).await.expect("begins");
        (
            tx.get(Table::Posts, &["1", "2"]).await.expect("reads"),
            tx.get(Table::Accounts, &["b"]).await.expect("reads"),
        )
    });
    assert!(there.0.first().is_some_and(Option::is_some) && there.1.first().is_some_and(Option::is_some));
}
