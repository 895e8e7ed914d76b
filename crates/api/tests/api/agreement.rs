//! Whether what was read says what the server said.

use rejoin_api::Timestamp;
use serde_json::Value;

/// What servers say beyond the documentation, or to other clients than this one. Everything else has to be read.
const NOT_READ: &[&str] = &[
    // GoToSocial
    ".interaction_policy",
    ".content_type",
    ".status_content_type",
    ".avatar_media_id",
    ".header_media_id",
    ".text_url",
    ".local_only",
    ".statuses[0].phrase",
    ".statuses.supported_mime_types",
    ".configuration.emojis",
    ".account_domain",
    ".terms",
    ".terms_text",
    ".description_text",
    ".short_description_text",
    ".thumbnail_type",
    ".thumbnail_static_type",
    ".thumbnail_static",
    ".thumbnail.static_url",
    ".source.web_layout",
];

/// The same, where these are the outermost keys.
const NOT_READ_OUTSIDE: &[&str] = &[
    // GoToSocial, of an application and of a filtered post; posts with their dates are in lists too.
    ".created_at",
    ".phrase",
];

/// Every place where what was read, written again, says something else than the server, or nothing. A default stands
/// for what was absent or `null`.
pub(crate) fn differences(ours: &Value, theirs: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(ours, theirs, "", &mut found);
    found
}

fn compare(ours: &Value, theirs: &Value, at: &str, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (key, value) in ours {
                compare(value, theirs.get(key).unwrap_or(&Value::Null), &format!("{at}.{key}"), found);
            }
            for (key, value) in
                theirs.iter().filter(|(key, value)| !ours.contains_key(*key) && !is_default(value))
            {
                let place = format!("{at}.{key}");
                let known = NOT_READ.iter().any(|known| place.ends_with(known));
                if !known && !NOT_READ_OUTSIDE.contains(&place.as_str()) {
                    found.push(format!("{place} is not read: {value}"));
                }
            }
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (i, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                compare(ours, theirs, &format!("{at}[{i}]"), found);
            }
        }
        (ours, Value::Null) if is_default(ours) => {}
        (ours, theirs) if same_scalar(ours, theirs) => {}
        (ours, theirs) => found.push(format!("{at}: {ours} is not {theirs}")),
    }
}

fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        // The first word of each enum is its default.
        Value::String(text) => {
            ["", "0", "public", "list", "warn", "link", "unknown", "mention", "other", "default", "accept"]
                .contains(&text.as_str())
                || text == "1970-01-01T00:00:00.000Z"
        }
        Value::Array(entries) => entries.is_empty(),
        Value::Object(entries) => entries.values().all(is_default),
    }
}

fn same_scalar(ours: &Value, theirs: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let number = |value: &Value| text(value).parse::<f64>().ok();
    let time = |value: &Value| value.as_str().and_then(Timestamp::parse);
    ours == theirs
        || text(ours) == text(theirs)
        || (number(ours).is_some() && number(ours) == number(theirs))
        || (time(ours).is_some() && time(ours) == time(theirs))
        || (ours.is_null() && text(theirs).is_empty())
}

#[test]
fn a_difference_is_found() {
    let ours = serde_json::json!({"id": "1", "poll": null, "tags": [{"name": "a"}]});
    let theirs = serde_json::json!({"id": "1", "poll": {"id": "2"}, "tags": [{"name": "b"}]});
    assert_eq!(differences(&ours, &theirs).len(), 2);
}
