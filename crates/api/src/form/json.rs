use std::fmt::Write as _;

/// Deeper brackets than the API has anywhere.
const MAX_DEPTH: usize = 6;

/// More pairs than any request has; names are looked up one by one.
const MAX_PAIRS: usize = 1000;

/// The JSON text of what a form says: `a[b]` is a key of an object, `a[]` an entry of a list, `a[0][b]` and `a[][b]` a
/// key of an object in a list. Every plain value is a string; [`FromJson`](crate::FromJson) reads numbers and booleans
/// from those. Of a name given twice the last counts.
///
/// # Errors
/// Names the pair whose name contradicts another's (`a=1&a[b]=2`), has brackets in disorder, or is one too many.
pub fn to_json<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String, BadForm> {
    let mut root = Node::Object(Vec::new());
    for (position, (name, value)) in pairs.into_iter().enumerate() {
        let keys = split(name).filter(|_| position < MAX_PAIRS);
        keys.and_then(|keys| root.insert(&keys, value)).ok_or_else(|| BadForm(name.to_owned()))?;
    }
    let mut text = String::new();
    root.write(&mut text);
    Ok(text)
}

/// A name in a form that makes no sense, alone or beside another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} does not fit in the form")]
pub struct BadForm(pub String);

enum Node {
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// `a[b][]` into `a`, `b` and the empty key.
fn split(name: &str) -> Option<Vec<&str>> {
    let Some((first, mut rest)) = name.split_once('[') else { return Some(vec![name]) };
    let mut keys = vec![first];
    loop {
        let (key, after) = rest.split_once(']')?;
        keys.push(key);
        match after.strip_prefix('[') {
            Some(more) if keys.len() < MAX_DEPTH => rest = more,
            Some(_) => return None,
            None => return after.is_empty().then_some(keys),
        }
    }
}

impl Node {
    /// The node for the first key below something new.
    fn for_key(key: Option<&&str>) -> Self {
        match key {
            None => Self::Text(String::new()),
            Some(&"") => Self::List(Vec::new()),
            Some(_) => Self::Object(Vec::new()),
        }
    }

    fn insert(&mut self, keys: &[&str], value: &str) -> Option<()> {
        match (self, keys.split_first()) {
            (Self::Text(text), None) => value.clone_into(text),
            (Self::List(entries), Some((&"", rest))) => {
                // `a[][b]=1&a[][c]=2` is one entry, `a[][b]=1&a[][b]=2` two.
                let fits = |entry: &Self| matches!((entry, rest.first()), (Self::Object(o), Some(key)) if !has(o, key));
                if !entries.last().is_some_and(fits) {
                    entries.push(Self::for_key(rest.first()));
                }
                entries.last_mut()?.insert(rest, value)?;
            }
            (Self::Object(entries), Some((key, rest))) => {
                if !has(entries, key) {
                    entries.push(((*key).to_owned(), Self::for_key(rest.first())));
                }
                let (_, entry) = entries.iter_mut().find(|(k, _)| k == key)?;
                entry.insert(rest, value)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => write_text(text, out),
            Self::List(entries) => between(out, '[', ']', entries, |entry, out| entry.write(out)),
            // Numbered entries stay an object: lists are read from either.
            Self::Object(entries) => between(out, '{', '}', entries, |(key, entry), out| {
                write_text(key, out);
                out.push(':');
                entry.write(out);
            }),
        }
    }
}

fn has(entries: &[(String, Node)], key: &str) -> bool {
    entries.iter().any(|(k, _)| k == key)
}

fn between<T>(out: &mut String, open: char, close: char, entries: &[T], write: impl Fn(&T, &mut String)) {
    out.push(open);
    for (position, entry) in entries.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        write(entry, out);
    }
    out.push(close);
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
