//! Folders and notes, which stay on the device with the posts they are about.

use std::rc::Rc;

use super::world::World;
use crate::engine::Limits;

const POST: &str = r#"{"id": "7", "uri": "https://s.example/7", "url": "https://s.example/@b/7", "created_at": "2026-01-01T00:00:00Z",
    "account": {"id": "b", "username": "b", "acct": "b"}, "content": "<p>Rye, \"dark\"</p>", "visibility": "public"}"#;

fn rows(world: &mut World) -> Vec<[String; 5]> {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.shelf_rows().await }).expect("reads")
}

#[test]
fn what_is_in_a_folder_is_never_forgotten_and_leaves_as_a_table() {
    let mut world = World::new();
    world.answer("GET /api/v1/statuses/7", POST);
    let engine = Rc::clone(&world.engine);
    world.run(async move {
        engine.refresh_post(&"7".into()).await.expect("asks");
        engine.put_on_shelf(&"7".into(), Some("bread"), Some("ask")).await.expect("keeps");
        engine.tidy(&Limits::NOTHING, &[]).await.expect("tidies");
    });
    let wanted = ["https://s.example/@b/7", "b", "bread", "ask", "Rye, \"dark\""].map(str::to_owned);
    assert_eq!(rows(&mut world).get(1..), Some([wanted].as_slice()));

    let engine = Rc::clone(&world.engine);
    world.run(async move {
        engine.put_on_shelf(&"7".into(), Some(""), Some("")).await.expect("keeps");
        engine.tidy(&Limits::NOTHING, &[]).await.expect("tidies");
    });
    assert_eq!(rows(&mut world).len(), 1);
}
