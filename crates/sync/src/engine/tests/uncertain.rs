//! What may have reached the server though no answer came.

use std::rc::Rc;

use rejoin_api::Response;
use rejoin_domain::TimelineKey;

use super::outbox::{CREATE, form, post, queue, submit, truth};
use super::world::{World, page, status};
use crate::net::NetworkError;
use crate::outbox::{Draft, Mutation, Overlay};

/// What the account has posted, at the time at which the clock of these tests starts.
pub(super) const OWN: &str = "GET /api/v1/accounts/me/statuses";

fn own(texts: &[(&str, &str)]) -> String {
    let post = |(id, text): &(&str, &str)| {
        let at = "2023-11-14T22:13:20Z";
        status(id)
            .replace(&format!("<p>{id}</p>"), &format!("<p>{text}</p>"))
            .replace("2026-01-01T00:00:00Z", at)
    };
    format!("[{}]", texts.iter().map(post).collect::<Vec<_>>().join(","))
}

pub(super) fn created() -> Result<Response, NetworkError> {
    Ok(Response { status: 200, body: status("new"), ..Response::default() })
}

#[test]
fn a_post_without_an_answer_is_looked_for_and_not_repeated_when_it_is_there() {
    let mut world = World::new();
    world.then(CREATE, Err(NetworkError::TimedOut));
    world.answer(OWN, &own(&[("b", "hello"), ("a", "before")]));
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    assert!(queue(&mut world)[0].uncertain);
    assert_eq!(world.asked(OWN).len(), 0, "it may still be on its way");
    world.pass(10_000);
    assert_eq!(queue(&mut world), []);
    assert_eq!(world.asked(CREATE).len(), 1);
    assert!(truth(&mut world, "b").is_some());

    world.then(CREATE, Err(NetworkError::TimedOut));
    submit(&mut world, post("hello")).expect("kept");
    world.answer(CREATE, &status("new"));
    world.pass(10_000);
    assert_eq!(world.asked(CREATE).len(), 3, "the one that is there is known to be another");
}

#[test]
fn a_post_without_an_answer_is_repeated_under_its_key_when_it_is_not_there() {
    let mut world = World::new();
    world.then(CREATE, Err(NetworkError::TimedOut));
    world.then(CREATE, created());
    let trouble = Ok(Response { status: 503, ..Response::default() });
    world.then(OWN, trouble);
    let next = r#"<https://a.example/x?max_id=2>; rel="next""#;
    let headers = vec![("link".into(), next.into())];
    world.then(OWN, Ok(Response { status: 200, headers, body: own(&[("b", "other")]) }));
    world.then(
        OWN,
        Ok(Response { status: 200, body: page("a").replace("2026", "2020"), ..Response::default() }),
    );
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    world.pass(6_000);
    assert_eq!((world.asked(OWN).len(), world.asked(CREATE).len()), (1, 1), "never repeated blindly");
    world.pass(60_000);
    assert_eq!(world.asked(OWN).len(), 3, "read back to what is older");
    let sent = world.asked(CREATE);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].idempotency_key, sent[1].idempotency_key);
    assert_eq!(queue(&mut world), []);
}

#[test]
fn a_key_under_which_the_server_holds_the_post_of_another_entry_is_changed() {
    let mut world = World::new();
    world.then(CREATE, Err(NetworkError::TimedOut));
    world.then(CREATE, Err(NetworkError::TimedOut));
    world.then(CREATE, Ok(Response { status: 200, body: status("b"), ..Response::default() }));
    world.then(CREATE, created());
    world.answer(OWN, &own(&[("b", "hello")]));
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    submit(&mut world, post("hello")).expect("kept");
    world.pass(10_000);
    let sent = world.asked(CREATE);
    assert_eq!((sent.len(), queue(&mut world).len()), (4, 0), "one was found, one is made");
    assert_eq!(sent[1].idempotency_key, sent[2].idempotency_key);
    let first = sent[0].idempotency_key.clone();
    assert_eq!(
        sent[3].idempotency_key, first,
        "which may still be on its way, and would come twice under another key"
    );
}

#[test]
fn a_token_renewed_while_it_was_looked_for_makes_no_second_post() {
    let mut world = World::new();
    world.then(CREATE, Err(NetworkError::TimedOut));
    world.then(OWN, Ok(Response { status: 401, body: "{}".into(), ..Response::default() }));
    world.then(OWN, Ok(Response { status: 200, body: own(&[("b", "hello")]), ..Response::default() }));
    world
        .answer("GET /api/v1/accounts/verify_credentials", r#"{"id": "me", "username": "me", "acct": "me"}"#);
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    (0..5).for_each(|_| world.pass(60_000));
    assert_eq!(queue(&mut world), []);
    assert_eq!(world.asked(CREATE).len(), 1);
    assert!(truth(&mut world, "b").is_some());
}

#[test]
fn an_edit_of_a_post_that_may_have_arrived_changes_it_there_or_here() {
    for (there, requests) in [(own(&[("b", "hello")]), (1, 1)), ("[]".to_owned(), (2, 0))] {
        let mut world = World::new();
        world.then(CREATE, Err(NetworkError::TimedOut));
        world.then(CREATE, created());
        world.answer(OWN, &there);
        world.answer("PUT /api/v1/statuses/b", &status("b"));
        world.lead();
        let id = submit(&mut world, post("hello")).expect("kept");
        let better = Draft { text: "better".into(), ..Draft::default() };
        submit(&mut world, Mutation::Edit { id: id.as_post(), draft: better }).expect("kept");
        let shown = Overlay::new(queue(&mut world)).unsent_post(&id.as_post(), &"me".into()).expect("shown");
        assert_eq!(shown.content.plain_text(), "better");
        world.pass(10_000);
        assert_eq!(queue(&mut world), []);
        let edits = world.asked("PUT /api/v1/statuses/b");
        assert_eq!((world.asked(CREATE).len(), edits.len()), requests);
        if let [_, second] = world.asked(CREATE).as_slice() {
            assert!(form(second).contains("better"));
            assert_ne!(second.idempotency_key, world.asked(CREATE)[0].idempotency_key);
        }
    }
}

#[test]
fn a_discarded_post_that_may_have_arrived_is_deleted_there() {
    for there in [true, false] {
        let mut world = World::new();
        world.then(CREATE, Err(NetworkError::TimedOut));
        world.answer(OWN, &if there { own(&[("b", "hello")]) } else { "[]".to_owned() });
        world.answer("DELETE /api/v1/statuses/b", &status("b"));
        world.lead();
        let id = submit(&mut world, post("hello")).expect("kept");
        let engine = Rc::clone(&world.engine);
        world.run(async move { engine.discard(&id, false).await }).expect("writes");
        assert_eq!(Overlay::new(queue(&mut world)).unsent_in(&TimelineKey::Home, &"me".into()), []);
        world.pass(10_000);
        assert_eq!(queue(&mut world), []);
        assert_eq!(world.asked(CREATE).len(), 1);
        assert_eq!(world.asked("DELETE /api/v1/statuses/b").len(), usize::from(there));
    }
}

#[test]
fn a_reply_to_a_post_that_was_sent_meanwhile_answers_the_real_one() {
    let mut world = World::new();
    world.answer(CREATE, &status("new"));
    world.lead();
    let id = submit(&mut world, post("hello")).expect("kept");
    let reply = Draft { text: "more".into(), in_reply_to: Some(id.as_post()), ..Draft::default() };
    submit(&mut world, Mutation::Post(reply)).expect("kept");
    assert!(form(&world.asked(CREATE)[1]).contains("in_reply_to_id=new"));
}

#[test]
fn a_vote_without_an_answer_is_read_off_the_poll() {
    const VOTE: &str = "POST /api/v1/polls/q/votes";
    for (voted, votes) in [(true, 1), (false, 2)] {
        let mut world = World::new();
        let poll = format!(r#"{{"id": "q", "voted": {voted}, "options": []}}"#);
        world.then(VOTE, Err(NetworkError::TimedOut));
        world.then(VOTE, Ok(Response { status: 200, body: poll.clone(), ..Response::default() }));
        world.answer("GET /api/v1/polls/q", &poll);
        world.lead();
        submit(&mut world, Mutation::Vote { post: "p".into(), poll: "q".into(), choices: vec![0] })
            .expect("kept");
        world.pass(10_000);
        assert_eq!((world.asked(VOTE).len(), queue(&mut world).len()), (votes, 0));
    }
}
