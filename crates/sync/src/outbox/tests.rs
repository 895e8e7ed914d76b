use std::sync::Arc;

use proptest::prelude::*;
use rejoin_api::{self as api, Relationship, StatusId, Timestamp};
use rejoin_domain::{Post, TimelineKey};

use super::*;

#[path = "tests_order.rs"]
mod tests_order;
#[path = "tests_own.rs"]
mod tests_own;

fn at(time: i64) -> Timestamp {
    Timestamp::from_millis(time)
}

fn id(n: i64) -> MutationId {
    MutationId::new(n, "x")
}

fn entry(n: i64, mutation: Mutation) -> Entry {
    Entry::new(id(n), mutation, at(n), format!("key-{n}"))
}

fn queued(mutations: Vec<Mutation>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (n, mutation) in (1..).zip(mutations) {
        queue::apply(&mut entries, QueueChange::Add(Box::new(entry(n, mutation))));
    }
    entries
}

fn mark(post: &str, mark: Mark, on: bool) -> Mutation {
    Mutation::Mark { id: post.into(), mark, on }
}

fn post(text: &str) -> Mutation {
    Mutation::Post(Draft { text: text.into(), ..Draft::default() })
}

fn reply(text: &str, to: StatusId) -> Mutation {
    Mutation::Post(Draft { text: text.into(), in_reply_to: Some(to), ..Draft::default() })
}

fn refused(id: MutationId, why: &str) -> QueueChange {
    QueueChange::Refuse { id, why: why.into(), may_have_arrived: false }
}

fn stored(json: &str) -> Arc<Post> {
    let wire: api::Status = serde_json::from_str(json).expect("parses");
    Arc::new(Post::from_wire(&wire))
}

fn overlay(entries: &[Entry]) -> Overlay {
    Overlay::new(entries.iter().cloned().map(Arc::new).collect())
}

const STATUS: &str = r#"{"id": "p", "account": {"id": "a", "username": "a", "acct": "a"}, "favourites_count": 3, "favourited": false}"#;

#[test]
fn the_last_tap_counts_and_opposites_vanish() {
    let taps = |ons: &[bool]| queued(ons.iter().map(|on| mark("p", Mark::Favourite, *on)).collect());
    assert_eq!(taps(&[true]).len(), 1);
    assert_eq!(taps(&[true, false]), []);
    assert_eq!(taps(&[true, false, true]).len(), 1);
    let both = queued(vec![mark("p", Mark::Favourite, true), mark("p", Mark::Boost, false)]);
    assert_eq!(both.len(), 2, "marks of different kinds do not touch");
}

#[test]
fn a_tap_that_the_server_may_know_is_taken_back_by_another() {
    let mut entries = queued(vec![mark("p", Mark::Favourite, true)]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    queue::apply(&mut entries, QueueChange::Add(Box::new(entry(2, mark("p", Mark::Favourite, false)))));
    assert_eq!(entries.len(), 2);
    assert_eq!(queue::next(&entries, at(9)), None, "the second waits for the first");
    queue::apply(&mut entries, QueueChange::Done(id(1), None));
    assert_eq!(queue::next(&entries, at(9)).map(|e| &e.id), Some(&id(2)));
}

/// Seed 1556 of the simulation.
#[test]
fn an_edit_made_while_a_post_was_being_sent_in_vain_does_not_outlive_a_later_one() {
    let edit = |text: &str| Mutation::Edit {
        id: id(1).as_post(),
        draft: Draft { text: text.into(), ..Draft::default() },
    };
    let mut entries = queued(vec![post("one")]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    queue::apply(&mut entries, QueueChange::Add(Box::new(entry(2, edit("two")))));
    assert_eq!(entries.len(), 2, "the server may be getting the first");
    let (why, until) = ("offline".to_owned(), at(5));
    let change = QueueChange::Postpone { id: id(1), until, why, may_have_arrived: false, counted: false };
    queue::apply(&mut entries, change);
    queue::apply(&mut entries, QueueChange::Add(Box::new(entry(3, edit("three")))));
    let texts: Vec<&str> =
        entries.iter().filter_map(|e| e.mutation.draft()).map(|d| d.text.as_str()).collect();
    assert_eq!(texts, ["three"]);
}

/// Seed 415 of the simulation.
#[test]
fn the_third_tap_counts_when_the_first_did_not_get_through() {
    let mut entries = queued(vec![mark("p", Mark::Boost, true)]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    queue::apply(&mut entries, QueueChange::Add(Box::new(entry(2, mark("p", Mark::Boost, false)))));
    let (why, until) = ("offline".to_owned(), at(5));
    let change = QueueChange::Postpone { id: id(1), until, why, may_have_arrived: false, counted: false };
    queue::apply(&mut entries, change);
    queue::apply(&mut entries, QueueChange::Add(Box::new(entry(3, mark("p", Mark::Boost, true)))));
    let left: Vec<&Mutation> = entries.iter().map(|entry| &entry.mutation).collect();
    assert_eq!(left, [&mark("p", Mark::Boost, true)]);
}

#[test]
fn what_never_left_the_device_can_still_vanish() {
    let mut entries = queued(vec![mark("p", Mark::Favourite, true)]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    let offline = |may_have_arrived| QueueChange::Postpone {
        id: id(1),
        until: at(5),
        why: "offline".into(),
        may_have_arrived,
        counted: may_have_arrived,
    };
    let mut uncertain = entries.clone();
    queue::apply(&mut entries, offline(false));
    queue::apply(&mut uncertain, offline(true));
    for entries in [&mut entries, &mut uncertain] {
        assert_eq!(queue::next(entries, at(4)), None);
        assert_eq!(queue::due_at(entries), Some(at(5)));
        queue::apply(entries, QueueChange::Add(Box::new(entry(2, mark("p", Mark::Favourite, false)))));
    }
    assert_eq!(entries, []);
    assert_eq!(uncertain.len(), 1);
}

#[test]
fn a_reply_to_an_unsent_post_waits_for_it_and_gets_its_real_id() {
    let mut entries = queued(vec![post("one"), reply("two", id(1).as_post())]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    assert_eq!(queue::next(&entries, at(9)), None);
    queue::apply(&mut entries, QueueChange::Done(id(1), Some(Made::Post("real".into()))));
    let next = queue::next(&entries, at(9)).and_then(|entry| entry.mutation.draft()).expect("the reply");
    assert_eq!(next.in_reply_to, Some("real".into()));
}

#[test]
fn editing_or_deleting_an_unsent_post_changes_it_where_it_stands() {
    let edit =
        Mutation::Edit { id: id(1).as_post(), draft: Draft { text: "better".into(), ..Draft::default() } };
    let entries = queued(vec![post("one"), post("two"), edit]);
    let texts: Vec<&str> =
        entries.iter().filter_map(|e| e.mutation.draft()).map(|d| d.text.as_str()).collect();
    assert_eq!(texts, ["better", "two"]);
    assert_ne!(entries[0].key, "key-1", "a new content is a new key");
    let entries = queued(vec![
        post("one"),
        mark(id(1).as_post().as_str(), Mark::Pin, true),
        Mutation::Delete { id: id(1).as_post() },
    ]);
    assert_eq!(entries, [], "with what was done to it");
}

#[test]
fn discarding_a_post_wedges_its_replies() {
    let mut entries = queued(vec![post("one"), reply("two", id(1).as_post())]);
    queue::apply(&mut entries, QueueChange::Discard(id(1)));
    assert!(matches!(entries.as_slice(), [Entry { state: State::Wedged(_), .. }]));
}

#[test]
fn a_refusal_stays_with_its_words_until_the_user_decides() {
    let mut entries = queued(vec![post("one")]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    queue::apply(&mut entries, refused(id(1), "Too long"));
    assert_eq!(queue::next(&entries, at(i64::MAX)), None);
    queue::apply(&mut entries, QueueChange::Retry(id(1)));
    assert!(queue::next(&entries, at(0)).is_some());
}

#[test]
fn what_a_leader_left_behind_is_sent_again_under_the_same_key() {
    let mut entries = queued(vec![post("one")]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    queue::apply(&mut entries, QueueChange::Recover { until: at(5), patience: 8 });
    assert_eq!(queue::next(&entries, at(8)), None, "it may still be on its way");
    let next = queue::next(&entries, at(9)).expect("it is looked after");
    assert!(next.uncertain);
    assert_eq!(next.key, "key-1");
}

#[test]
fn a_tap_shows_at_once_and_a_refused_one_does_not() {
    let truth = stored(STATUS);
    let mut entries = queued(vec![mark("p", Mark::Favourite, true)]);
    let shown = overlay(&entries).post(&truth).expect("there");
    assert_eq!((shown.mine.favourited, shown.favourites_count), (Some(true), 4));
    queue::apply(&mut entries, refused(id(1), "no"));
    assert_eq!(overlay(&entries).post(&truth), Some(Arc::clone(&truth)));
}

#[test]
fn a_tap_that_the_server_already_shows_counts_once() {
    let truth = stored(&STATUS.replace("false", "true").replace('3', "4"));
    let entries = queued(vec![mark("p", Mark::Favourite, true)]);
    assert_eq!(overlay(&entries).post(&truth).expect("there").favourites_count, 4);
}

#[test]
fn an_unsent_post_stands_in_its_feeds_and_its_thread_refused_or_not() {
    let mut entries = queued(vec![post("one"), reply("two", "p".into()), reply("three", id(2).as_post())]);
    queue::apply(&mut entries, refused(id(1), "no"));
    let overlay = overlay(&entries);
    let me = "me".into();
    let home = overlay.unsent_in(&TimelineKey::Home, &me);
    assert_eq!(home, [id(3).as_post(), id(2).as_post(), id(1).as_post()]);
    assert_eq!(overlay.unsent_in(&TimelineKey::Local, &me), []);
    let thread = overlay.unsent_replies(&["p".into()]);
    assert_eq!(thread, [(id(2).as_post(), "p".into()), (id(3).as_post(), id(2).as_post())]);
    let shown = overlay.unsent_post(&id(2).as_post(), &me).expect("there");
    assert_eq!(shown.content.plain_text(), "two");
    assert_eq!(shown.in_reply_to_id, Some("p".into()));
}

#[test]
fn a_vote_counts_and_a_deletion_hides() {
    let truth = stored(
        r#"{"id": "p", "account": {"id": "a", "username": "a", "acct": "a"}, "poll": {"id": "q", "votes_count": 1, "voters_count": 1,
            "options": [{"title": "Tea", "votes_count": 1}, {"title": "Coffee", "votes_count": 0}]}}"#,
    );
    let vote = Mutation::Vote { post: "p".into(), poll: "q".into(), choices: vec![1, 1] };
    let poll = overlay(&queued(vec![vote])).post(&truth).and_then(|post| post.poll.clone()).expect("a poll");
    let counts: Vec<Option<u64>> = poll.options.iter().map(|option| option.votes_count).collect();
    assert_eq!((counts, poll.votes_count, poll.voted), (vec![Some(1), Some(1)], 2, true));
    assert_eq!(overlay(&queued(vec![Mutation::Delete { id: "p".into() }])).post(&truth), None);
}

#[test]
fn following_somebody_locked_is_a_request() {
    let follow =
        |on| Mutation::Relate { id: "a".into(), relation: Relation::Follow, on, how: How::default() };
    let truth = Arc::new(Relationship { id: "a".into(), ..Relationship::default() });
    let shown = |locked| overlay(&queued(vec![follow(true)])).relationship(&truth, locked);
    assert!(shown(false).following && !shown(false).requested);
    assert!(!shown(true).following && shown(true).requested);
}

#[test]
fn every_kind_of_entry_survives_storage() {
    let attachment = Attachment {
        file: "f".into(),
        name: "n.png".into(),
        mime: "image/png".into(),
        description: "A cat".into(),
        focus: Some((0.5, -1.0)),
        uploaded: Some("m".into()),
        preview: rejoin_domain::WebUrl::parse("https://a.example/p"),
    };
    let draft = Draft {
        text: "Hi\n\"there\"".into(),
        in_reply_to: Some("p".into()),
        media: vec![attachment],
        poll: Some(PollDraft {
            options: vec!["a".into(), "b".into()],
            expires_in: 300,
            multiple: true,
            hide_totals: false,
        }),
        ..Draft::default()
    };
    let all = [
        Mutation::Post(draft.clone()),
        Mutation::Edit { id: "p".into(), draft },
        Mutation::Delete { id: "p".into() },
        mark("p", Mark::MuteConversation, false),
        Mutation::Relate { id: "a".into(), relation: Relation::Block, on: true, how: How::default() },
        Mutation::AnswerFollowRequest { id: "a".into(), accept: false },
        Mutation::Vote { post: "p".into(), poll: "q".into(), choices: vec![0, 2] },
        Mutation::ReadNotifications { upto: "n".into() },
    ];
    let all = all.into_iter().chain(tests_own::every_kind());
    let states = [
        State::Queued,
        State::Sending,
        State::Waiting { until: at(7), why: "offline".into() },
        State::Wedged("Too long".into()),
    ];
    for (n, mutation) in (1..).zip(all) {
        for state in &states {
            let entry = Entry {
                state: state.clone(),
                tries: 2,
                uncertain: true,
                first_tried: Some(at(3)),
                ..entry(n, mutation.clone())
            };
            let text = serde_json::to_string(&entry).expect("serialises");
            assert_eq!(api::parse::<Entry>(&text), Ok(entry), "{text}");
        }
    }
}

fn any_mutation() -> impl Strategy<Value = Mutation> {
    let name = prop::sample::select(vec!["p", "q", "unsent:00000000000001-x", "unsent:00000000000002-x"]);
    prop_oneof![
        (name.clone(), any::<bool>()).prop_map(|(p, on)| mark(p, Mark::Favourite, on)),
        (name.clone(), any::<bool>()).prop_map(|(p, on)| mark(p, Mark::Bookmark, on)),
        Just(post("text")),
        name.clone().prop_map(|p| reply("text", p.into())),
        name.clone().prop_map(|p| Mutation::Edit { id: p.into(), draft: Draft::default() }),
        name.prop_map(|p| Mutation::Delete { id: p.into() }),
    ]
}

proptest! {
    /// However taps and answers interleave: what is shown is what was tapped last, and when all is sent the server has it.
    #[test]
    fn the_server_ends_with_the_last_tap(steps in prop::collection::vec((any::<bool>(), 0u8..4), 1..30)) {
        let mut entries = Vec::new();
        let (mut server, mut wanted) = (false, false);
        for (n, (on, progress)) in (1..).zip(steps) {
            // The screen only offers what is not shown yet.
            if on != wanted {
                wanted = on;
                queue::apply(&mut entries, QueueChange::Add(Box::new(entry(n, mark("p", Mark::Favourite, on)))));
            }
            for _ in 0..progress {
                step(&mut entries, &mut server);
            }
            let truth = stored(&STATUS.replace("false", if server { "true" } else { "false" }));
            let shown = overlay(&entries).post(&truth).and_then(|post| post.mine.favourited);
            prop_assert_eq!(shown, Some(wanted));
        }
        while !entries.is_empty() {
            step(&mut entries, &mut server);
        }
        prop_assert_eq!(server, wanted);
    }

    #[test]
    fn ids_stay_in_order_and_unique(mutations in prop::collection::vec(any_mutation(), 0..30)) {
        let entries = queued(mutations);
        prop_assert!(entries.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}

/// Sends what is next, or lets what is being sent arrive.
fn step(entries: &mut Vec<Entry>, server: &mut bool) {
    if let Some(sending) = entries.iter().find(|entry| entry.state == State::Sending).cloned() {
        if let Mutation::Mark { on, .. } = sending.mutation {
            *server = on;
        }
        queue::apply(entries, QueueChange::Done(sending.id, None));
    } else if let Some(next) = queue::next(entries, at(i64::MAX)).map(|entry| entry.id.clone()) {
        queue::apply(entries, QueueChange::Begin(next, at(1)));
    }
}

#[test]
fn a_post_whose_answer_is_not_here_is_known_by_what_it_says() {
    let came = |content: &str, created_at: &str| {
        let account = r#"{"id": "a", "username": "a", "acct": "a"}"#;
        stored(&format!(
            r#"{{"id": "real", "account": {account}, "content": "{content}", "created_at": "{created_at}"}}"#
        ))
    };
    let mut entries = queued(vec![post("Tea, *now*?")]);
    let first = came("<p>Tea, <em>now</em>?</p>", "1970-01-01T00:00:30Z");
    assert!(!overlay(&entries).awaits(&first), "nothing was sent yet");
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(20_000)));
    assert!(overlay(&entries).awaits(&first));
    assert!(!overlay(&entries).awaits(&came("<p>Tea, later?</p>", "1970-01-01T00:00:30Z")));
    assert!(!overlay(&entries).awaits(&came("<p>Tea, now?</p>", "1969-12-31T23:00:00Z")), "that was before");
    queue::apply(&mut entries, refused(id(1), "no"));
    assert!(!overlay(&entries).awaits(&first), "the server has said no");
}
