//! Mutations of what is the user's own, and of how they stand to others.

use rejoin_api::{
    Account as WireAccount, Filter, FilterAction, FilterContext, List, QuotePolicy, QuoteState,
    RepliesPolicy, ReportCategory, Visibility,
};
use rejoin_domain::Account;

use super::super::queue;
use super::*;

fn list(title: &str) -> ListDraft {
    ListDraft { title: title.into(), replies_policy: RepliesPolicy::Followed, exclusive: true }
}

fn filter(word: &str) -> FilterDraft {
    FilterDraft {
        title: word.into(),
        context: vec![FilterContext::Home, FilterContext::Thread],
        action: FilterAction::Hide,
        until: Some(at(9)),
        keywords: vec![Keyword { keyword: word.into(), whole_word: true }],
    }
}

fn picture(file: &str) -> Attachment {
    Attachment { file: file.into(), name: "me.png".into(), mime: "image/png".into(), ..Attachment::default() }
}

fn follow(on: bool, how: How) -> Mutation {
    Mutation::Relate { id: "a".into(), relation: Relation::Follow, on, how }
}

pub(super) fn every_kind() -> Vec<Mutation> {
    let how = How {
        reblogs: Some(false),
        notify: Some(true),
        notifications: Some(false),
        until: Some(at(5)),
        languages: Some(vec!["de".into()]),
    };
    let profile = Profile {
        display_name: "Ann".into(),
        note: "Hello".into(),
        fields: vec![ProfileField { name: "Site".into(), value: "https://a.example".into() }],
        locked: true,
        visibility: Visibility::Private,
        language: Some("en".into()),
        quote_policy: Some(QuotePolicy::Followers),
        avatar: Some(picture("f")),
        ..Profile::default()
    };
    let report = Report {
        account: "a".into(),
        posts: vec!["p".into()],
        comment: "Spam".into(),
        category: ReportCategory::Violation,
        rules: vec!["1".into()],
        forward: true,
    };
    vec![
        follow(true, how),
        Mutation::Note { id: "a".into(), comment: "Met in Rome".into() },
        Mutation::Report(report),
        Mutation::EditProfile(profile),
        Mutation::CreateList { draft: list("Friends"), known: vec!["1".into()] },
        Mutation::EditList { id: "1".into(), draft: list("Family") },
        Mutation::DeleteList { id: "1".into() },
        Mutation::FilterPost {
            filter: Box::new(Filter { id: "2".into(), ..Filter::default() }),
            post: "p".into(),
            on: true,
        },
        Mutation::ListMember { list: "1".into(), account: "a".into(), on: true },
        Mutation::CreateFilter { draft: filter("cats"), known: vec!["1".into()] },
        Mutation::EditFilter { id: "1".into(), draft: filter("dogs") },
        Mutation::DeleteFilter { id: "1".into() },
        Mutation::QuotePolicy { id: "p".into(), policy: QuotePolicy::Nobody },
        Mutation::RevokeQuote { id: "p".into(), quoting: "q".into() },
    ]
}

#[test]
fn who_may_quote_is_said_once_and_shown_at_once() {
    let policy = |policy| Mutation::QuotePolicy { id: "p".into(), policy };
    let entries = queued(vec![policy(QuotePolicy::Nobody), policy(QuotePolicy::Followers)]);
    assert_eq!(entries.len(), 1);
    let truth = Arc::new(Post { id: "p".into(), ..Post::default() });
    assert_eq!(truth.quote_policy(), QuotePolicy::Public);
    let shown = overlay(&entries).post(&truth).expect("shown");
    assert_eq!(shown.quote_policy(), QuotePolicy::Followers);
}

#[test]
fn a_post_is_out_of_a_quote_at_once() {
    let quote = rejoin_domain::Quote { state: QuoteState::Accepted, id: Some("p".into()) };
    let quoting = Arc::new(Post { id: "q".into(), quote: Some(quote), ..Post::default() });
    let entries = queued(vec![Mutation::RevokeQuote { id: "p".into(), quoting: "q".into() }]);
    let shown = overlay(&entries).post(&quoting).expect("shown");
    assert_eq!(shown.quote.as_ref().map(|quote| &quote.state), Some(&QuoteState::Revoked));
}

#[test]
fn how_to_follow_adds_up_and_does_not_vanish_with_an_unfollow() {
    let quiet = How { reblogs: Some(false), ..How::default() };
    let loud = How { notify: Some(true), ..How::default() };
    let entries = queued(vec![follow(true, quiet.clone()), follow(true, loud)]);
    let both = How { notify: Some(true), ..quiet };
    assert_eq!(
        entries.iter().map(|entry| &entry.mutation).collect::<Vec<_>>(),
        [&follow(true, both.clone())]
    );
    // Who was followed already is unfollowed: the first of them was no following, but a way of it.
    let entries = queued(vec![follow(true, both.clone()), follow(false, How::default())]);
    assert_eq!(
        entries.iter().map(|entry| &entry.mutation).collect::<Vec<_>>(),
        [&follow(false, How::default())]
    );
    let mut sending = queued(vec![follow(true, How::default())]);
    queue::apply(&mut sending, QueueChange::Begin(id(1), at(1)));
    queue::apply(&mut sending, QueueChange::Add(Box::new(entry(2, follow(true, both)))));
    assert_eq!(sending.len(), 2, "what is on its way says less");
}

#[test]
fn a_list_is_changed_filled_and_deleted_before_it_is_made() {
    let made = Mutation::CreateList { draft: list("Friends"), known: vec![] };
    let own = id(1).as_list();
    let member = Mutation::ListMember { list: own.clone(), account: "a".into(), on: true };
    let renamed = Mutation::EditList { id: own.clone(), draft: list("Family") };
    let mut entries = queued(vec![made.clone(), member.clone(), renamed]);
    assert_eq!(entries.len(), 2);
    let shown = overlay(&entries).lists(vec![]);
    assert_eq!(shown.iter().map(|list| list.title.as_str()).collect::<Vec<_>>(), ["Family"]);
    assert_eq!(overlay(&entries).members(&own, vec!["b".into()]), ["a".into(), "b".into()]);
    assert_eq!(queue::next(&entries, at(1)).map(|entry| &entry.id), Some(&id(1)));
    queue::apply(&mut entries, QueueChange::Done(id(1), Some(Made::List("7".into()))));
    let named = Mutation::ListMember { list: "7".into(), account: "a".into(), on: true };
    assert_eq!(entries.iter().map(|entry| &entry.mutation).collect::<Vec<_>>(), [&named]);

    let entries = queued(vec![made, member, Mutation::DeleteList { id: own }]);
    assert_eq!(entries, []);
}

#[test]
fn a_filter_counts_for_a_post_at_once_and_by_its_real_id_when_it_has_one() {
    let made = Mutation::CreateFilter { draft: filter("Evenings"), known: vec![] };
    let own = Filter { id: id(1).as_filter(), title: "Evenings".into(), ..Filter::default() };
    let count = |on| Mutation::FilterPost { filter: Box::new(own.clone()), post: "p".into(), on };
    let stored = std::sync::Arc::new(Post { id: "p".into(), ..Post::default() });
    let titles = |entries: &[Entry]| -> Vec<String> {
        let shown = overlay(entries).post(&stored).expect("shown");
        shown.filtered.iter().map(|result| result.filter.title.clone()).collect()
    };
    let mut entries = queued(vec![made.clone(), count(true)]);
    assert_eq!(titles(&entries), ["Evenings"]);
    let posts: Vec<_> =
        overlay(&entries).filters(vec![]).into_iter().filter_map(|one| one.statuses).collect();
    assert_eq!(
        posts.concat().iter().filter_map(|one| one.status_id.clone()).collect::<Vec<_>>(),
        ["p".into()]
    );
    queue::apply(&mut entries, QueueChange::Done(id(1), Some(Made::Filter("7".into()))));
    assert!(matches!(&entries[0].mutation, Mutation::FilterPost { filter, .. } if filter.id == "7".into()));

    assert_eq!(queued(vec![made.clone(), count(true), count(false)]).len(), 1, "it is as it was");
    assert_eq!(queued(vec![made, count(true), Mutation::DeleteFilter { id: own.id.clone() }]), []);
    // What it finds in the words of a post stays found.
    let words = rejoin_api::FilterResult {
        filter: own.clone(),
        keyword_matches: Some(vec!["dusk".into()]),
        status_matches: Some(vec!["p".into()]),
    };
    let stored = std::sync::Arc::new(Post { filtered: vec![words], ..Post::clone(&stored) });
    let shown = overlay(&queued(vec![count(false)])).post(&stored).expect("shown");
    assert_eq!(shown.filtered.len(), 1);
    assert_eq!(shown.filtered[0].status_matches, None);
}

#[test]
fn a_list_that_may_have_been_made_is_deleted_there_when_it_is_given_up() {
    let mut entries = queued(vec![Mutation::CreateList { draft: list("Friends"), known: vec![] }]);
    queue::apply(&mut entries, QueueChange::Begin(id(1), at(1)));
    queue::apply(&mut entries, QueueChange::Discard(id(1)));
    assert_eq!(entries.len(), 2);
    queue::apply(&mut entries, QueueChange::Done(id(1), Some(Made::List("7".into()))));
    let delete = Mutation::DeleteList { id: "7".into() };
    assert_eq!(entries.iter().map(|entry| &entry.mutation).collect::<Vec<_>>(), [&delete]);
}

#[test]
fn what_was_made_meanwhile_is_meant_by_its_real_id() {
    let made = [(id(1), Made::List("7".into())), (id(2), Made::Filter("8".into()))];
    let meant = |mutation| {
        let mut change = QueueChange::Add(Box::new(entry(3, mutation)));
        queue::resolve_made(&mut change, &made);
        match change {
            QueueChange::Add(entry) => entry.mutation,
            other => panic!("{other:?}"),
        }
    };
    let delete = |id: &str| Mutation::DeleteFilter { id: id.into() };
    assert_eq!(meant(delete(id(2).as_filter().as_str())), delete("8"));
    assert_eq!(
        meant(delete(id(1).as_filter().as_str())),
        delete(id(1).as_filter().as_str()),
        "that was a list"
    );
    let mut given_up = QueueChange::Discard(id(2));
    queue::resolve_made(&mut given_up, &made);
    assert!(matches!(given_up, QueueChange::Add(entry) if entry.mutation == delete("8")));
}

#[test]
fn a_profile_written_twice_keeps_the_picture_of_the_first() {
    let profile = |name: &str, avatar| {
        Mutation::EditProfile(Profile { display_name: name.into(), avatar, ..Profile::default() })
    };
    let entries = queued(vec![profile("Ann", Some(picture("f"))), profile("Anna", None)]);
    assert_eq!(
        entries.iter().map(|entry| &entry.mutation).collect::<Vec<_>>(),
        [&profile("Anna", Some(picture("f")))]
    );
    assert_eq!(entries[0].mutation.files().collect::<Vec<_>>(), ["f"]);
    let stored = WireAccount { id: "me".into(), username: "ann".into(), ..WireAccount::default() };
    let shown = overlay(&entries).own_account(&Arc::new(Account::from_wire(&stored)));
    assert_eq!(shown.plain_name(), "Anna");
}

#[test]
fn what_is_pending_of_the_own_is_shown() {
    let stored = || vec![List { id: "1".into(), title: "Old".into(), ..List::default() }];
    let of = |mutation| overlay(&queued(vec![mutation]));
    assert_eq!(of(Mutation::EditList { id: "1".into(), draft: list("New") }).lists(stored())[0].title, "New");
    assert_eq!(of(Mutation::DeleteList { id: "1".into() }).lists(stored()), []);
    let stored = || vec![Filter { id: "1".into(), title: "cats".into(), ..Filter::default() }];
    let shown = of(Mutation::CreateFilter { draft: filter("dogs"), known: vec![] }).filters(stored());
    assert_eq!(shown.iter().map(|filter| filter.title.as_str()).collect::<Vec<_>>(), ["cats", "dogs"]);
    assert_eq!(of(Mutation::DeleteFilter { id: "1".into() }).filters(stored()), []);
    let stood = Arc::new(Relationship {
        id: "a".into(),
        following: true,
        showing_reblogs: true,
        ..Relationship::default()
    });
    let note = Mutation::Note { id: "a".into(), comment: "Met in Rome".into() };
    assert_eq!(of(note).relationship(&stood, false).note, "Met in Rome");
    let quiet = follow(true, How { reblogs: Some(false), ..How::default() });
    let shown = of(quiet).relationship(&stood, true);
    assert!(shown.following && !shown.requested && !shown.showing_reblogs);
}
