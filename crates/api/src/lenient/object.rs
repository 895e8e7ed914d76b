use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Fault, FromJson, Problem, Raw};

/// An object split into its keys and the text of their values.
///
/// Fields are read one after the other, and what is at fault is kept until [`finish`](Self::finish). A `?` at each field
/// would have the compiler write, for each, how to drop those read before: most of the code of a large struct.
#[derive(Debug)]
pub struct Object<'a> {
    raw: Raw<'a>,
    entries: Entries<'a>,
    fault: RefCell<Option<Fault>>,
}

impl<'a> Object<'a> {
    /// Splits the text of an object.
    ///
    /// # Errors
    /// When it is something else, or nested too deep.
    pub fn parse(raw: Raw<'a>) -> Result<Self, Fault> {
        raw.check_depth()?;
        match serde_json::from_str(raw.text()) {
            Ok(entries) => Ok(Self { raw, entries, fault: RefCell::default() }),
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

    /// Reads one field. When it cannot be done without and is missing or wrong, a default holds its place and
    /// [`finish`](Self::finish) will say so.
    #[inline(never)]
    pub fn field<T: FromJson + Default>(&self, key: &'static str) -> T {
        let fault = match self.get(key).map(T::from_json) {
            Some(Ok(value)) => return value,
            Some(Err(fault)) => Some(fault),
            None => None,
        };
        self.judge(key, fault, T::OPTIONAL, T::PART);
        T::default()
    }

    /// Reads one field that has to be there, whatever its type makes of absence.
    pub fn required<T: FromJson + Default>(&self, key: &'static str) -> T {
        if self.get(key).is_none_or(|raw| raw.text() == "\"\"") {
            self.judge(key, None, false, false);
        }
        self.field(key)
    }

    /// Whether the default may stand for a value that is absent, without a fault, or could not be read.
    #[inline(never)]
    fn judge(&self, key: &str, fault: Option<Fault>, optional: bool, part: bool) {
        let fault = fault.unwrap_or(Fault::new(Problem::Missing));
        let excused = fault.is_absence() || (part && !self.raw.is_strict());
        if !(optional && excused) {
            self.fault.borrow_mut().get_or_insert(fault.under(key));
        }
    }

    /// What was made of the fields, unless one was at fault; then the first of these.
    ///
    /// # Errors
    /// When a field that cannot be done without is missing or wrong.
    pub fn finish<T>(self, entity: T) -> Result<T, Fault> {
        match self.fault.into_inner() {
            None => Ok(entity),
            Some(fault) => Err(fault),
        }
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
