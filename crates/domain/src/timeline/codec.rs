//! How entries and tails are written: a post as its id, a gap as what it is, the tail as its cursor.

use rejoin_api::lenient::{Fault, FromJson, Raw};
use rejoin_api::{PageCursor, StatusId};
use serde::{Serialize, Serializer};

use super::{Entry, Gap, Tail, TimelineKey};

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Post(id) => id.serialize(serializer),
            Self::Gap(gap) => gap.serialize(serializer),
        }
    }
}

impl FromJson for Entry {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        if raw.text().starts_with('{') {
            Gap::from_json(raw).map(Self::Gap)
        } else {
            StatusId::from_json(raw).map(Self::Post)
        }
    }
}

/// In the place of a cursor: no server gives one without an equals sign.
const END: &str = "end";

impl Serialize for Tail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_unit(),
            Self::More(cursor) => cursor.serialize(serializer),
            Self::End => serializer.serialize_str(END),
        }
    }
}

impl FromJson for Tail {
    const OPTIONAL: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        let cursor = PageCursor::from_json(raw)?;
        Ok(if cursor.as_str() == END { Self::End } else { Self::More(cursor) })
    }
}

impl Serialize for TimelineKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

impl FromJson for TimelineKey {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        Self::of_name(&String::from_json(raw)?).ok_or_else(Fault::wrong)
    }
}
