//! Lists, filters, reports, notes and the own profile.

use rejoin_api::{AccountId, Body, Filter, FilterContext, ListId, Response, Timestamp};

use super::outbox::{form, queue, submit};
use super::world::World;
use crate::engine::Limits;
use crate::net::NetworkError;
use crate::outbox::{
    FilterDraft, How, Keyword, ListDraft, Mutation, MutationId, Profile, Relation, Report, State,
};

use crate::store::{Mode, Store, Table, Transaction};

const MAKE_LIST: &str = "POST /api/v1/lists";
const LISTS: &str = "GET /api/v1/lists";
const REPORT: &str = "POST /api/v1/reports";

fn create(title: &str) -> Mutation {
    let draft = ListDraft { title: title.into(), ..ListDraft::default() };
    Mutation::CreateList { draft, known: vec![] }
}

fn member(list: ListId) -> Mutation {
    Mutation::ListMember { list, account: "a".into(), on: true }
}

fn lists(world: &mut World) -> Vec<(String, String)> {
    let engine = std::rc::Rc::clone(&world.engine);
    let all = world.run(async move { engine.lists().await }).expect("reads").unwrap_or_default();
    all.into_iter().map(|list| (list.id.to_string(), list.title)).collect()
}

fn members(world: &mut World, list: &str) -> Vec<AccountId> {
    let (engine, list) = (std::rc::Rc::clone(&world.engine), ListId::from(list));
    world.run(async move { engine.list_members(&list).await }).expect("reads").unwrap_or_default()
}

#[test]
fn a_list_made_and_filled_offline_is_made_once_and_filled_by_its_real_id() {
    let mut world = World::new();
    world.set_offline(true);
    world.lead();
    let id: MutationId = submit(&mut world, create("Friends")).expect("kept");
    submit(&mut world, member(id.as_list())).expect("kept");
    world.answer(MAKE_LIST, r#"{"id": "7", "title": "Friends"}"#);
    world.answer("POST /api/v1/lists/7/accounts", "{}");
    world.set_offline(false);
    world.pass(10_000);
    assert_eq!(queue(&mut world), []);
    assert_eq!(lists(&mut world), [("7".into(), "Friends".into())]);
    assert_eq!(members(&mut world, "7"), ["a".into()]);
    assert_eq!(world.asked("POST /api/v1/lists/7/accounts").len(), 1);
}

#[test]
fn what_cannot_be_read_back_is_not_repeated_and_a_page_in_between_is_no_answer() {
    let html = || {
        let headers = vec![("content-type".into(), "text/html".into())];
        Ok(Response { status: 200, headers, body: "<!doctype html>Sign in to the Wi-Fi".into() })
    };
    let mut world = World::new();
    world.then(MAKE_LIST, Err(NetworkError::TimedOut));
    world.then(LISTS, html());
    world.then(
        LISTS,
        Ok(Response {
            status: 200,
            body: r#"[{"id": "7", "title": "Friends"}]"#.into(),
            ..Response::default()
        }),
    );
    world.then("POST /api/v1/lists/7/accounts", html());
    world.then(
        "POST /api/v1/lists/7/accounts",
        Ok(Response { status: 200, body: "{}".into(), ..Response::default() }),
    );
    world.answer("GET /api/v1/lists/7/accounts", "[]");
    world.lead();
    let id = submit(&mut world, create("Friends")).expect("kept");
    submit(&mut world, member(id.as_list())).expect("kept");
    (0..12).for_each(|_| world.pass(60_000));
    assert_eq!(queue(&mut world), []);
    assert_eq!((world.asked(MAKE_LIST).len(), world.asked(LISTS).len()), (1, 2));
    assert_eq!(world.asked("POST /api/v1/lists/7/accounts").len(), 2);
    assert_eq!(members(&mut world, "7"), ["a".into()]);
}

#[test]
fn a_list_whose_answer_was_lost_is_found_again_by_its_name() {
    let mut world = World::new();
    world.answer(LISTS, r#"[{"id": "1", "title": "Friends"}]"#);
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.refresh_lists().await }).expect("reads");
    world.then(MAKE_LIST, Err(NetworkError::TimedOut));
    world.answer(LISTS, r#"[{"id": "1", "title": "Friends"}, {"id": "2", "title": "Friends"}]"#);
    world.lead();
    submit(&mut world, create("Friends")).expect("kept");
    assert!(queue(&mut world)[0].uncertain);
    world.pass(10_000);
    assert_eq!(queue(&mut world), []);
    assert_eq!(world.asked(MAKE_LIST).len(), 1);
    assert_eq!(lists(&mut world).len(), 2);

    // Both that are there are known now: a third is made.
    world.answer(MAKE_LIST, r#"{"id": "3", "title": "Friends"}"#);
    submit(&mut world, create("Friends")).expect("kept");
    assert_eq!(world.asked(MAKE_LIST).len(), 2);
}

#[test]
fn a_list_whose_request_was_lost_is_made_again() {
    let mut world = World::new();
    world.then(MAKE_LIST, Err(NetworkError::TimedOut));
    world.then(
        MAKE_LIST,
        Ok(Response {
            status: 200,
            body: r#"{"id": "7", "title": "Friends"}"#.into(),
            ..Response::default()
        }),
    );
    world.answer(LISTS, "[]");
    world.lead();
    submit(&mut world, create("Friends")).expect("kept");
    world.pass(10_000);
    world.pass(10_000);
    assert_eq!(queue(&mut world), []);
    assert_eq!(world.asked(MAKE_LIST).len(), 2);
}

#[test]
fn who_is_on_the_list_already_counts_as_put_there() {
    let mut world = World::new();
    let refusal = r#"{"error": "Validation failed: Account has already been taken"}"#;
    world.answer_with(
        "POST /api/v1/lists/7/accounts",
        Ok(Response { status: 422, body: refusal.into(), ..Response::default() }),
    );
    world.answer("GET /api/v1/lists/7/accounts", r#"[{"id": "a", "username": "ann", "acct": "ann"}]"#);
    world.lead();
    submit(&mut world, member("7".into())).expect("kept");
    assert_eq!(queue(&mut world), []);
    world.answer("GET /api/v1/lists/7/accounts", "[]");
    submit(&mut world, member("7".into())).expect("kept");
    assert!(
        matches!(&queue(&mut world)[0].state, State::Wedged(words) if words.contains("already been taken"))
    );
}

#[test]
fn a_report_without_an_answer_waits_for_the_user_and_is_sent_again_on_their_word_alone() {
    let mut world = World::new();
    world.then(REPORT, Err(NetworkError::TimedOut));
    world.then(REPORT, Ok(Response { status: 200, body: r#"{"id": "1"}"#.into(), ..Response::default() }));
    world.lead();
    let report = Report { account: "a".into(), comment: "Spam".into(), ..Report::default() };
    let id = submit(&mut world, Mutation::Report(report)).expect("kept");
    world.pass(600_000);
    assert_eq!(world.asked(REPORT).len(), 1);
    assert!(
        matches!(&queue(&mut world)[0].state, State::Wedged(words) if words.contains("may have arrived"))
    );
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.retry(&id).await }).expect("kept");
    world.settle();
    assert_eq!(world.asked(REPORT).len(), 2);
    assert_eq!(queue(&mut world), []);
}

#[test]
fn all_members_of_a_list_are_known_however_many_a_page_has_and_stay_known() {
    let mut world = World::new();
    let members_request = "GET /api/v1/lists/1/accounts";
    let page = |ids: &[&str], next: Option<&str>| {
        let one = |id: &&str| format!(r#"{{"id": "{id}", "username": "{id}", "acct": "{id}"}}"#);
        let body = format!("[{}]", ids.iter().map(one).collect::<Vec<_>>().join(","));
        let link =
            next.map(|id| format!("<https://s.example/api/v1/lists/1/accounts?max_id={id}>; rel=\"next\""));
        let headers = link.into_iter().map(|link| ("link".to_owned(), link)).collect();
        Ok(Response { status: 200, headers, body })
    };
    world.then(members_request, page(&["a", "b"], Some("b")));
    world.then(members_request, page(&["b", "c"], Some("c")));
    world.then(members_request, page(&["c"], Some("c")));
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.refresh_list_members(&"1".into()).await }).expect("asks");
    assert_eq!(members(&mut world, "1"), ["a".into(), "b".into(), "c".into()] as [AccountId; 3]);
    assert_eq!(
        world.asked(members_request).len(),
        3,
        "one that names a next page for ever is not asked for ever"
    );

    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.tidy(&Limits::NOTHING, &[]).await }).expect("tidies");
    let store = world.store.clone();
    let known = world.run(async move {
        let tx = store.begin(&[Table::Accounts], Mode::Read).await.expect("begins");
        tx.all(Table::Accounts).await.expect("reads")
    });
    assert_eq!(known.len(), 3, "whoever is on a list has a name there");
}

#[test]
fn a_filter_is_changed_by_what_is_different_so_that_twice_is_once() {
    let mut world = World::new();
    let before = r#"{"id": "1", "title": "pets", "context": ["home"], "filter_action": "warn",
        "keywords": [{"id": "k1", "keyword": "cats", "whole_word": true}, {"id": "k2", "keyword": "dogs", "whole_word": true}]}"#;
    world.answer("GET /api/v2/filters/1", before);
    world.answer("PUT /api/v2/filters/1", &before.replace("dogs", "birds"));
    world.lead();
    let word = |keyword: &str| Keyword { keyword: keyword.into(), whole_word: true };
    let draft = FilterDraft {
        title: "pets".into(),
        context: vec![FilterContext::Home],
        keywords: vec![word("cats"), word("birds")],
        ..FilterDraft::default()
    };
    submit(&mut world, Mutation::EditFilter { id: "1".into(), draft }).expect("kept");
    let sent = form(&world.asked("PUT /api/v2/filters/1")[0]);
    assert!(
        sent.contains(r#"{"id":"k2","_destroy":true}"#) && sent.contains("birds") && !sent.contains("cats"),
        "{sent}"
    );
    assert_eq!(queue(&mut world), []);
}

#[test]
fn the_end_of_a_filter_stays_is_taken_back_or_is_set() {
    let ended = "2020-01-01T00:00:00.000Z";
    let said_of = |until: &dyn Fn(&World) -> Option<Timestamp>| {
        let mut world = World::new();
        let before =
            format!(r#"{{"id": "1", "title": "pets", "filter_action": "warn", "expires_at": "{ended}"}}"#);
        world.answer("GET /api/v2/filters/1", &before);
        world.answer("PUT /api/v2/filters/1", &before);
        world.lead();
        let draft = FilterDraft { title: "pets".into(), until: until(&world), ..FilterDraft::default() };
        submit(&mut world, Mutation::EditFilter { id: "1".into(), draft }).expect("kept");
        form(&world.asked("PUT /api/v2/filters/1")[0])
    };
    let as_it_is = said_of(&|_| Timestamp::parse(ended));
    assert!(!as_it_is.contains("expires_in"), "one that is over would be revived for a second: {as_it_is}");
    let for_good = said_of(&|_| None);
    assert!(for_good.contains(r#""expires_in":null"#), "{for_good}");
    let for_an_hour =
        said_of(&|world| Some(Timestamp::from_millis(world.engine.now().as_millis() + 3_600_000)));
    assert!(
        for_an_hour.contains(r#""expires_in":3600"#) || for_an_hour.contains(r#""expires_in":3599"#),
        "{for_an_hour}"
    );
}

#[test]
fn a_mute_for_a_time_is_sent_with_what_is_left_of_it() {
    let mut world = World::new();
    world.set_offline(true);
    world.lead();
    world.answer("POST /api/v1/accounts/a/mute", r#"{"id": "a", "muting": true}"#);
    world.answer("POST /api/v1/accounts/a/unmute", r#"{"id": "a"}"#);
    let until = |world: &World, seconds: i64| {
        use crate::platform::Clock;
        Some(rejoin_api::Timestamp::from_millis(world.engine.clock().now().as_millis() + seconds * 1000))
    };
    let mute = |until| Mutation::Relate {
        id: "a".into(),
        relation: Relation::Mute,
        on: true,
        how: How { until, ..How::default() },
    };
    let day = until(&world, 86_400);
    submit(&mut world, mute(day)).expect("kept");
    world.pass(3_600_000);
    world.set_offline(false);
    let sent = form(&world.asked("POST /api/v1/accounts/a/mute")[0]);
    assert!(sent.contains(r#""duration":82800"#), "{sent}");

    world.set_offline(true);
    let hour = until(&world, 3_600);
    submit(&mut world, mute(hour)).expect("kept");
    world.pass(7_200_000);
    world.set_offline(false);
    assert_eq!(world.asked("POST /api/v1/accounts/a/mute").len(), 1);
    assert_eq!(world.asked("POST /api/v1/accounts/a/unmute").len(), 1, "its time is over");
}

#[test]
fn a_profile_goes_with_its_picture_and_comes_back_as_it_was_written() {
    let mut world = World::new();
    let engine = std::rc::Rc::clone(&world.engine);
    let file = world.run(async move { engine.keep_file(&vec![1, 2, 3]).await }).expect("kept");
    let me = r#"{"id": "me", "username": "ann", "acct": "ann", "display_name": "Ann", "source": {"note": "Hello", "privacy": "private"}}"#;
    world.answer("PATCH /api/v1/accounts/update_credentials", me);
    world.lead();
    let avatar = crate::outbox::Attachment {
        file: file.clone(),
        name: "me.png".into(),
        mime: "image/png".into(),
        ..Default::default()
    };
    let profile = Profile {
        display_name: "Ann".into(),
        note: "Hello".into(),
        avatar: Some(avatar),
        ..Profile::default()
    };
    submit(&mut world, Mutation::EditProfile(profile)).expect("kept");
    let sent = &world.asked("PATCH /api/v1/accounts/update_credentials")[0];
    assert!(
        matches!(&sent.body, Body::Multipart(parts) if parts.iter().any(|part| part.name == "avatar")),
        "{sent:?}"
    );
    assert_eq!(queue(&mut world), []);
    let engine = std::rc::Rc::clone(&world.engine);
    assert_eq!(world.run(async move { engine.file(&file).await }).expect("reads"), None, "it is sent");
    let engine = std::rc::Rc::clone(&world.engine);
    let preferences = world.run(async move { engine.preferences().await }).expect("reads").expect("known");
    assert_eq!(preferences.visibility, rejoin_api::Visibility::Private);
}

fn filter_post(on: bool) -> Mutation {
    let filter = Filter { id: "1".into(), title: "cats".into(), ..Filter::default() };
    Mutation::FilterPost { filter: Box::new(filter), post: "p".into(), on }
}

const POST: &str = r#"{"id": "p", "account": {"id": "a", "acct": "ann"}}"#;

#[test]
fn a_post_that_a_filter_names_already_counts_as_put_there() {
    let mut world = World::new();
    world.answer_with(
        "POST /api/v2/filters/1/statuses",
        Ok(Response { status: 422, body: r#"{"error": "Taken"}"#.into(), ..Response::default() }),
    );
    world.answer("GET /api/v2/filters/1", r#"{"id": "1", "statuses": [{"id": "9", "status_id": "p"}]}"#);
    world.answer("GET /api/v1/statuses/p", POST);
    world.lead();
    submit(&mut world, filter_post(true)).expect("kept");
    assert_eq!(queue(&mut world), []);
}

#[test]
fn a_filter_that_is_gone_is_gone_here_and_names_nothing() {
    let mut world = World::new();
    world.answer("GET /api/v2/filters", r#"[{"id": "1", "title": "cats"}]"#);
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.refresh_filters().await }).expect("asks");
    for request in ["POST /api/v2/filters/1/statuses", "GET /api/v2/filters/1"] {
        let gone =
            Response { status: 404, body: r#"{"error": "Record not found"}"#.into(), ..Response::default() };
        world.answer_with(request, Ok(gone));
    }
    world.lead();
    submit(&mut world, filter_post(true)).expect("kept");
    assert_eq!(queue(&mut world), []);
    let engine = std::rc::Rc::clone(&world.engine);
    assert_eq!(world.run(async move { engine.filters().await }).expect("reads"), Some(vec![]));
}

#[test]
fn a_post_that_cannot_be_told_from_the_others_of_a_filter_is_not_said_to_be_taken_from_it() {
    let mut world = World::new();
    // As GoToSocial answers: without the posts' ids.
    world.answer("GET /api/v2/filters/1", r#"{"id": "1", "title": "cats", "statuses": [{"id": "9"}]}"#);
    world.answer("GET /api/v1/statuses/p", POST);
    world.lead();
    submit(&mut world, filter_post(false)).expect("kept");
    assert!(matches!(&queue(&mut world)[0].state, State::Wedged(words) if words.contains("does not say")));
}

#[test]
fn filters_changed_elsewhere_are_asked_for_with_what_they_make_of_home() {
    let mut world = World::new();
    world.let_streams_open();
    world.answer("GET /api/v1/timelines/home", &super::world::page("a"));
    world.answer("GET /api/v2/filters", r#"[{"id": "1", "title": "cats"}]"#);
    world.lead();
    let before = world.asked("GET /api/v1/timelines/home").len();
    world.stream(r#"{"stream": ["user"], "event": "filters_changed"}"#);
    let engine = std::rc::Rc::clone(&world.engine);
    let all = world.run(async move { engine.filters().await }).expect("reads").expect("known");
    assert_eq!(all[0].title, "cats");
    assert_eq!(world.asked("GET /api/v1/timelines/home").len(), before + 1);
}

#[test]
fn filters_of_the_first_version_are_made_word_by_word_and_each_once() {
    let mut world = World::new();
    let nothing = Response { status: 404, body: r#"{"error": "Not found"}"#.into(), ..Response::default() };
    world.answer_with("GET /api/v2/filters", Ok(nothing));
    let cats = r#"[{"id": "1", "phrase": "cats", "context": ["thread", "home"], "whole_word": true, "irreversible": true}]"#;
    world.answer("GET /api/v1/filters", cats);
    world.answer("POST /api/v1/filters", r#"{"id": "2", "phrase": "dogs"}"#);
    world.lead();
    let engine = std::rc::Rc::clone(&world.engine);
    world.run(async move { engine.refresh_own_filters().await }).expect("asks");
    let engine = std::rc::Rc::clone(&world.engine);
    let all = world.run(async move { engine.filters().await }).expect("reads").expect("known");
    assert_eq!((all[0].title.as_str(), &all[0].filter_action), ("cats", &rejoin_api::FilterAction::Hide));
    let word = |keyword: &str| Keyword { keyword: keyword.into(), whole_word: true };
    let draft = FilterDraft {
        title: "pets".into(),
        context: vec![FilterContext::Home, FilterContext::Thread],
        keywords: vec![word("cats"), word("dogs")],
        ..FilterDraft::default()
    };
    submit(&mut world, Mutation::CreateFilter { draft, known: Vec::new() }).expect("kept");
    let sent = world.asked("POST /api/v1/filters");
    assert_eq!(sent.len(), 1, "cats is there already");
    assert!(form(&sent[0]).contains("dogs"));
    assert_eq!(queue(&mut world), []);
}
