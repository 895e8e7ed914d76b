use std::rc::Rc;

use super::outbox::submit;
use super::world::World;
use crate::outbox::{Attachment, Draft, Mutation};

const DAY: i64 = 24 * 3_600_000;

fn keep(world: &mut World) -> String {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.keep_file(&vec![1, 2, 3]).await }).expect("keeps")
}

fn is_there(world: &mut World, name: &str) -> bool {
    let (engine, name) = (Rc::clone(&world.engine), name.to_owned());
    world.run(async move { engine.file(&name).await }).expect("reads").is_some()
}

fn forget(world: &mut World, names: &[&str], held: &[&str]) {
    let engine = Rc::clone(&world.engine);
    let owned = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let (names, held) = (owned(names), owned(held));
    world.run(async move { engine.forget_files(&names, &held).await }).expect("forgets");
}

fn sweep(world: &mut World, held: &[&str]) {
    let engine = Rc::clone(&world.engine);
    let held: Vec<String> = held.iter().map(|&name| name.to_owned()).collect();
    world.run(async move { engine.sweep_files(&held).await }).expect("sweeps");
}

fn with_file(file: &str) -> Mutation {
    let picture = Attachment { file: file.to_owned(), ..Attachment::default() };
    Mutation::Post(Draft { text: "A picture".into(), media: vec![picture], ..Draft::default() })
}

#[test]
fn files_of_a_discarded_draft_go_and_those_that_something_needs_stay() {
    let mut world = World::new();
    world.set_offline(true);
    let (sent, drafted, given_up) = (keep(&mut world), keep(&mut world), keep(&mut world));
    submit(&mut world, with_file(&sent)).expect("keeps");
    forget(&mut world, &[&sent, &drafted, &given_up], &[&drafted]);
    assert!(is_there(&mut world, &sent), "the outbox needs it");
    assert!(is_there(&mut world, &drafted), "a draft needs it");
    assert!(!is_there(&mut world, &given_up));
}

#[test]
fn files_that_nothing_claims_for_a_day_are_swept_away() {
    let mut world = World::new();
    world.set_offline(true);
    let (old, held, sent) = (keep(&mut world), keep(&mut world), keep(&mut world));
    submit(&mut world, with_file(&sent)).expect("keeps");
    world.pass(DAY + 1);
    let fresh = keep(&mut world);
    sweep(&mut world, &[&held]);
    assert!(!is_there(&mut world, &old));
    for name in [&held, &sent, &fresh] {
        assert!(is_there(&mut world, name), "{name}");
    }
}
