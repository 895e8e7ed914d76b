use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::value::RawValue;

use crate::lenient::{Object, Raw, text_of};

/// What may stand in a query or form as it is (WHATWG URL, application/x-www-form-urlencoded).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// The pairs of a form that says what a JSON object says. `null` is left out.
///
/// A list of plain values repeats `name[]`; objects in a list are numbered, `name[0][key]`, so that servers cannot
/// confuse where one ends and the next begins.
pub fn to_pairs(json: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    push(&mut pairs, String::new(), Raw::new(json));
    pairs
}

fn push(pairs: &mut Vec<(String, String)>, name: String, value: Raw<'_>) {
    if let Ok(object) = Object::parse(value) {
        for (key, inner) in object.iter() {
            push(pairs, if name.is_empty() { key.to_owned() } else { format!("{name}[{key}]") }, inner);
        }
    } else if let Ok(entries) = serde_json::from_str::<Vec<&RawValue>>(value.text()) {
        for (position, entry) in entries.iter().enumerate() {
            let nested = entry.get().starts_with('{');
            let name = if nested { format!("{name}[{position}]") } else { format!("{name}[]") };
            push(pairs, name, value.inner(entry.get()));
        }
    } else if let Ok(text) = text_of(value) {
        pairs.push((name, text.into_owned()));
    }
}

/// The pairs as one text, for a query or the body of a form.
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.extend(utf8_percent_encode(name, PLAIN));
        text.push('=');
        text.extend(utf8_percent_encode(value, PLAIN));
    }
    text
}
