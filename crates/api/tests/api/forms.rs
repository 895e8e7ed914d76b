//! Forms say what JSON says.

use proptest::prelude::*;
use rejoin_api::form::{encode, to_json, to_pairs};
use rejoin_api::params::{FieldAttributes, NewPoll, NewStatus, SourceUpdate, UpdateCredentials};
use rejoin_api::{Visibility, parse_strict};
use serde_json::{Value, json};

fn read(pairs: &[(&str, &str)]) -> Result<Value, String> {
    let text = to_json(pairs.iter().copied()).map_err(|bad| bad.0)?;
    Ok(serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}")))
}

#[test]
fn brackets_make_lists_and_objects() {
    let pairs = [
        ("status", "a \"b\" \\ \n"),
        ("media_ids[]", "1"),
        ("media_ids[]", "2"),
        ("poll[options][]", "Tea"),
        ("poll[expires_in]", "300"),
        ("keywords_attributes[][keyword]", "a"),
        ("keywords_attributes[][whole_word]", "true"),
        ("keywords_attributes[][keyword]", "b"),
        ("fields_attributes[0][name]", "web"),
    ];
    assert_eq!(
        read(&pairs),
        Ok(json!({
            "status": "a \"b\" \\ \n",
            "media_ids": ["1", "2"],
            "poll": {"options": ["Tea"], "expires_in": "300"},
            "keywords_attributes": [{"keyword": "a", "whole_word": "true"}, {"keyword": "b"}],
            "fields_attributes": {"0": {"name": "web"}},
        }))
    );
}

#[test]
fn what_contradicts_itself_is_refused() {
    for pairs in [
        &[("a", "1"), ("a[b]", "2")][..],
        &[("a[]", "1"), ("a[b]", "2")],
        &[("a[", "1")],
        &[("a[b]c", "1")],
        &[("a[b][c][d][e][f][g]", "1")],
    ] {
        assert!(read(pairs).is_err(), "{pairs:?}");
    }
    let many: Vec<_> = (0..2000).map(|i| (i.to_string(), String::new())).collect();
    assert!(to_json(many.iter().map(|(k, v)| (k.as_str(), v.as_str()))).is_err());
}

#[test]
fn queries_are_encoded_for_every_reader() {
    assert_eq!(encode([("a[]", "ü+ &="), ("b", "")]), "a%5B%5D=%C3%BC%2B%20%26%3D&b=");
}

prop_compose! {
    fn posts()(
        status in proptest::option::of(".{0,20}"),
        media in proptest::collection::vec("[a-z0-9]{1,5}", 0..4),
        options in proptest::collection::vec(".{0,8}", 1..4),
        with_poll: bool,
        expires_in in 0..9_000_000_000_000_u64,
        multiple: bool,
        sensitive: Option<bool>,
    ) -> NewStatus {
        NewStatus {
            status,
            media_ids: media.into_iter().map(Into::into).collect(),
            poll: with_poll.then_some(NewPoll { options, expires_in, multiple, hide_totals: !multiple }),
            sensitive,
            visibility: sensitive.map(|_| Visibility::Private),
            ..Default::default()
        }
    }
}

proptest! {
    #[test]
    fn a_server_reads_from_a_form_what_was_meant(post in posts()) {
        let json = serde_json::to_string(&post).expect("JSON");
        prop_assert_eq!(&parse_strict::<NewStatus>(&json).expect("from JSON"), &post);
        let pairs = to_pairs(&json);
        let text = to_json(pairs.iter().map(|(k, v)| (k.as_str(), v.as_str()))).expect("a form");
        prop_assert_eq!(&parse_strict::<NewStatus>(&text).expect("from a form"), &post);
    }

    #[test]
    fn numbered_entries_keep_their_order(names in proptest::collection::vec("[a-z ]{0,6}", 1..12)) {
        let fields: Vec<_> = names.into_iter().map(|name| FieldAttributes { value: name.clone(), name }).collect();
        let changes = UpdateCredentials {
            fields_attributes: Some(fields),
            source: Some(SourceUpdate { sensitive: Some(true), ..Default::default() }),
            ..Default::default()
        };
        let pairs = to_pairs(&serde_json::to_string(&changes).expect("JSON"));
        let text = to_json(pairs.iter().map(|(k, v)| (k.as_str(), v.as_str()))).expect("a form");
        prop_assert_eq!(parse_strict::<UpdateCredentials>(&text).expect("from a form"), changes);
    }

    #[test]
    fn no_form_is_too_strange(pairs in proptest::collection::vec((".{0,12}", ".{0,12}"), 0..6)) {
        if let Ok(text) = to_json(pairs.iter().map(|(k, v)| (k.as_str(), v.as_str()))) {
            prop_assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
        }
    }
}
