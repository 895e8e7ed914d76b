use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{Fault, FromJson, Object, Problem, Raw};

/// A list of which every entry was read for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed<T> {
    /// What could be read, in the server's order.
    pub items: Vec<T>,
    /// What could not.
    pub broken: Vec<Broken>,
}

/// An entry of a list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where it stood in the server's list.
    pub position: usize,
    /// What is the matter with it.
    pub fault: Fault,
}

impl<T> Default for Parsed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), broken: Vec::new() }
    }
}

impl<T> From<Vec<T>> for Parsed<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, broken: Vec::new() }
    }
}

impl<T> IntoIterator for Parsed<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T: FromJson> FromJson for Parsed<T> {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let mut list = Self::default();
        let mut entries = Entries::of(raw)?;
        while let Some(entry) = entries.next() {
            match T::from_json(entry) {
                Ok(item) => list.items.push(item),
                Err(fault) => list.broken.push(Broken { position: entries.position, fault }),
            }
        }
        Ok(list)
    }
}

/// A list inside an entity: entries that cannot be read are left out, and what is no list is an empty one.
impl<T: FromJson> FromJson for Vec<T> {
    const OPTIONAL: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let mut items = Self::new();
        let mut entries = Entries::inside(raw)?;
        while let Some(entry) = entries.next() {
            match T::from_json(entry) {
                Ok(item) => items.push(item),
                Err(fault) => entries.pass_over(fault)?,
            }
        }
        Ok(items)
    }
}

/// The entries of a list. Not generic, and not an iterator of closures, to be in the binary once.
struct Entries<'a> {
    rest: std::vec::IntoIter<&'a str>,
    list: Raw<'a>,
    /// Of the latest entry.
    position: usize,
}

impl<'a> Entries<'a> {
    /// The entries of a list; servers written in Go say `null` for the empty one.
    fn of(list: Raw<'a>) -> Result<Self, Fault> {
        list.check_depth()?;
        let entries = if list.is_null() { Vec::new() } else { split(list)? };
        Ok(Self { rest: entries.into_iter(), list, position: usize::MAX })
    }

    /// The entries of a list inside an entity. What is no list has none; an object is one with positions for keys, which
    /// is what some languages make of a list.
    fn inside(list: Raw<'a>) -> Result<Self, Fault> {
        let entries = if list.text().starts_with('{') {
            Object::parse(list).map(Object::into_values)
        } else {
            split(list)
        };
        match entries {
            Err(fault) if list.is_strict() => Err(fault),
            entries => Ok(Self { rest: entries.unwrap_or_default().into_iter(), list, position: usize::MAX }),
        }
    }

    #[inline(never)]
    fn next(&mut self) -> Option<Raw<'a>> {
        let entry = self.rest.next()?;
        self.position = self.position.wrapping_add(1);
        Some(self.list.inner(entry))
    }

    #[cold]
    #[inline(never)]
    fn pass_over(&self, fault: Fault) -> Result<(), Fault> {
        if self.list.is_strict() { Err(fault) } else { Ok(()) }
    }
}

#[inline(never)]
fn split(list: Raw<'_>) -> Result<Vec<&str>, Fault> {
    list.check_depth()?;
    let entries: Result<Vec<&RawValue>, _> = serde_json::from_str(list.text());
    match entries {
        Ok(entries) => Ok(entries.into_iter().map(RawValue::get).collect()),
        Err(e) if e.is_data() => Err(Fault::wrong()),
        Err(_) => Err(Fault::new(Problem::Syntax)),
    }
}

/// An optional part: dropped alone when it cannot be read.
impl<T: FromJson> FromJson for Option<T> {
    const OPTIONAL: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        match T::from_json(raw) {
            Err(fault) if raw.is_strict() && !fault.is_absence() => Err(fault),
            read => Ok(read.ok()),
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    const OPTIONAL: bool = T::OPTIONAL;
    const PART: bool = T::PART;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        T::from_json(raw).map(Self::new)
    }
}

/// A map with free keys; values that cannot be read are left out.
impl<T: FromJson> FromJson for BTreeMap<String, T> {
    const OPTIONAL: bool = true;
    const PART: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let mut map = Self::new();
        // One by one: collecting would bring a sort along.
        for (key, raw) in Object::parse(raw)?.iter() {
            if let Ok(value) = T::from_json(raw) {
                map.insert(key.to_owned(), value);
            }
        }
        Ok(map)
    }
}

/// A pair as a list of two.
impl<A: FromJson + Default, B: FromJson + Default> FromJson for (A, B) {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let mut entries = Entries::of(raw)?;
        match (entries.next(), entries.next()) {
            (Some(a), Some(b)) => Ok((A::from_json(a)?, B::from_json(b)?)),
            _ => Err(Fault::wrong()),
        }
    }
}
