//! A serde deserializer over a JSON tree that forgives what forms and clients do: numbers and booleans as text, ids
//! as numbers, a list as `{"0": a, "1": b}`, one value where a list is meant. What it can't forgive it names by field.

use std::fmt;

use serde::{
    Deserializer,
    de::{
        DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Map, Value};

/// What is wrong, and in which field.
#[derive(Debug, Default)]
pub(crate) struct FieldError {
    path: Vec<String>,
    message: String,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            let path: Vec<&str> = self.path.iter().rev().map(String::as_str).collect();
            write!(f, "{}: ", path.join("."))?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for FieldError {}

impl serde::de::Error for FieldError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { path: Vec::new(), message: message.to_string() }
    }
}

impl FieldError {
    fn within(mut self, field: &str) -> Self {
        self.path.push(field.to_owned());
        self
    }
}

/// The deserializer.
pub(crate) struct Lenient(pub(crate) Value);

impl IntoDeserializer<'_, FieldError> for Lenient {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

/// Numbers, as numbers or as text.
macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
            let number = match &self.0 {
                Value::String(text) => text.trim().parse::<$type>().ok(),
                Value::Number(number) => number.to_string().parse::<$type>().ok(),
                _ => None,
            };
            visitor.$visit(number.ok_or_else(|| FieldError::custom("is not a number that can be used here"))?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Lenient {
    type Error = FieldError;

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64, deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        self.0.deserialize_any(visitor).map_err(FieldError::custom)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        let text = match &self.0 {
            Value::Bool(value) => return visitor.visit_bool(*value),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.trim().to_ascii_lowercase(),
            Value::Null => "false".to_owned(),
            _ => String::new(),
        };
        match text.as_str() {
            "1" | "true" | "t" | "on" | "yes" => visitor.visit_bool(true),
            "0" | "false" | "f" | "off" | "no" => visitor.visit_bool(false),
            _ => Err(FieldError::custom("is neither true nor false")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.0 {
            Value::String(text) => visitor.visit_string(text),
            Value::Number(number) => visitor.visit_string(number.to_string()),
            Value::Bool(value) => visitor.visit_string(value.to_string()),
            _ => Err(FieldError::custom("is not a text")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        let items = match self.0 {
            Value::Array(items) => items,
            Value::Object(map) => in_order(map)?,
            Value::Null => Vec::new(),
            single => vec![single],
        };
        visitor.visit_seq(Items(SeqDeserializer::new(items.into_iter().map(Lenient)), 0))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        match self.0 {
            Value::Object(map) => visitor.visit_map(Fields { left: map.into_iter(), value: None }),
            _ => Err(FieldError::custom("is not an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        match self.0 {
            Value::String(text) => visitor.visit_enum(text.into_deserializer()),
            Value::Object(map) => {
                let map = MapDeserializer::new(map.into_iter().map(|(key, value)| (key, Lenient(value))));
                visitor.visit_enum(serde::de::value::MapAccessDeserializer::new(map))
            }
            _ => Err(FieldError::custom("is not one of the words that can be used here")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct ignored_any
    }
}

/// `{"0": a, "1": b}` as a list.
fn in_order(map: Map<String, Value>) -> Result<Vec<Value>, FieldError> {
    let mut items = Vec::with_capacity(map.len());
    for (key, value) in map {
        let at: u32 = key.parse().map_err(|_| FieldError::custom("is not a list"))?;
        items.push((at, value));
    }
    items.sort_by_key(|(at, _)| *at);
    Ok(items.into_iter().map(|(_, value)| value).collect())
}

type ItemsOf = SeqDeserializer<std::iter::Map<std::vec::IntoIter<Value>, fn(Value) -> Lenient>, FieldError>;

/// A list whose errors say which element.
struct Items(ItemsOf, usize);

impl<'de> SeqAccess<'de> for Items {
    type Error = FieldError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, FieldError> {
        let at = self.1;
        self.1 += 1;
        self.0.next_element_seed(seed).map_err(|error| error.within(&at.to_string()))
    }
}

/// An object whose errors say which field.
struct Fields {
    left: serde_json::map::IntoIter,
    value: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = FieldError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, FieldError> {
        let Some((key, value)) = self.left.next() else { return Ok(None) };
        let read = seed.deserialize(Lenient(Value::String(key.clone())))?;
        self.value = Some((key, value));
        Ok(Some(read))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, FieldError> {
        let (key, value) = self.value.take().unwrap_or_default();
        seed.deserialize(Lenient(value)).map_err(|error| error.within(&key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Post {
        status: Option<String>,
        #[serde(default)]
        sensitive: bool,
        #[serde(default)]
        media_ids: Vec<crate::ids::MediaId>,
        poll: Option<Poll>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Poll {
        expires_in: i64,
    }

    fn read(value: Value) -> Result<Post, String> {
        Post::deserialize(Lenient(value)).map_err(|error| error.to_string())
    }

    #[test]
    fn text_numbers_and_flags_are_understood() {
        let post = read(
            json!({"sensitive": "1", "media_ids": {"1": "8", "0": 7}, "poll": {"expires_in": "300"}, "extra": [1]}),
        );
        let media_ids = vec![7.into(), 8.into()];
        assert_eq!(
            post,
            Ok(Post { status: None, sensitive: true, media_ids, poll: Some(Poll { expires_in: 300 }) })
        );
    }

    #[test]
    fn errors_name_the_field() {
        assert_eq!(
            read(json!({"poll": {"expires_in": "soon"}})).unwrap_err(),
            "poll.expires_in: is not a number that can be used here"
        );
        assert_eq!(
            read(json!({"media_ids": ["7", "x"]})).unwrap_err(),
            "media_ids.1: is not an id of this server"
        );
        assert_eq!(read(json!({"status": {}})).unwrap_err(), "status: is not a text");
        assert_eq!(read(json!({"sensitive": "maybe"})).unwrap_err(), "sensitive: is neither true nor false");
    }
}
