//! Recorded frames of the streaming API, and what goes the other way.

use std::collections::BTreeMap;

use rejoin_api::{Fault, StreamCommand, StreamEvent, StreamFrame, StreamName, parse};
use serde_json::{Value, json};

use crate::agreement::differences;
use crate::fixtures;

#[test]
fn every_recorded_frame_reads_whole() {
    let mut seen = BTreeMap::<String, usize>::new();
    for path in fixtures::files(".jsonl") {
        let text = std::fs::read_to_string(&path).expect("a recording can be read");
        for line in text.lines() {
            let frame =
                StreamFrame::parse(line).unwrap_or_else(|e| panic!("{}: {e}\n{line}", path.display()));
            *seen.entry(frame.event.name().to_owned()).or_default() += 1;
            assert!(StreamName::from_labels(&frame.stream).is_some(), "{:?}", frame.stream);
            let (ours, theirs) = (payload(&frame.to_json()), payload(line));
            assert_eq!(differences(&ours, &theirs), Vec::<String>::new(), "{line}");
        }
    }
    for event in ["update", "status.update", "delete", "notification", "conversation", "filters_changed"] {
        assert!(seen.contains_key(event), "no {event} among {seen:?}");
    }
    assert!(!seen.contains_key("unknown"), "{seen:?}");
}

/// The JSON inside the JSON.
fn payload(frame: &str) -> Value {
    let frame: Value = serde_json::from_str(frame).expect("a frame is JSON");
    let text = frame["payload"].as_str().unwrap_or_default().to_owned();
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

#[test]
fn frames_of_other_servers_are_understood() {
    let event = |text: &str| StreamFrame::parse(text).map(|frame| frame.event);
    let wrong = |result: Result<StreamEvent, Fault>| result.is_err();
    assert_eq!(event(r#"{"event":"filters_changed"}"#), Ok(StreamEvent::FiltersChanged));
    assert_eq!(event(r#"{"event":"delete","payload":"7"}"#), Ok(StreamEvent::Delete("7".into())));
    assert_eq!(event(r#"{"event":"delete","payload":7}"#), Ok(StreamEvent::Delete("7".into())));
    assert_eq!(
        event(r#"{"event":"notifications_merged","payload":"1"}"#),
        Ok(StreamEvent::NotificationsMerged)
    );
    assert_eq!(
        event(r#"{"event":"pleroma:x","payload":"{}"}"#),
        Ok(StreamEvent::Unknown("pleroma:x".to_owned()))
    );
    let object = json!({"event": "update", "payload": {"id": "1", "account": {"id": "2"}}}).to_string();
    assert!(matches!(event(&object), Ok(StreamEvent::Update(status)) if status.account.id.as_str() == "2"));
    assert!(
        matches!(event(r#"{"error":"Unknown stream type","status":400}"#), Ok(StreamEvent::Error(e)) if e.status == Some(400))
    );
    assert!(wrong(event(r#"{"event":"update","payload":"{}"}"#)));
    assert!(wrong(event(r#"{"event":"delete","payload":""}"#)));
    assert!(wrong(event("ping")));
}

fn names() -> Vec<StreamName> {
    vec![
        StreamName::User,
        StreamName::UserNotification,
        StreamName::Public,
        StreamName::PublicLocal,
        StreamName::PublicRemote,
        StreamName::Direct,
        StreamName::Hashtag("園芸".to_owned()),
        StreamName::HashtagLocal("a:b".to_owned()),
        StreamName::List("12".into()),
    ]
}

#[test]
fn a_server_understands_what_a_client_follows() {
    for name in names() {
        let command: StreamCommand = parse(&name.subscribe()).expect("a command");
        assert_eq!((command.kind.as_str(), command.name()), ("subscribe", Some(name.clone())));
        let command: StreamCommand = parse(&name.unsubscribe()).expect("a command");
        assert_eq!((command.kind.as_str(), command.name()), ("unsubscribe", Some(name.clone())));
        assert_eq!(StreamName::from_labels(&name.labels()), Some(name));
    }
    let list = StreamName::List("12".into());
    assert_eq!(list.subscribe(), r#"{"type":"subscribe","stream":"list","list":"12"}"#);
    assert_eq!(list.query(), [("stream", "list".to_owned()), ("list", "12".to_owned())]);
    assert_eq!(StreamName::from_labels(&["list:12".to_owned()]), Some(list));
    assert_eq!(StreamName::from_labels(&["list".to_owned()]), None);
}
