use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Fault, FromJson, Problem, Raw};

/// An object split into its keys and the text of their values.
#[derive(Debug)]
pub struct Object<'a> {
    raw: Raw<'a>,
    entries: Entries<'a>,
}

impl<'a> Object<'a> {
    /// An object without any key, from which every field reads as absent.
    pub fn empty() -> Self {
        Self { raw: Raw::new("{}"), entries: Entries(Vec::new()) }
    }

    /// Splits the text of an object.
    ///
    /// # Errors
    /// When it is something else, or nested too deep.
    pub fn parse(raw: Raw<'a>) -> Result<Self, Fault> {
        raw.check_depth()?;
        match serde_json::from_str(raw.text()) {
            Ok(entries) => Ok(Self { raw, entries }),
            Err(e) if e.is_data() => Err(Fault::wrong()),
            Err(_) => Err(Fault::new(Problem::Syntax)),
        }
    }

    /// The value of a key; `None` for `null` too. Of a key given twice the last counts, as in a browser.
    pub fn get(&self, key: &str) -> Option<Raw<'a>> {
        let (_, value) = self.entries.0.iter().rev().find(|(k, _)| k == key)?;
        let raw = self.raw.inner(value.get());
        (!raw.is_null()).then_some(raw)
    }

    /// Reads one field.
    ///
    /// # Errors
    /// When the value cannot be done without and is missing or wrong.
    pub fn field<T: FromJson>(&self, key: &str) -> Result<T, Fault> {
        let read = match self.get(key) {
            None => T::absent(),
            Some(raw) => match T::from_json(raw) {
                Err(fault) if fault.is_absence() => T::absent(),
                Err(fault) if !raw.is_strict() => T::spoiled(fault),
                read => read,
            },
        };
        read.map_err(|fault| fault.under(key))
    }

    /// Reads one field that has to be there, whatever its type makes of absence.
    ///
    /// # Errors
    /// When the value is missing, empty or wrong.
    pub fn required<T: FromJson>(&self, key: &str) -> Result<T, Fault> {
        let missing = || Fault::new(Problem::Missing);
        let raw = self.get(key).filter(|raw| raw.text() != "\"\"");
        raw.ok_or_else(missing).and_then(T::from_json).map_err(|fault| fault.under(key))
    }

    /// The text of every value, in the order of the text.
    pub(crate) fn into_values(self) -> Vec<&'a str> {
        self.entries.0.into_iter().map(|(_, value)| value.get()).collect()
    }

    /// Every key with its value, `null` left out.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Raw<'a>)> {
        let values = self.entries.0.iter().map(|(key, value)| (key.as_ref(), self.raw.inner(value.get())));
        values.filter(|(_, raw)| !raw.is_null())
    }
}

#[derive(Debug)]
struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::with_capacity(32);
        while let Some((Key(key), value)) = map.next_entry()? {
            entries.push((key, value));
        }
        Ok(Entries(entries))
    }
}

/// A key, borrowed from the text unless it holds escapes; serde's own `Cow` always copies.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Borrowed(v)))
    }

    fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Owned(v.to_owned())))
    }
}
