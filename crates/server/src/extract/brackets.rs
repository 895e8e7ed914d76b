//! Form keys with brackets, as Rails reads them, into one JSON tree:
//! `media_ids[]=1&media_ids[]=2&poll[options][]=a&media_attributes[][id]=1&fields_attributes[0][name]=x`.

use serde_json::{Map, Value};

use crate::error::{ApiError, ApiResult};

/// Most pairs in one form, and most brackets in one key.
const MAX_PAIRS: usize = 1_000;
const MAX_DEPTH: usize = 6;

/// The tree of a form.
pub(crate) fn tree(pairs: Vec<(String, String)>) -> ApiResult<Map<String, Value>> {
    if pairs.len() > MAX_PAIRS {
        return Err(ApiError::bad(format!("The form has more than {MAX_PAIRS} fields")));
    }
    let mut root = Value::Object(Map::new());
    for (key, value) in pairs {
        let path = split(&key)?;
        put(&mut root, &path, Value::String(value))
            .map_err(|()| ApiError::bad(format!("The field {key} is given twice, in two ways")))?;
    }
    match root {
        Value::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

/// `a[b][]` is `["a", "b", ""]`.
fn split(key: &str) -> ApiResult<Vec<&str>> {
    let (head, rest) = key.split_once('[').map_or((key, ""), |(head, rest)| (head, rest));
    let mut path = vec![head];
    if !rest.is_empty() {
        let inner = rest
            .strip_suffix(']')
            .ok_or_else(|| ApiError::bad(format!("The field name {key} has an open bracket")))?;
        path.extend(inner.split("]["));
    }
    if path.len() > MAX_DEPTH {
        return Err(ApiError::bad(format!("The field name {key} has too many brackets")));
    }
    Ok(path)
}

fn put(place: &mut Value, path: &[&str], value: Value) -> Result<(), ()> {
    let Some((head, rest)) = path.split_first() else {
        *place = value;
        return Ok(());
    };
    if head.is_empty() {
        return put_in_list(place, rest, value);
    }
    if place.is_null() {
        *place = Value::Object(Map::new());
    }
    let slot = place.as_object_mut().ok_or(())?.entry(*head).or_insert(Value::Null);
    put(slot, rest, value)
}

/// `a[][id]=1&a[][text]=x&a[][id]=2`: a key that the last element already has begins the next element.
fn put_in_list(place: &mut Value, rest: &[&str], value: Value) -> Result<(), ()> {
    if place.is_null() {
        *place = Value::Array(Vec::new());
    }
    let list = place.as_array_mut().ok_or(())?;
    let begins = match (rest.first(), list.last()) {
        (Some(key), Some(Value::Object(last))) => rest.len() == 1 && last.contains_key(*key),
        _ => true,
    };
    if begins {
        list.push(Value::Null);
    }
    list.last_mut().map_or(Err(()), |last| put(last, rest, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(form: &str) -> ApiResult<Value> {
        let pairs = form
            .split('&')
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(k, v)| (k.to_owned(), v.to_owned()));
        tree(pairs.collect()).map(Value::Object)
    }

    #[test]
    fn brackets_make_a_tree() {
        let form =
            "status=hi&media_ids[]=1&media_ids[]=2&poll[options][]=a&poll[options][]=b&poll[multiple]=true";
        let tree = json!({"status": "hi", "media_ids": ["1", "2"], "poll": {"options": ["a", "b"], "multiple": "true"}});
        assert_eq!(read(form).unwrap(), tree);
    }

    #[test]
    fn a_repeated_key_begins_the_next_element() {
        let form = "m[][id]=1&m[][description]=x&m[][id]=2";
        assert_eq!(read(form).unwrap(), json!({"m": [{"id": "1", "description": "x"}, {"id": "2"}]}));
    }

    #[test]
    fn contradictions_are_refused() {
        for bad in ["a=1&a[b]=2", "a[]=1&a[b]=2", "a[b=1", "a[b][c][d][e][f][g]=1"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
