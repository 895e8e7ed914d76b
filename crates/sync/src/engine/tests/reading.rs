use rejoin_api::{ApiError, Response, Timestamp};
use rejoin_domain::timeline::{Change, Entry};
use rejoin_domain::{Harvest, TimelineKey};

use super::outbox::truth;
use super::world::{World, page, status};
use crate::net::{NetworkError, SocketAuth};
use crate::records::{self, Batch, QueueBatch};
use crate::store::{Mode, Store, Table};
use crate::{People, Problem};

const HOME: &str = "GET /api/v1/timelines/home";

fn home(world: &mut World) -> String {
    let engine = std::rc::Rc::clone(&world.engine);
    let timeline = world.run(async move { engine.stored(&TimelineKey::Home).await }).expect("reads");
    let word = |entry: &Entry| match entry {
        Entry::Post(id) => id.to_string(),
        Entry::Gap(_) => "~".into(),
    };
    timeline.entries().iter().map(word).collect::<Vec<_>>().join(" ")
}

fn refresh(world: &mut World) -> Result<(), Problem> {
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.refresh(&TimelineKey::Home).await })
}

fn first_gap(world: &mut World) -> u32 {
    let engine = std::rc::Rc::clone(&world.engine);
    let timeline = world.run(async move { engine.stored(&TimelineKey::Home).await }).expect("reads");
    let gap =
        timeline.entries().iter().find_map(|e| if let Entry::Gap(gap) = e { Some(gap.id) } else { None });
    gap.expect("a gap")
}

fn has_post(world: &mut World, id: &str) -> bool {
    let (store, id) = (world.store.clone(), id.into());
    world.run(async move {
        let tx = store.begin(&[Table::Posts], Mode::Read).await.expect("begins");
        !records::posts(&tx, &[id]).await.expect("reads").is_empty()
    })
}

#[test]
fn what_was_read_is_there_offline() {
    let mut world = World::new();
    world.answer(HOME, &page("b a"));
    refresh(&mut world).expect("answers");
    let mut world = world.restarted();
    world.set_offline(true);
    assert_eq!(refresh(&mut world), Err(Problem::Network(NetworkError::Offline)));
    assert_eq!(home(&mut world), "b a");
    assert!(has_post(&mut world, "a"));
}

#[test]
fn a_gap_is_filled_from_where_the_page_above_it_ended() {
    let mut world = World::new();
    world.answer(HOME, &page("b a"));
    refresh(&mut world).expect("answers");
    let link = r#"<https://a.example/api/v1/timelines/home?max_id=x9>; rel="next""#;
    let headers = vec![("Link".into(), link.into())];
    world.answer_with(HOME, Ok(Response { status: 200, headers, body: page("f e") }));
    refresh(&mut world).expect("answers");
    assert_eq!(home(&mut world), "f e ~ b a");

    let gap = first_gap(&mut world);
    world.answer(HOME, &page("d c b"));
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.fill(&TimelineKey::Home, gap).await }).expect("answers");
    assert_eq!(home(&mut world), "f e d c b a");
    let asked = world.asked(HOME).pop().expect("asked");
    assert!(asked.query.contains(&("max_id".into(), "x9".into())), "{:?}", asked.query);
}

#[test]
fn older_pages_go_by_the_last_post_where_the_server_gives_no_link() {
    let mut world = World::new();
    world.answer(HOME, &page("c b"));
    refresh(&mut world).expect("answers");
    world.answer(HOME, &page("b a"));
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.older(&TimelineKey::Home).await }).expect("answers");
    assert_eq!(home(&mut world), "c b a");
    let asked = world.asked(HOME).pop().expect("asked");
    assert!(asked.query.contains(&("max_id".into(), "b".into())), "{:?}", asked.query);
}

#[test]
fn the_stream_keeps_home_complete_and_what_it_missed_is_fetched() {
    let mut world = World::new();
    world.let_streams_open();
    world.answer(HOME, &page("b a"));
    world.lead();
    assert_eq!(world.sockets(), [SocketAuth::Protocol]);
    assert_eq!(world.said(), [r#"{"type":"subscribe","stream":"user"}"#]);
    assert_eq!(home(&mut world), "b a");

    let update = |id: &str| {
        serde_json::json!({"stream": ["user"], "event": "update", "payload": status(id)}).to_string()
    };
    world.stream(&update("c"));
    assert_eq!(home(&mut world), "c b a");
    world.stream(r#"{"stream": ["user"], "event": "delete", "payload": "b"}"#);
    assert_eq!(home(&mut world), "c a");
    assert!(!has_post(&mut world, "b"));
    let edited = status("c").replace("<p>c</p>", "<p>edited</p>");
    let edit =
        serde_json::json!({"stream": ["user"], "event": "status.update", "payload": edited}).to_string();
    world.stream(&edit);
    world.stream("not JSON");

    world.answer(HOME, &page("e d c a"));
    world.break_stream();
    assert_eq!(home(&mut world), "c a");
    world.pass(60_000);
    assert_eq!(home(&mut world), "e d c a", "opened again and brought up to date");
    world.stream(&update("f"));
    assert_eq!(home(&mut world), "f e d c a");
}

#[test]
fn a_silent_stream_is_opened_anew() {
    let mut world = World::new();
    world.let_streams_open();
    world.answer(HOME, &page("a"));
    world.lead();
    world.pass(200_000);
    assert_eq!(world.sockets().len(), 1);
    world.pass(200_000);
    world.pass(5_000);
    assert_eq!(world.sockets().len(), 2);
}

#[test]
fn without_a_stream_home_is_asked_for_now_and_then() {
    let mut world = World::new();
    world.answer(HOME, &page("a"));
    world.lead();
    for _ in 0..20 {
        world.pass(60_000);
    }
    assert!(world.sockets().contains(&SocketAuth::Query), "the token is offered in the other way too");
    let times = world.asked(HOME).len();
    assert!((10..30).contains(&times), "{times} times in 20 minutes");
    world.answer(HOME, &page("b a"));
    world.pass(60_000);
    assert_eq!(home(&mut world), "b a");
}

#[test]
fn notifications_are_grouped_here_where_the_server_does_not_group() {
    let mut world = World::new();
    let one = |id: &str, who: &str| {
        format!(
            r#"{{"id": "{id}", "type": "favourite", "created_at": "2026-01-0{id}T00:00:00Z", "status": {},
                "account": {{"id": "{who}", "username": "{who}", "acct": "{who}"}}}}"#,
            status("p")
        )
    };
    world.answer("GET /api/v1/notifications", &format!("[{},{}]", one("2", "x"), one("1", "y")));
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.refresh_notifications().await }).expect("answers");
    let store = world.store.clone();
    let all = world.run(async move {
        let tx = store.begin(&[Table::Notifications], Mode::Read).await.expect("begins");
        records::notifications(&tx).await.expect("reads")
    });
    assert_eq!(all.groups.len(), 1);
    assert_eq!(all.groups[0].count, 2);
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.refresh_notifications().await }).expect("answers");
    assert_eq!(
        world.asked("GET /api/v2/notifications").len(),
        1,
        "what the server has not got is not asked for again"
    );
}

#[test]
fn a_thread_is_kept_with_its_posts_and_a_post_that_is_gone_is_forgotten() {
    let mut world = World::new();
    world.answer(HOME, &page("p a"));
    refresh(&mut world).expect("answers");
    world.answer("GET /api/v1/statuses/p", &status("p"));
    let context = format!(r#"{{"ancestors": {}, "descendants": {}}}"#, page("x"), page("y z"));
    world.answer("GET /api/v1/statuses/p/context", &context);
    let engine = std::rc::Rc::clone(&world.engine);
    let more = world.run(async move { engine.refresh_thread(&"p".into()).await }).expect("answers");
    assert_eq!(more, None, "the server has all there is");
    assert!(has_post(&mut world, "z"));

    let gone = || {
        Ok(Response { status: 404, body: r#"{"error": "Record not found"}"#.into(), ..Response::default() })
    };
    world.answer_with("GET /api/v1/statuses/p", gone());
    let engine = std::rc::Rc::clone(&world.engine);
    let outcome = world.run(async move { engine.refresh_thread(&"p".into()).await });
    assert_eq!(outcome, Err(Problem::Api(ApiError::NotFound)));
    assert_eq!(home(&mut world), "a");
}

#[test]
fn a_token_that_is_refused_is_told() {
    let mut world = World::new();
    let refused = Response {
        status: 401,
        body: r#"{"error": "The access token is invalid"}"#.into(),
        ..Response::default()
    };
    world.answer_with(HOME, Ok(refused));
    assert!(refresh(&mut world).is_err());
    assert!(world.signed_out.get());
}

#[test]
fn people_are_listed_in_the_order_of_the_server_and_go_on_by_its_link() {
    let mut world = World::new();
    let link = r#"<https://a.example/x?max_id=77>; rel="next""#;
    let body = r#"[{"id": "2", "username": "b", "acct": "b"}, {"id": "1", "username": "a", "acct": "a"}]"#;
    let answer = Response { status: 200, headers: vec![("link".into(), link.into())], body: body.into() };
    world.answer_with("GET /api/v1/accounts/9/followers", Ok(answer));
    let engine = std::rc::Rc::clone(&world.engine);
    let (ids, next) =
        world.run(async move { engine.people(&People::Followers("9".into()), None).await }).expect("answers");
    assert_eq!(ids, ["2".into(), "1".into()]);
    assert_eq!(next.expect("goes on").as_str(), "max_id=77");
}

/// What a server says of these posts, all of them favourited or none.
fn said(ids: &str, favourited: bool) -> Harvest {
    let mut entities = Harvest::default();
    for id in ids.split_whitespace() {
        let text = status(id).replace("\"favourited\": false", &format!("\"favourited\": {favourited}"));
        entities.status(&rejoin_api::parse(&text).expect("a status"));
    }
    entities
}

#[test]
fn an_answer_to_an_older_question_undoes_neither_a_mark_nor_a_deletion() {
    let mut world = World::new();
    let began = world.engine.now().as_millis();
    let at = |millis| Some(Timestamp::from_millis(began + millis));
    let newest = |ids: &str| {
        let page = ids.split_whitespace().map(Into::into).collect();
        vec![(TimelineKey::Home, Change::Newest { page, next: None, known: None })]
    };
    let page = |ids: &str, asked_at| Batch {
        entities: said(ids, false),
        timelines: newest(ids),
        asked_at,
        ..Batch::default()
    };
    let read = |world: &mut World, batch: Batch| {
        let engine = std::rc::Rc::clone(&world.engine);
        world.run(async move { engine.write(batch).await }).expect("writes");
    };
    let settle = |world: &mut World, batch: Batch, settled_at| {
        let engine = std::rc::Rc::clone(&world.engine);
        let all = QueueBatch { batch, settled_at, ..QueueBatch::default() };
        world.run(async move { engine.write_queue(all).await }).expect("writes");
    };
    let favourited = |world: &mut World| truth(world, "a").expect("stored").mine.favourited;
    read(&mut world, page("b a", at(10)));
    settle(&mut world, Batch { entities: said("a", true), ..Batch::default() }, at(100));
    read(&mut world, page("b a", at(50)));
    assert_eq!(favourited(&mut world), Some(true), "asked before the acknowledgement");
    settle(&mut world, Batch { removed: vec!["b".into()], ..Batch::default() }, at(200));
    read(&mut world, page("c b a", at(150)));
    assert_eq!(home(&mut world), "c a");
    assert!(!has_post(&mut world, "b"));
    assert_eq!(favourited(&mut world), Some(false), "asked after it: somebody else has taken it back");
}
