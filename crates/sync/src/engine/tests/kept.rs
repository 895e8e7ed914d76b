//! Lists that the server keeps, and what is on or off under its name.

use std::rc::Rc;

use rejoin_api::{AccountId, Response, Tag};

use super::outbox::{queue, submit};
use super::world::World;
use crate::engine::{FEATURES, Feature, Kept, Limits};
use crate::outbox::{Mutation, Overlay, Relation, Switch};
use crate::problem::Problem;
use crate::records;
use crate::store::{Mode, Store, Table, Transaction};

const FOLLOWED: &str = "GET /api/v1/followed_tags";
const SUGGESTIONS: &str = "GET /api/v2/suggestions";

fn refresh(world: &mut World, which: Kept) -> Result<(), Problem> {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh_kept(&which).await })
}

fn known<T: rejoin_api::FromJson>(world: &mut World, which: &Kept) -> Option<Vec<T>> {
    let (store, name) = (world.store.clone(), which.name());
    let text = world.run(async move {
        let tx = store.begin(&[Table::Values], Mode::Read).await.expect("begins");
        records::value(&tx, &name).await.expect("reads")
    });
    text.map(|text| rejoin_api::parse(&text).expect("parses"))
}

fn followed(world: &mut World) -> Vec<String> {
    let stored: Vec<Tag> = known(world, &Kept::FollowedTags).unwrap_or_default();
    let shown = Overlay::new(queue(world)).followed_tags(stored);
    shown.into_iter().map(|tag| tag.name).collect()
}

fn follow(world: &mut World, name: &str, on: bool) {
    let mutation = Mutation::Switch { what: Switch::FollowTag, name: name.into(), on };
    submit(world, mutation).expect("kept");
}

#[test]
fn a_hashtag_that_is_followed_without_network_shows_at_once_and_is_followed_once() {
    let mut world = World::new();
    world.answer(FOLLOWED, r#"[{"name": "ferns"}]"#);
    refresh(&mut world, Kept::FollowedTags).expect("asks");
    world.set_offline(true);
    world.lead();
    follow(&mut world, "moss", true);
    follow(&mut world, "ferns", false);
    follow(&mut world, "ferns", true);
    assert_eq!(followed(&mut world), ["moss", "ferns"]);
    assert_eq!(queue(&mut world).len(), 1, "there and back is nothing");

    world.answer("POST /api/v1/tags/moss/follow", r#"{"name": "moss", "following": true}"#);
    world.set_offline(false);
    world.pass(60_000);
    assert_eq!(queue(&mut world), []);
    assert_eq!(followed(&mut world), ["moss", "ferns"]);
    assert_eq!(world.asked("POST /api/v1/tags/moss/follow").len(), 1);
}

#[test]
fn what_a_server_turned_out_not_to_have_is_not_asked_for_before_a_week_has_passed() {
    let mut world = World::new();
    let nothing =
        || Ok(Response { status: 404, body: r#"{"error": "Not found"}"#.into(), ..Response::default() });
    world.answer_with(SUGGESTIONS, nothing());
    world.answer_with("GET /api/v1/suggestions", nothing());
    let asked = |world: &World| world.asked(SUGGESTIONS).len();
    assert!(refresh(&mut world, Kept::Suggestions).is_err_and(|problem| problem.is_unsupported()));
    let before = asked(&world);
    assert!(refresh(&mut world, Kept::Suggestions).is_err_and(|problem| problem.is_unsupported()));
    assert_eq!(asked(&world), before, "it is remembered");
    world.pass(8 * 24 * 3_600_000);
    assert!(refresh(&mut world, Kept::Suggestions).is_err());
    assert_eq!(asked(&world), before + 1, "it may have it by now");
}

#[test]
fn who_is_on_a_list_stays_known_and_what_is_kept_of_others_goes() {
    let mut world = World::new();
    world.answer("GET /api/v1/blocks", r#"[{"id": "a", "username": "a", "acct": "a"}]"#);
    world.answer("GET /api/v1/accounts/x/endorsements", r#"[{"id": "b", "username": "b", "acct": "b"}]"#);
    refresh(&mut world, Kept::Blocked).expect("asks");
    refresh(&mut world, Kept::Endorsed("x".into())).expect("asks");
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.tidy(&Limits::NOTHING, &[]).await }).expect("tidies");
    let store = world.store.clone();
    let accounts = world.run(async move {
        let tx = store.begin(&[Table::Accounts], Mode::Read).await.expect("begins");
        tx.all(Table::Accounts).await.expect("reads")
    });
    let ids: Vec<&str> = accounts.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["a"]);
    assert_eq!(known::<AccountId>(&mut world, &Kept::Endorsed("x".into())), None);
}

#[test]
fn whom_one_blocks_stands_first_until_the_server_knows() {
    let mut world = World::new();
    world.set_offline(true);
    world.lead();
    let block = |id: &str, on: bool| Mutation::Relate {
        id: id.into(),
        relation: Relation::Block,
        on,
        how: Default::default(),
    };
    submit(&mut world, block("new", true)).expect("kept");
    submit(&mut world, block("old", false)).expect("kept");
    let stored: Vec<AccountId> = vec!["old".into(), "older".into()];
    let shown = Overlay::new(queue(&mut world)).related(Relation::Block, stored);
    assert_eq!(shown, ["new".into(), "older".into()] as [AccountId; 2]);
}

#[test]
fn what_a_server_has_and_has_not_is_found_by_asking() {
    let mut world = World::new();
    let nothing =
        || Ok(Response { status: 404, body: r#"{"error": "Not found"}"#.into(), ..Response::default() });
    let instance = r#"{"domain": "a.example", "version": "4.5.0", "api_versions": {"mastodon": 7}}"#;
    world.answer("GET /api/v2/instance", instance);
    world.answer("GET /api/v1/lists", "[]");
    world.answer_with("GET /api/v2/filters", nothing());
    world.answer_with("GET /api/v2/notifications", nothing());
    world.answer("GET /api/v1/notifications", "[]");
    world.answer("GET /api/v1/markers", "{}");
    for path in [
        "trends/tags",
        "trends/links",
        "directory",
        "followed_tags",
        "domain_blocks",
        "blocks",
        "mutes",
        "conversations",
        "scheduled_statuses",
    ] {
        world.answer(&format!("GET /api/v1/{path}"), "[]");
    }
    for path in [
        "v2/suggestions",
        "v1/suggestions",
        "v2/notifications/policy",
        "v1/notifications/policy",
        "v1/notifications/requests",
    ] {
        world.answer_with(&format!("GET /api/{path}"), nothing());
    }
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.survey().await }).expect("asks");
    let store = world.store.clone();
    let text = world.run(async move {
        let tx = store.begin(&[Table::Values], Mode::Read).await.expect("begins");
        records::value(&tx, FEATURES).await.expect("reads")
    });
    let all: Vec<Feature> = rejoin_api::parse(&text.expect("kept")).expect("parses");
    let mut lacks: Vec<&str> = all.iter().filter(|one| !one.has).map(|one| one.name.as_str()).collect();
    lacks.sort_unstable();
    let wanted = [
        "filters",
        "grouped-notifications",
        "notification-policy",
        "notification-requests",
        "streaming",
        "suggestions",
        "translation",
    ];
    assert_eq!(lacks, wanted);
    // Who cannot reach it learns nothing new, and keeps what was known.
    world.set_offline(true);
    let engine = Rc::clone(&world.engine);
    assert!(world.run(async move { engine.survey().await }).is_err());
}
