//! Strings, numbers and booleans. Absent and `null` become the empty value; a number may come as a string and the other
//! way round, since servers differ in that and nothing is lost by it.

use std::borrow::Cow;

use super::{Fault, FromJson, Problem, Raw};

/// The text of a string, or of a number or boolean given in its place.
#[inline(never)]
pub(crate) fn text_of(raw: Raw<'_>) -> Result<Cow<'_, str>, Fault> {
    match raw.text().as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw.text()).map(Cow::Owned).map_err(|_| Fault::wrong()),
        Some(b'-' | b'0'..=b'9' | b't' | b'f') => Ok(Cow::Borrowed(raw.text())),
        _ => Err(Fault::wrong()),
    }
}

/// The same, of which the empty one counts as absent.
#[inline(never)]
pub(crate) fn word_of(raw: Raw<'_>) -> Result<Cow<'_, str>, Fault> {
    let text = text_of(raw)?;
    if text.is_empty() { Err(Fault::new(Problem::Missing)) } else { Ok(text) }
}

impl FromJson for String {
    const OPTIONAL: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        text_of(raw).map(Cow::into_owned)
    }
}

impl FromJson for bool {
    const OPTIONAL: bool = true;

    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        match word_of(raw)?.as_ref() {
            "true" | "1" | "on" => Ok(true),
            "false" | "0" | "off" => Ok(false),
            _ => Err(Fault::wrong()),
        }
    }
}

impl FromJson for i64 {
    const OPTIONAL: bool = true;

    #[inline(never)]
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        // Whole numbers directly, as a float would lose digits of large ones.
        match word_of(raw)?.trim().parse() {
            Ok(number) => Ok(number),
            Err(_) => f64::from_json(raw).map(|number| number as Self),
        }
    }
}

/// Counts: some servers say -1 for "not told", which counts as none.
impl FromJson for u64 {
    const OPTIONAL: bool = true;

    #[inline(never)]
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        i64::from_json(raw).map(|number| Self::try_from(number).unwrap_or(0))
    }
}

impl FromJson for u32 {
    const OPTIONAL: bool = true;

    #[inline(never)]
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        u64::from_json(raw).map(|number| Self::try_from(number).unwrap_or(Self::MAX))
    }
}

impl FromJson for f64 {
    const OPTIONAL: bool = true;

    #[inline(never)]
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        // By serde_json: the standard library's parser would bring 15 kB of tables along for the last bit.
        serde_json::from_str(word_of(raw)?.trim()).map_err(|_| Fault::wrong())
    }
}
