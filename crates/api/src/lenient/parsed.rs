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
        for (position, entry) in split(raw)?.into_iter().enumerate() {
            match read_entry(raw.inner(entry.get())) {
                Ok(item) => list.items.push(item),
                Err(fault) => list.broken.push(Broken { position, fault }),
            }
        }
        Ok(list)
    }

    /// Servers written in Go say `null` for the empty list.
    fn absent() -> Result<Self, Fault> {
        Ok(Self::default())
    }
}

fn split(raw: Raw<'_>) -> Result<Vec<&RawValue>, Fault> {
    raw.check_depth()?;
    serde_json::from_str(raw.text())
        .map_err(|e| if e.is_data() { Fault::wrong() } else { Fault::new(Problem::Syntax) })
}

/// Entries as a list, or as an object with their positions for keys, which is what some languages make of one.
fn entries(raw: Raw<'_>) -> Result<Vec<&str>, Fault> {
    if raw.text().starts_with('{') {
        return Ok(Object::parse(raw)?.into_values());
    }
    Ok(split(raw)?.into_iter().map(RawValue::get).collect())
}

fn read_entry<T: FromJson>(raw: Raw<'_>) -> Result<T, Fault> {
    if raw.is_null() { Err(Fault::new(Problem::Missing)) } else { T::from_json(raw) }
}

/// A list inside an entity: entries that cannot be read are left out, and what is no list is an empty one.
impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let entries = match entries(raw) {
            Err(fault) if raw.is_strict() => return Err(fault),
            entries => entries.unwrap_or_default(),
        };
        let mut items = Self::with_capacity(entries.len());
        for entry in entries {
            match read_entry(raw.inner(entry)) {
                Ok(item) => items.push(item),
                Err(fault) if raw.is_strict() => return Err(fault),
                Err(_) => {}
            }
        }
        Ok(items)
    }

    fn absent() -> Result<Self, Fault> {
        Ok(Self::new())
    }
}

/// An optional part: dropped alone when it cannot be read.
impl<T: FromJson> FromJson for Option<T> {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        match T::from_json(raw) {
            Err(fault) if raw.is_strict() && !fault.is_absence() => Err(fault),
            read => Ok(read.ok()),
        }
    }

    fn absent() -> Result<Self, Fault> {
        Ok(None)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        T::from_json(raw).map(Self::new)
    }

    fn absent() -> Result<Self, Fault> {
        T::absent().map(Self::new)
    }
}

/// A map with free keys; values that cannot be read are left out.
impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let object = Object::parse(raw).unwrap_or_else(|_| Object::empty());
        Ok(object.iter().filter_map(|(key, raw)| Some((key.to_owned(), T::from_json(raw).ok()?))).collect())
    }

    fn absent() -> Result<Self, Fault> {
        Ok(Self::new())
    }
}
