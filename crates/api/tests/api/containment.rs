//! What is broken spoils only its own entity.

use rejoin_api::{
    Context, Instance, MediaKind, Notification, NotificationKind, Parsed, Problem, Status, Timestamp, Token,
    Visibility, parse,
};
use serde_json::{Value, json};

use crate::fixtures;

fn status() -> Value {
    fixtures::one("gotosocial/statuses/get-poll1.json").body
}

fn read(value: &Value) -> Status {
    parse(&value.to_string()).unwrap_or_else(|fault| panic!("{fault}"))
}

#[test]
fn a_broken_entry_of_a_list_is_left_out_and_told() {
    let mut list = vec![status(), status(), status(), Value::Null];
    list[1]["account"] = json!({"username": "nobody"});
    let parsed: Parsed<Status> = parse(&Value::from(list).to_string()).expect("a list");
    assert_eq!(parsed.items.len(), 2);
    let told: Vec<_> =
        parsed.broken.iter().map(|b| (b.position, b.fault.path.as_str(), b.fault.problem)).collect();
    assert_eq!(told, [(1, "account.id", Problem::Missing), (3, "", Problem::Wrong)]);
}

#[test]
fn a_broken_part_is_dropped_alone() {
    let whole = read(&status());
    assert!(whole.poll.is_some());
    let parts = [
        "poll",
        "card",
        "application",
        "reblog",
        "quote",
        "quote_approval",
        "language",
        "edited_at",
        "url",
        "in_reply_to_id",
        "media_attachments",
        "mentions",
        "tags",
        "emojis",
        "filtered",
    ];
    for part in parts {
        for nonsense in [json!([[]]), json!({"id": {}}), json!("∅"), json!(7), json!(true)] {
            let mut broken = status();
            broken[part] = nonsense.clone();
            let read = read(&broken);
            assert_eq!((&read.id, &read.content, &read.account), (&whole.id, &whole.content, &whole.account));
            if nonsense.is_array() || nonsense.is_object() {
                let again = serde_json::to_value(&read).expect("JSON");
                let left = again.get(part).unwrap_or(&Value::Null);
                let dropped =
                    left.is_null() || left == &json!([]) || part == "quote" || part == "quote_approval";
                assert!(dropped || part == "application", "{part}: {left}");
            }
        }
    }
}

#[test]
fn a_broken_attachment_leaves_the_others() {
    let mut broken = fixtures::one("gotosocial/statuses/get-m4.json").body;
    let whole = read(&broken).media_attachments;
    assert_eq!(whole.len(), 4);
    broken["media_attachments"][1] = json!({"type": "image"});
    broken["media_attachments"][2]["meta"] = json!("none");
    let read = read(&broken).media_attachments;
    assert_eq!(read.len(), 3);
    assert_eq!((&read[0], &read[2]), (&whole[0], &whole[3]));
    assert_eq!(read[1].meta.clone().unwrap_or_default(), Default::default());
}

#[test]
fn a_wrong_scalar_spoils_its_entity_and_no_other() {
    for (key, wrong) in [
        ("content", json!({})),
        ("sensitive", json!("perhaps")),
        ("visibility", json!([])),
        ("created_at", json!("now")),
    ] {
        let mut broken = status();
        broken[key] = wrong;
        let fault = parse::<Status>(&broken.to_string()).expect_err(key);
        assert_eq!((fault.path.as_str(), fault.problem), (key, Problem::Wrong));
        let context = json!({"ancestors": [broken, status()], "descendants": []});
        let context: Context = parse(&context.to_string()).expect("a context");
        assert_eq!(context.ancestors.len(), 1);
    }
}

#[test]
fn missing_and_null_are_defaults() {
    let least = json!({"id": 7, "account": {"id": "8"}});
    let status = read(&least);
    assert_eq!((status.id.as_str(), status.account.id.as_str()), ("7", "8"));
    assert_eq!((status.visibility.clone(), status.created_at), (Visibility::Public, Timestamp::default()));
    let mut nulls = serde_json::to_value(&status).expect("JSON");
    for (key, value) in nulls.as_object_mut().expect("an object") {
        if key != "id" && key != "account" {
            *value = Value::Null;
        }
    }
    assert_eq!(read(&nulls), status);
}

#[test]
fn other_spellings_of_scalars_are_understood() {
    let odd = json!({
        "id": "1", "account": {"id": 2, "followers_count": "12", "statuses_count": -1, "following_count": 3.0, "locked": "true"},
        "sensitive": 1, "spoiler_text": 5, "favourites_count": 1e3, "in_reply_to_id": "", "language": "", "replies_count": "",
    });
    let status = read(&odd);
    let account = &status.account;
    assert_eq!((account.followers_count, account.statuses_count, account.following_count), (12, 0, 3));
    assert!(account.locked && status.sensitive);
    assert_eq!(
        (status.spoiler_text.as_str(), status.favourites_count, status.in_reply_to_id),
        ("5", 1000, None)
    );
}

#[test]
fn unknown_words_are_kept() {
    let mut odd = status();
    odd["visibility"] = json!("mutuals_only");
    odd["media_attachments"] = json!([{"id": "1", "type": "hologram"}]);
    let read = read(&odd);
    assert_eq!(read.visibility, Visibility::Unknown("mutuals_only".to_owned()));
    assert_eq!(read.media_attachments[0].kind, MediaKind::Unknown("hologram".to_owned()));
    let again = serde_json::to_value(&read).expect("JSON");
    assert_eq!(
        (&again["visibility"], &again["media_attachments"][0]["type"]),
        (&json!("mutuals_only"), &json!("hologram"))
    );
    let pending: Notification =
        parse(&fixtures::one("gotosocial/notifications/type-pending-reply.json").response.body)
            .expect("a notification");
    assert_eq!(pending.kind, NotificationKind::Unknown("pending.reply".to_owned()));
}

#[test]
fn the_instance_survives_nonsense_in_its_limits() {
    let mut odd = fixtures::one("gotosocial/instance/v2.json").body;
    odd["configuration"]["polls"] = json!("none");
    odd["configuration"]["statuses"]["max_characters"] = json!({});
    odd["thumbnail"] = json!([]);
    odd["rules"] = json!([{"id": "1", "text": "be kind"}, 3]);
    let instance: Instance = parse(&odd.to_string()).expect("an instance");
    assert_eq!(instance.configuration.polls.max_options, None);
    assert_eq!(instance.configuration.statuses.max_characters, None);
    assert_eq!(instance.configuration.statuses.max_media_attachments, Some(6));
    assert_eq!(instance.rules.len(), 1);
}

#[test]
fn what_cannot_be_done_without_is_asked_for() {
    assert_eq!(parse::<Token>(r#"{"token_type":"Bearer"}"#).unwrap_err().path, "access_token");
    assert_eq!(parse::<Token>(r#"{"access_token":""}"#).unwrap_err().path, "access_token");
    assert_eq!(parse::<Status>("").unwrap_err().problem, Problem::Syntax);
    assert_eq!(parse::<Parsed<Status>>("").unwrap_err().problem, Problem::Syntax);
    assert_eq!(parse::<Parsed<Status>>("null"), Ok(Parsed::default()));
    assert_eq!(parse::<Status>("{\"id\":").unwrap_err().problem, Problem::Syntax);
    assert_eq!(parse::<Status>("[]").unwrap_err().problem, Problem::Wrong);
}

#[test]
fn nesting_without_end_is_refused_and_not_followed() {
    let deep = |n: usize| {
        format!(
            "{}{}",
            r#"{"id":"1","account":{"id":"2"},"reblog":"#.repeat(n),
            "null".to_owned() + &"}".repeat(n)
        )
    };
    assert!(parse::<Status>(&deep(3)).is_ok_and(|status| status.reblog.and_then(|r| r.reblog).is_some()));
    // The inner posts are dropped where it becomes senseless; the outer one stays.
    assert!(parse::<Status>(&deep(5_000)).is_ok());
    let brackets =
        format!(r#"{{"id":"1","account":{{"id":"2"}},"tags":{}{}}}"#, "[".repeat(50_000), "]".repeat(50_000));
    assert!(parse::<Status>(&brackets).is_ok_and(|status| status.tags.is_empty()));
}
