//! Strings, numbers and booleans. Absent and `null` become the empty value; a number may come as a string and the other
//! way round, since servers differ in that and nothing is lost by it.

use super::{Fault, FromJson, Problem, Raw};

/// The text of a string, or of a number or boolean given in its place.
pub(crate) fn text_of(raw: Raw<'_>) -> Result<String, Fault> {
    match raw.text().as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw.text()).map_err(|_| Fault::wrong()),
        Some(b'-' | b'0'..=b'9' | b't' | b'f') => Ok(raw.text().to_owned()),
        _ => Err(Fault::wrong()),
    }
}

/// The same, of which the empty one counts as absent.
pub(crate) fn word_of(raw: Raw<'_>) -> Result<String, Fault> {
    let text = text_of(raw)?;
    if text.is_empty() { Err(Fault::new(Problem::Missing)) } else { Ok(text) }
}

fn number_of(raw: Raw<'_>) -> Result<f64, Fault> {
    let number: f64 = word_of(raw)?.trim().parse().map_err(|_| Fault::wrong())?;
    if number.is_finite() { Ok(number) } else { Err(Fault::wrong()) }
}

impl FromJson for String {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        text_of(raw)
    }

    fn absent() -> Result<Self, Fault> {
        Ok(Self::new())
    }
}

impl FromJson for bool {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        match word_of(raw)?.as_str() {
            "true" | "1" | "on" => Ok(true),
            "false" | "0" | "off" => Ok(false),
            _ => Err(Fault::wrong()),
        }
    }

    fn absent() -> Result<Self, Fault> {
        Ok(false)
    }
}

impl FromJson for i64 {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        // Whole numbers directly, as a float would lose digits of large ones.
        match word_of(raw)?.trim().parse() {
            Ok(number) => Ok(number),
            Err(_) => number_of(raw).map(|number| number as Self),
        }
    }

    fn absent() -> Result<Self, Fault> {
        Ok(0)
    }
}

/// Counts: some servers say -1 for "not told", which counts as none.
impl FromJson for u64 {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        i64::from_json(raw).map(|number| Self::try_from(number).unwrap_or(0))
    }

    fn absent() -> Result<Self, Fault> {
        Ok(0)
    }
}

impl FromJson for u32 {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        u64::from_json(raw).map(|number| Self::try_from(number).unwrap_or(Self::MAX))
    }

    fn absent() -> Result<Self, Fault> {
        Ok(0)
    }
}

impl FromJson for f64 {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        number_of(raw)
    }

    fn absent() -> Result<Self, Fault> {
        Ok(0.0)
    }
}
