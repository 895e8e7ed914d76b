//! What was counted on the user's own posts.

use std::rc::Rc;
use std::sync::Arc;

use rejoin_api::Timestamp;
use rejoin_domain::Post;
use rejoin_domain::heard::Sample;

use super::world::World;
use crate::engine::{Limits, samples_of};
use crate::records::{self, Batch};
use crate::store::{Mode, Store, Table};

fn post(world: &World, id: &str, author: &str, age: i64, replies: u64) -> Arc<Post> {
    let now = world.engine.now().as_millis();
    Arc::new(Post {
        id: id.into(),
        account: author.into(),
        created_at: Timestamp::from_millis(now - age),
        replies_count: replies,
        ..Post::default()
    })
}

fn sample(world: &mut World, post: &Arc<Post>) {
    let (engine, posts) = (Rc::clone(&world.engine), vec![Arc::clone(post)]);
    world.run(async move { engine.sample(&posts).await }).expect("notes");
}

fn counted(world: &mut World, id: &str) -> Vec<u64> {
    let (store, name) = (world.store.clone(), samples_of(&id.into()));
    let text = world.run(async move {
        let tx = store.begin(&[Table::Values], Mode::Read).await.expect("begins");
        records::value(&tx, &name).await.expect("reads")
    });
    let samples: Vec<Sample> = text.map(|text| rejoin_api::parse(&text).expect("parses")).unwrap_or_default();
    samples.iter().map(|one| one.replies).collect()
}

const DAY: i64 = 24 * 3_600_000;

#[test]
fn own_posts_are_followed_as_long_as_they_are_young_when_first_seen() {
    let mut world = World::new();
    for (id, author, age) in [("own", "me", DAY), ("other", "b", DAY), ("old", "me", 15 * DAY)] {
        let post = post(&world, id, author, age, 1);
        sample(&mut world, &post);
    }
    assert_eq!(counted(&mut world, "own"), [1]);
    assert!(counted(&mut world, "other").is_empty() && counted(&mut world, "old").is_empty());
    let later = [(20 * DAY, 1), (20 * DAY, 4)];
    for (age, replies) in later {
        let post = post(&world, "own", "me", age, replies);
        world.pass(1_000);
        sample(&mut world, &post);
    }
    assert_eq!(counted(&mut world, "own"), [1, 4]);
}

#[test]
fn what_was_counted_is_kept_as_long_as_the_post() {
    let mut world = World::new();
    let here = post(&world, "here", "me", DAY, 1);
    let gone = post(&world, "gone", "me", DAY, 1);
    sample(&mut world, &here);
    sample(&mut world, &gone);
    let engine = Rc::clone(&world.engine);
    world.run(async move {
        let mut batch = Batch::default();
        batch.entities.posts.push(Post::clone(&here));
        engine.write(batch).await.expect("writes");
        engine.tidy(&Limits::NOTHING, &[]).await.expect("tidies");
    });
    assert_eq!(counted(&mut world, "here"), [1]);
    assert!(counted(&mut world, "gone").is_empty());
}
