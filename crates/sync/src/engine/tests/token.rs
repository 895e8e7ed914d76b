//! A token that the server does not accept.

use rejoin_api::Response;

use super::outbox::{CREATE, post, queue, submit};
use super::uncertain::{OWN, created};
use super::world::{World, status};
use crate::outbox::State;

#[test]
fn nothing_is_lost_while_the_token_is_no_good() {
    let mut world = World::new();
    let refused =
        || Ok(Response { status: 401, body: r#"{"error": "revoked"}"#.into(), ..Response::default() });
    world.answer_with(CREATE, refused());
    world.answer_with("GET /api/v1/accounts/verify_credentials", refused());
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    assert!(world.signed_out.get());
    world.pass(3_600_000);
    assert_eq!(world.asked(CREATE).len(), 1, "it waits for a new token");
    assert!(!matches!(queue(&mut world)[0].state, State::Wedged(_)));

    let mut world = world.restarted();
    world.answer(CREATE, &status("new"));
    world.lead();
    assert_eq!(queue(&mut world), []);
}

#[test]
fn a_token_that_was_no_good_for_a_moment_wedges_nothing() {
    let mut world = World::new();
    world.then(
        CREATE,
        Ok(Response { status: 401, body: r#"{"error": "revoked"}"#.into(), ..Response::default() }),
    );
    world.then(CREATE, created());
    world.answer(OWN, "[]");
    world
        .answer("GET /api/v1/accounts/verify_credentials", r#"{"id": "me", "username": "me", "acct": "me"}"#);
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    world.pass(60_000);
    assert_eq!((world.asked(CREATE).len(), queue(&mut world)), (2, vec![]));
}
