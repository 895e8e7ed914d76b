//! The very JSON that a few entities become.

use insta::assert_json_snapshot;
use rejoin_api::{
    Account, ErrorBody, Filter, MediaAttachment, MediaKind, NotificationGroup, NotificationKind, Poll,
    PollOption, Preferences, Relationship, Status, Tag, TagHistory, Timestamp,
};

#[test]
fn a_post_without_anything_has_its_nulls() {
    let account =
        Account { id: "7".into(), username: "ada".to_owned(), acct: "ada".to_owned(), ..Default::default() };
    let status = Status {
        id: "1".into(),
        created_at: Timestamp::from_millis(1_795_382_367_000),
        account,
        favourited: Some(false),
        ..Default::default()
    };
    assert_json_snapshot!(status);
}

#[test]
fn a_poll_and_a_picture() {
    let option = |title: &str| PollOption { title: title.to_owned(), votes_count: None };
    let poll = Poll {
        id: "1".into(),
        options: vec![option("Tea"), option("Cake")],
        voted: Some(false),
        own_votes: Some(Vec::new()),
        ..Default::default()
    };
    let picture = MediaAttachment {
        id: "2".into(),
        kind: MediaKind::Image,
        url: Some("https://a.example/1.webp".to_owned()),
        ..Default::default()
    };
    assert_json_snapshot!((poll, picture));
}

#[test]
fn numbers_that_are_strings_and_strings_that_are_numbers() {
    let tag = Tag {
        name: "園芸".to_owned(),
        history: vec![TagHistory { day: 1_795_305_600, uses: 3, accounts: 2 }],
        following: Some(true),
        ..Default::default()
    };
    let group = |id: &str| NotificationGroup {
        group_key: "favourite-1".to_owned(),
        notifications_count: 2,
        kind: NotificationKind::Favourite,
        most_recent_notification_id: id.into(),
        sample_account_ids: vec!["7".into()],
        ..Default::default()
    };
    assert_json_snapshot!((tag, group("12"), group("01AB")));
}

#[test]
fn the_rest_of_a_small_server() {
    let error = ErrorBody { error: "Record not found".to_owned(), ..Default::default() };
    let relationship = Relationship { id: "7".into(), following: true, ..Default::default() };
    let filter = Filter {
        id: "1".into(),
        title: "Spoilers".to_owned(),
        keywords: Some(Vec::new()),
        ..Default::default()
    };
    assert_json_snapshot!((error, relationship, filter, Preferences::default()));
}
