//! What is written is read again as it was, and through `serde` too, as when it is stored inside something else.

use proptest::prelude::*;
use rejoin_api::{
    Account, AccountId, Field, Focus, MediaAttachment, MediaKind, MediaMeta, Mention, Poll, PollOption,
    Status, StatusTag, Timestamp, Visibility, parse,
};
use serde::{Deserialize, Serialize};

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), ".{1,12}", Just("\u{202e}\"\\\u{0}\u{1f600}</script>".to_owned())]
}

fn times() -> impl Strategy<Value = Timestamp> {
    (-62_167_219_200_000_i64..253_402_300_800_000).prop_map(Timestamp::from_millis)
}

fn words() -> impl Strategy<Value = Visibility> {
    "[a-z_]{1,8}".prop_map(|word| Visibility::from(word.as_str()))
}

prop_compose! {
    fn accounts()(
        id in "[0-9A-Z]{1,26}", name in texts(), note in texts(), created_at in times(),
        count in 0..u64::try_from(i64::MAX).unwrap_or(0), fields in proptest::collection::vec((texts(), proptest::option::of(times())), 0..3),
        flag: Option<bool>,
    ) -> Account {
        let fields = fields.into_iter().map(|(name, verified_at)| Field { value: name.clone(), name, verified_at });
        Account {
            id: id.into(), acct: name.clone(), display_name: name, note, created_at, followers_count: count,
            fields: fields.collect(), locked: flag.unwrap_or_default(), discoverable: flag, suspended: flag,
            ..Default::default()
        }
    }
}

prop_compose! {
    fn polls()(id in "[0-9]{1,9}", options in proptest::collection::vec((texts(), proptest::option::of(0..9_u64)), 0..4), expires_at in proptest::option::of(times()), votes: Option<Vec<u32>>) -> Poll {
        let options = options.into_iter().map(|(title, votes_count)| PollOption { title, votes_count }).collect();
        Poll { id: id.into(), expires_at, options, voted: votes.as_ref().map(|v| !v.is_empty()), own_votes: votes, ..Default::default() }
    }
}

prop_compose! {
    fn media()(id in "[0-9]{1,9}", kind in "[a-z]{1,6}", text in proptest::option::of(texts()), x in (-1000..1000_i16).prop_map(|x| f64::from(x) / 1000.0)) -> MediaAttachment {
        let meta = MediaMeta { focus: Some(Focus { x, y: -x }), ..Default::default() };
        MediaAttachment { id: id.into(), kind: MediaKind::from(kind.as_str()), description: text, meta: Some(meta), ..Default::default() }
    }
}

prop_compose! {
    fn leaves()(
        id in "[0-9A-Z]{1,26}", account in accounts(), created_at in times(), content in texts(), visibility in words(),
        poll in proptest::option::of(polls()), media_attachments in proptest::collection::vec(media(), 0..3),
        tags in proptest::collection::vec("[a-z]{1,5}", 0..3), flag: Option<bool>, language in proptest::option::of("[a-z]{2}"),
    ) -> Status {
        let mentions = vec![Mention { id: account.id.clone(), acct: content.clone(), ..Default::default() }];
        let tags = tags.into_iter().map(|name| StatusTag { name, url: String::new() }).collect();
        Status {
            id: id.into(), account, created_at, content, visibility, poll, media_attachments, mentions, tags, language,
            favourited: flag, pinned: flag, edited_at: flag.map(|_| created_at), ..Default::default()
        }
    }
}

fn statuses() -> impl Strategy<Value = Status> {
    (leaves(), proptest::option::of(leaves()))
        .prop_map(|(status, inner)| Status { reblog: inner.map(Box::new), ..status })
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Stored {
    owner: AccountId,
    posts: Vec<Status>,
}

proptest! {
    #[test]
    fn a_post_comes_back(status in statuses()) {
        let text = serde_json::to_string(&status).expect("JSON");
        prop_assert_eq!(&parse::<Status>(&text).expect("it reads"), &status);
        prop_assert_eq!(&serde_json::from_str::<Status>(&text).expect("it reads by serde"), &status);
        prop_assert_eq!(&serde_json::from_slice::<Status>(text.as_bytes()).expect("and from bytes"), &status);
        let value = serde_json::to_value(&status).expect("a value");
        prop_assert_eq!(&serde_json::from_value::<Status>(value).expect("and from a value"), &status);
        let stored = Stored { owner: status.account.id.clone(), posts: vec![status] };
        let text = serde_json::to_string(&stored).expect("JSON");
        prop_assert_eq!(serde_json::from_str::<Stored>(&text).expect("inside another"), stored);
    }

    #[test]
    fn no_text_is_too_strange(text in ".{0,60}") {
        let _ = parse::<Status>(&text);
    }

    #[test]
    fn no_cut_or_twist_of_a_real_answer_is_too_strange(cut in 0..4000_usize, twist in 0..4000_usize, byte: u8) {
        let mut bytes = crate::fixtures::one("gotosocial/statuses/get-m4.json").response.body.into_bytes();
        let at = twist % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut % 2);
        let _ = parse::<Status>(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn ids_are_transparent_and_keep_their_case() {
    let id: AccountId = serde_json::from_str("\"01aB\"").expect("an id");
    assert_eq!((id.as_str(), serde_json::to_string(&id).expect("JSON").as_str()), ("01aB", "\"01aB\""));
    assert_ne!(id, AccountId::from("01ab"));
    assert_eq!(
        serde_json::from_str::<AccountId>("18446744073709551615").expect("a number").as_str(),
        "18446744073709551615"
    );
    let map: std::collections::HashMap<AccountId, u8> = serde_json::from_str(r#"{"01aB":1}"#).expect("a map");
    assert_eq!(map.get(&id), Some(&1));
}
