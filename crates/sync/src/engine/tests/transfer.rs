//! What is one's own, out of an account and into one.

use std::rc::Rc;

use rejoin_api::Response;
use rejoin_domain::transfer::{Kind, Row, read, write};

use super::outbox::queue;
use super::world::World;
use crate::outbox::{How, Mutation, Relation, Switch};
use crate::problem::Problem;

const FOLLOWING: &str = "GET /api/v1/accounts/me/following";
const RELATIONSHIPS: &str = "GET /api/v1/accounts/relationships";
const LOOKUP: &str = "GET /api/v1/accounts/lookup";

fn people(ids: &[(&str, &str)]) -> String {
    let person = |(id, acct): &(&str, &str)| {
        let username = acct.split('@').next().unwrap_or_default();
        format!(r#"{{"id": "{id}", "username": "{username}", "acct": "{acct}"}}"#)
    };
    format!("[{}]", ids.iter().map(person).collect::<Vec<_>>().join(","))
}

fn export(world: &mut World, kind: Kind) -> String {
    let engine = Rc::clone(&world.engine);
    let rows = world.run(async move { engine.export_rows(kind).await }).expect("answers");
    write(kind, &rows)
}

fn import(world: &mut World, kind: Kind, text: &str) -> Vec<Result<(), Problem>> {
    let (rows, _) = read(kind, text);
    let one = |row: Row| {
        let engine = Rc::clone(&world.engine);
        world.run(async move { engine.import_row(&row).await })
    };
    rows.into_iter().map(one).collect()
}

fn waiting(world: &mut World) -> Vec<Mutation> {
    queue(world).iter().map(|entry| entry.mutation.clone()).collect()
}

#[test]
fn whom_one_follows_is_exported_from_every_page_with_server_and_choices() {
    let mut world = World::new();
    let next = r#"<https://a.example/x?max_id=2>; rel="next""#;
    let headers = vec![("link".into(), next.into())];
    let first = people(&[("1", "ann"), ("2", "ben@b.example")]);
    world.then(FOLLOWING, Ok(Response { status: 200, headers, body: first }));
    world
        .then(FOLLOWING, Ok(Response { status: 200, body: people(&[("3", "cleo")]), ..Response::default() }));
    let stands = r#"[{"id": "2", "showing_reblogs": false, "notifying": true, "languages": ["de", "en"]},
        {"id": "1", "showing_reblogs": true, "languages": null}]"#;
    world.answer(RELATIONSHIPS, stands);
    assert_eq!(
        export(&mut world, Kind::Follows),
        "Account address,Show boosts,Notify on new posts,Languages\n\
         ann@a.example,true,false,\nben@b.example,false,true,\"de, en\"\ncleo@a.example,true,false,\n"
    );
}

#[test]
fn a_server_that_names_a_next_page_for_ever_is_not_asked_for_ever() {
    let mut world = World::new();
    let headers = vec![("link".into(), r#"<https://a.example/x?max_id=1>; rel="next""#.into())];
    let body = people(&[("1", "ann")]);
    world.answer_with("GET /api/v1/blocks", Ok(Response { status: 200, headers, body }));
    assert_eq!(export(&mut world, Kind::Blocks), "ann@a.example\n");
    assert_eq!(world.asked("GET /api/v1/blocks").len(), 2);
}

#[test]
fn a_list_that_was_made_elsewhere_since_is_the_one() {
    let mut world = World::new();
    world.answer("GET /api/v1/lists", r#"[{"id": "7", "title": "Harbour"}]"#);
    world.answer(LOOKUP, people(&[("1", "ann")]).trim_matches(['[', ']']));
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh_lists().await }).expect("asks");
    world.answer("GET /api/v1/lists", r#"[{"id": "7", "title": "Harbour"}, {"id": "8", "title": "Mill"}]"#);
    import(&mut world, Kind::Lists, "Mill,ann@a.example\n");
    let put = Mutation::ListMember { list: "8".into(), account: "1".into(), on: true };
    assert_eq!(waiting(&mut world).last(), Some(&put));
}

#[test]
fn lists_are_exported_with_who_is_on_them() {
    let mut world = World::new();
    world.answer("GET /api/v1/lists", r#"[{"id": "7", "title": "Harbour, north"}]"#);
    world.answer("GET /api/v1/lists/7/accounts", &people(&[("1", "ann")]));
    assert_eq!(export(&mut world, Kind::Lists), "\"Harbour, north\",ann@a.example\n");
}

#[test]
fn what_is_imported_goes_to_the_outbox_line_by_line() {
    let mut world = World::new();
    world.set_offline(false);
    let ben = people(&[("2", "ben@b.example")]);
    world.answer(LOOKUP, ben.trim_matches(['[', ']']));
    let outcome = import(&mut world, Kind::Follows, "ben@b.example,false,true,de\n");
    assert_eq!(outcome, [Ok(())]);
    let how = How {
        reblogs: Some(false),
        notify: Some(true),
        languages: Some(vec!["de".into()]),
        ..How::default()
    };
    let follow = Mutation::Relate { id: "2".into(), relation: Relation::Follow, on: true, how };
    assert_eq!(waiting(&mut world), [follow]);
    import(&mut world, Kind::Domains, "spam.example\n");
    let block = Mutation::Switch { what: Switch::BlockDomain, name: "spam.example".into(), on: true };
    assert_eq!(waiting(&mut world).last(), Some(&block));
}

#[test]
fn of_the_own_server_people_are_found_by_their_name_alone() {
    let mut world = World::new();
    world.answer(LOOKUP, people(&[("1", "ann")]).trim_matches(['[', ']']));
    import(&mut world, Kind::Blocks, "ann@a.example\n");
    let asked = world.asked(LOOKUP).pop().expect("asked");
    assert_eq!(asked.query, [("acct".to_owned(), "ann".to_owned())]);
}

#[test]
fn a_list_is_made_once_for_all_who_shall_be_on_it() {
    let mut world = World::new();
    world.answer("GET /api/v1/lists", "[]");
    world.answer(LOOKUP, people(&[("1", "ann")]).trim_matches(['[', ']']));
    import(&mut world, Kind::Lists, "Harbour,ann@a.example\nHarbour,ben@b.example\n");
    let made = waiting(&mut world).into_iter().filter(|one| matches!(one, Mutation::CreateList { .. }));
    assert_eq!(made.count(), 1);
}

#[test]
fn who_is_not_found_is_told_and_nothing_waits() {
    let mut world = World::new();
    world.answer("GET /api/v2/search", r#"{"accounts": [], "statuses": [], "hashtags": []}"#);
    let outcome = import(&mut world, Kind::Blocks, "nobody@gone.example\n");
    assert!(matches!(&outcome[..], [Err(problem)] if problem.is_gone()), "{outcome:?}");
    let outcome = import(&mut world, Kind::Bookmarks, "https://gone.example/1\n");
    assert!(matches!(&outcome[..], [Err(problem)] if problem.is_gone()), "{outcome:?}");
    assert_eq!(waiting(&mut world), []);
}
