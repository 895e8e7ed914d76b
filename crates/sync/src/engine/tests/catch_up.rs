//! What was said in the home feed since a moment.

use std::cell::Cell;
use std::rc::Rc;

use rejoin_api::{Response, Timestamp};

use super::world::World;

const HOME: &str = "GET /api/v1/timelines/home";

/// A page of posts: id, author, hour; a boost names the post it boosts.
fn page(posts: &[(&str, &str, u32, Option<&str>)], next: bool) -> Response {
    let one = |id: &str, author: &str, hour: u32, boost: &str| {
        format!(
            r#"{{"id": "{id}", "created_at": "2026-01-01T{hour:02}:00:00Z", "content": "<p>{id}</p>", "visibility": "public", "uri": "u:{id}",
                "account": {{"id": "{author}", "username": "{author}", "acct": "{author}"}}{boost}}}"#
        )
    };
    let all: Vec<String> = posts
        .iter()
        .map(|(id, author, hour, boosted)| {
            let boost = boosted.map(|of| format!(r#", "reblog": {}"#, one(of, "c", 1, "")));
            one(id, author, *hour, &boost.unwrap_or_default())
        })
        .collect();
    let link = r#"<https://a.example/api/v1/timelines/home?max_id=x>; rel="next""#;
    let headers = if next { vec![("Link".into(), link.into())] } else { vec![] };
    Response { status: 200, headers, body: format!("[{}]", all.join(",")) }
}

fn since(hour: u32) -> Timestamp {
    Timestamp::parse(&format!("2026-01-01T{hour:02}:00:00Z")).expect("a time")
}

fn found(world: &mut World, hour: u32) -> Vec<String> {
    let engine = Rc::clone(&world.engine);
    let posts = world.run(async move { engine.home_since(since(hour)).await }).expect("reads");
    posts.iter().map(|post| post.id.to_string()).collect()
}

#[test]
fn older_pages_are_fetched_as_far_as_is_asked_and_no_further() {
    let mut world = World::new();
    world.answer_with(
        HOME,
        Ok(page(&[("9", "a", 12, None), ("8", "me", 11, None), ("7", "b", 10, Some("x"))], true)),
    );
    world.then(HOME, Ok(page(&[("6", "b", 9, None), ("5", "a", 4, None)], true)));
    world.then(HOME, Ok(page(&[("4", "a", 3, None)], false)));
    let told = Rc::new(Cell::new(0));
    let (engine, counted) = (Rc::clone(&world.engine), Rc::clone(&told));
    world
        .run(async move { engine.fetch_home_since(since(8), async || counted.set(counted.get() + 1)).await })
        .expect("asks");
    assert_eq!(world.asked(HOME).len(), 2, "the second page reaches beyond");
    assert_eq!(told.get(), 2);
    // Boosts as what they boost; nothing of one's own.
    assert_eq!(found(&mut world, 8), ["9", "6", "x"]);
    world.set_offline(true);
    let engine = Rc::clone(&world.engine);
    assert!(world.run(async move { engine.fetch_home_since(since(1), async || {}).await }).is_err());
    assert_eq!(found(&mut world, 1), ["9", "6", "5", "x"], "what there is stays readable");
}
