use std::rc::Rc;
use std::sync::Arc;

use rejoin_api::{Body, Response};
use rejoin_domain::{Post, TimelineKey};

use super::uncertain::{OWN, created};
use super::world::{World, page, status};
use crate::net::NetworkError;
use crate::outbox::{Attachment, Draft, Entry, Mark, Mutation, MutationId, Overlay, State};
use crate::records;
use crate::store::{Mode, Store, StoreError, Table};

pub(super) const CREATE: &str = "POST /api/v1/statuses";

pub(super) fn post(text: &str) -> Mutation {
    Mutation::Post(Draft { text: text.into(), ..Draft::default() })
}

fn favourite(on: bool) -> Mutation {
    Mutation::Mark { id: "p".into(), mark: Mark::Favourite, on }
}

pub(super) fn submit(world: &mut World, mutation: Mutation) -> Result<MutationId, StoreError> {
    let engine = Rc::clone(&world.engine);
    let id = world.run(async move { engine.submit(mutation).await });
    world.settle();
    id
}

pub(super) fn queue(world: &mut World) -> Vec<Arc<Entry>> {
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.outbox().await }).expect("reads")
}

pub(super) fn truth(world: &mut World, id: &str) -> Option<Arc<Post>> {
    let (store, id) = (world.store.clone(), id.into());
    world.run(async move {
        let tx = store.begin(&[Table::Posts], Mode::Read).await.expect("begins");
        records::posts(&tx, &[id]).await.expect("reads").pop()
    })
}

/// What the screen shows of a post.
fn shown(world: &mut World, id: &str) -> Option<Arc<Post>> {
    let truth = truth(world, id)?;
    Overlay::new(queue(world)).post(&truth)
}

pub(super) fn form(call: &rejoin_api::Call) -> String {
    match &call.body {
        Body::Form(text) | Body::Json(text) => text.clone(),
        _ => String::new(),
    }
}

#[test]
fn a_post_written_offline_is_sent_once_when_the_network_is_back() {
    let mut world = World::new();
    world.set_offline(true);
    world.lead();
    let id = submit(&mut world, post("hello")).expect("kept");
    assert_eq!(Overlay::new(queue(&mut world)).unsent_in(&TimelineKey::Home, &"me".into()), [id.as_post()]);
    world.pass(3_600_000);
    assert_eq!(world.asked(CREATE).len(), 0);

    world.answer(CREATE, &status("new"));
    world.set_offline(false);
    let sent = world.asked(CREATE);
    assert_eq!(sent.len(), 1);
    assert!(form(&sent[0]).contains("hello"));
    assert!(sent[0].idempotency_key.is_some());
    assert_eq!(queue(&mut world), []);
    assert!(truth(&mut world, "new").is_some());
    let engine = Rc::clone(&world.engine);
    let home = world.run(async move { engine.stored(&TimelineKey::Home).await }).expect("reads");
    assert!(home.contains(&"new".into()));
    world.pass(3_600_000);
    assert_eq!(world.asked(CREATE).len(), 1);
}

#[test]
fn a_success_that_makes_no_sense_is_no_answer() {
    let mut world = World::new();
    let portal = "<!doctype html><html><body>Please accept our terms</body></html>";
    world.then(CREATE, Ok(Response { status: 200, body: portal.into(), ..Response::default() }));
    world.then(CREATE, created());
    world.answer(OWN, "[]");
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    world.pass(60_000);
    assert_eq!((world.asked(CREATE).len(), queue(&mut world).len()), (2, 0));
}

#[test]
fn an_entry_that_does_not_get_through_holds_up_no_other() {
    let mut world = World::new();
    world.answer_with(CREATE, Err(NetworkError::Unreachable));
    world.answer(OWN, "[]");
    world.answer("POST /api/v1/statuses/p/favourite", &status("p"));
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    submit(&mut world, favourite(true)).expect("kept");
    assert_eq!(world.asked("POST /api/v1/statuses/p/favourite").len(), 1);
    assert_eq!(queue(&mut world).len(), 1);
}

#[test]
fn while_the_server_cannot_be_reached_only_that_is_tried() {
    let mut world = World::new();
    let gone = || Err(NetworkError::Unreachable);
    world.answer_with(CREATE, gone());
    world.answer_with("GET /api/v1/accounts/verify_credentials", gone());
    world.lead();
    for text in ["one", "two", "three"] {
        submit(&mut world, post(text)).expect("kept");
    }
    for _ in 0..20 {
        world.pass(60_000);
    }
    assert_eq!(world.asked(CREATE).len(), 1, "the others stay certain");
}

#[test]
fn uploads_beyond_the_server_s_budget_wait_and_hold_up_nothing() {
    const UPLOAD: &str = "POST /api/v2/media";
    let mut world = World::new();
    world.answer(UPLOAD, r#"{"id": "m", "type": "image", "url": "https://a.example/m"}"#);
    for n in 0..36 {
        world.then(
            CREATE,
            Ok(Response { status: 200, body: status(&format!("n{n}")), ..Response::default() }),
        );
    }
    let media = |world: &mut World| {
        let engine = Rc::clone(&world.engine);
        let file = world.run(async move { engine.keep_file(&b"photo".to_vec()).await }).expect("kept");
        Attachment { file, name: "a.png".into(), mime: "image/png".into(), ..Attachment::default() }
    };
    for _ in 0..35 {
        let media = vec![media(&mut world)];
        submit(&mut world, Mutation::Post(Draft { media, ..Draft::default() })).expect("kept");
    }
    submit(&mut world, post("hello")).expect("kept");
    world.lead();
    let mut world = world.restarted();
    world.lead();
    assert!(world.asked(UPLOAD).len() <= 30, "{}", world.asked(UPLOAD).len());
    assert!(world.asked(CREATE).iter().any(|call| form(call).contains("hello")));
    for _ in 0..70 {
        world.pass(60_000);
    }
    assert_eq!((world.asked(UPLOAD).len(), queue(&mut world).len()), (35, 0));
}

#[test]
fn what_was_being_sent_when_the_browser_died_is_looked_for_and_sent_again_under_its_key() {
    let mut world = World::new();
    submit(&mut world, post("hello")).expect("kept");
    let entry = queue(&mut world).pop().expect("queued");
    let begin = crate::outbox::QueueChange::Begin(entry.id.clone(), entry.made_at);
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.write_queue(begin.into()).await }).expect("writes");

    let mut world = world.restarted();
    world.answer(OWN, "[]");
    world.answer(CREATE, &status("new"));
    world.lead();
    world.pass(20_000);
    let sent = world.asked(CREATE);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].idempotency_key.as_deref(), Some(entry.key.as_str()));
}

#[test]
fn a_refusal_keeps_the_server_s_words_until_the_user_decides() {
    let mut world = World::new();
    let refused = Response {
        status: 422,
        body: r#"{"error": "Validation failed: too long"}"#.into(),
        ..Response::default()
    };
    world.then(CREATE, Ok(refused));
    world.then(CREATE, Ok(Response { status: 200, body: status("new"), ..Response::default() }));
    world.lead();
    let id = submit(&mut world, post("long")).expect("kept");
    assert_eq!(queue(&mut world)[0].state, State::Wedged("Validation failed: too long".into()));
    world.pass(3_600_000);
    assert_eq!(world.asked(CREATE).len(), 1, "nothing is repeated behind the user's back");

    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.retry(&id).await }).expect("writes");
    world.settle();
    assert_eq!(queue(&mut world), []);
}

#[test]
fn discarding_drops_the_entry_and_its_files() {
    let mut world = World::new();
    let engine = Rc::clone(&world.engine);
    let file = world.run(async move { engine.keep_file(&b"photo".to_vec()).await }).expect("kept");
    let attachment = Attachment {
        file: file.clone(),
        name: "a.png".into(),
        mime: "image/png".into(),
        description: String::new(),
        focus: None,
        uploaded: None,
        preview: None,
    };
    let id = submit(&mut world, Mutation::Post(Draft { media: vec![attachment], ..Draft::default() }))
        .expect("kept");
    let engine = Rc::clone(&world.engine);
    let dropped = world.run(async move { engine.discard(&id, false).await }).expect("writes");
    assert_eq!(dropped.len(), 1);
    let engine = Rc::clone(&world.engine);
    assert_eq!(world.run(async move { engine.file(&file).await }), Ok(None));
}

#[test]
fn attachments_go_first_and_are_not_sent_twice() {
    let mut world = World::new();
    let engine = Rc::clone(&world.engine);
    let file = world.run(async move { engine.keep_file(&b"photo".to_vec()).await }).expect("kept");
    let attachment = Attachment {
        file: file.clone(),
        name: "a.png".into(),
        mime: "image/png".into(),
        description: "A cat".into(),
        focus: None,
        uploaded: None,
        preview: None,
    };
    let media = |status, body: &str| Ok(Response { status, body: body.into(), ..Response::default() });
    world.then("POST /api/v2/media", media(202, r#"{"id": "m", "type": "image", "url": null}"#));
    world.then("GET /api/v1/media/m", media(206, r#"{"id": "m", "type": "image", "url": null}"#));
    world.then(
        "GET /api/v1/media/m",
        media(200, r#"{"id": "m", "type": "image", "url": "https://a.example/m"}"#),
    );
    world.then(CREATE, media(503, ""));
    world.then(CREATE, media(200, &status("new")));
    world.answer(OWN, "[]");
    world.lead();
    submit(&mut world, Mutation::Post(Draft { media: vec![attachment], ..Draft::default() })).expect("kept");
    assert_eq!(world.asked(CREATE).len(), 0, "the server is still at work on the picture");
    world.pass(1_500);
    world.pass(1_500);
    assert_eq!(world.asked(CREATE).len(), 1);
    world.pass(60_000);
    let sent = world.asked(CREATE);
    assert_eq!(sent.len(), 2);
    assert!(form(&sent[1]).contains("media_ids%5B%5D=m"), "{}", form(&sent[1]));
    assert_eq!(world.asked("POST /api/v2/media").len(), 1);
    let engine = Rc::clone(&world.engine);
    assert_eq!(
        world.run(async move { engine.file(&file).await }),
        Ok(None),
        "its bytes are not needed any more"
    );
}

#[test]
fn a_refresh_does_not_undo_a_pending_favourite() {
    let mut world = World::new();
    world.answer("GET /api/v1/timelines/home", &page("p"));
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh(&TimelineKey::Home).await }).expect("answers");
    submit(&mut world, favourite(true)).expect("kept");
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.refresh(&TimelineKey::Home).await }).expect("answers");
    let post = shown(&mut world, "p").expect("there");
    assert_eq!((post.mine.favourited, post.favourites_count), (Some(true), 4));
    assert_eq!(
        truth(&mut world, "p").expect("there").favourites_count,
        3,
        "the store holds what the server said"
    );

    let favourited = status("p").replace("false", "true").replace(": 3", ": 9");
    world.answer("POST /api/v1/statuses/p/favourite", &favourited);
    world.lead();
    let post = shown(&mut world, "p").expect("there");
    assert_eq!((post.mine.favourited, post.favourites_count), (Some(true), 9));
    assert_eq!(queue(&mut world), []);
}

#[test]
fn a_server_that_asks_for_a_pause_gets_it() {
    let mut world = World::new();
    let limited =
        Response { status: 429, headers: vec![("retry-after".into(), "60".into())], ..Response::default() };
    world.then(CREATE, Ok(limited));
    world.then(CREATE, Ok(Response { status: 200, body: status("new"), ..Response::default() }));
    world.lead();
    submit(&mut world, post("hello")).expect("kept");
    world.pass(59_000);
    assert_eq!(world.asked(CREATE).len(), 1);
    world.pass(2_000);
    assert_eq!(world.asked(CREATE).len(), 2);
}

#[test]
fn a_device_that_is_full_says_so_and_shows_nothing() {
    let mut world = World::new();
    world.lead();
    world.store.set_full(true);
    assert_eq!(submit(&mut world, post("hello")), Err(StoreError::Full));
    assert_eq!(queue(&mut world), []);
    assert_eq!(world.asked(CREATE).len(), 0);
}

#[test]
fn deleting_what_is_gone_is_done() {
    let mut world = World::new();
    let gone =
        Response { status: 404, body: r#"{"error": "Record not found"}"#.into(), ..Response::default() };
    world.answer_with("DELETE /api/v1/statuses/p", Ok(gone));
    world.lead();
    submit(&mut world, Mutation::Delete { id: "p".into() }).expect("kept");
    assert_eq!(queue(&mut world), []);
}

#[test]
fn who_shows_a_post_by_its_unsent_id_is_told_its_real_one() {
    let mut world = World::new();
    let id = submit(&mut world, post("hello")).expect("kept");
    let done = crate::outbox::QueueChange::Done(id.clone(), Some(crate::outbox::Made::Post("real".into())));
    let batch = records::QueueBatch::from(done);
    let engine = Rc::clone(&world.engine);
    let changes = world.run(async move { engine.write_queue(batch).await }).expect("writes");
    assert_eq!(changes.published, [(id.as_post(), "real".into())]);
    let text = serde_json::to_string(&changes.touched()).expect("serialises");
    let touched: records::Touched = rejoin_api::parse(&text).expect("parses");
    let store = world.store.clone();
    let heard = world.run(async move { touched.read(&store).await }).expect("reads");
    assert_eq!(heard.published, changes.published, "other tabs are told too");
}

#[test]
fn posts_are_sent_in_the_order_that_the_user_gave_them() {
    let mut world = World::new();
    world.answer(CREATE, &status("9"));
    world.set_offline(true);
    world.lead();
    let one = submit(&mut world, post("one")).expect("keeps");
    let two = submit(&mut world, post("two")).expect("keeps");
    let engine = Rc::clone(&world.engine);
    world.run(async move { engine.move_before(&two, &one).await }).expect("moves");
    world.set_offline(false);
    let sent: Vec<String> = world.asked(CREATE).iter().map(form).collect();
    assert!(sent[0].contains("two"), "{sent:?}");
    assert!(sent[1].contains("one"), "{sent:?}");
}

#[test]
fn what_was_given_up_is_sent_once_it_is_taken_back() {
    let mut world = World::new();
    world.answer(CREATE, &status("9"));
    world.set_offline(true);
    world.lead();
    let id = submit(&mut world, post("one")).expect("keeps");
    let engine = Rc::clone(&world.engine);
    world.run(async move {
        let given_up = engine.discard(&id, true).await.expect("gives up");
        engine.restore(given_up).await.expect("takes back");
    });
    world.set_offline(false);
    assert_eq!(world.asked(CREATE).len(), 1);
    assert!(queue(&mut world).is_empty());
}
