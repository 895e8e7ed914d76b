//! Time as the database keeps it, milliseconds since 1970 UTC, and as the wire shows it.

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// A second, a minute, an hour, a day, in milliseconds.
pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Milliseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Millis(pub(crate) i64);

impl Millis {
    /// What the clock says.
    pub(crate) fn now() -> Self {
        Self(Timestamp::now().as_millisecond())
    }

    /// As in `2026-11-22T10:00:00.000Z`.
    pub(crate) fn iso(self) -> String {
        let time = Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH);
        format!("{time:.3}")
    }

    /// Reads a time with an offset, or one without, which counts as UTC.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let time = text.parse::<Timestamp>().ok().or_else(|| {
            let civil: jiff::civil::DateTime = text.parse().ok()?;
            civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
        })?;
        Some(Self(time.as_millisecond()))
    }

    /// This time, `millis` later.
    pub(crate) fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

impl From<Millis> for rejoin_api::Timestamp {
    fn from(time: Millis) -> Self {
        Self::from_millis(time.0)
    }
}

impl FromSql for Millis {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

impl ToSql for Millis {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_with_milliseconds_and_read_back() {
        let time = Millis(1_795_255_200_007);
        assert_eq!(time.iso(), "2026-11-21T10:00:00.007Z");
        assert_eq!(Millis::parse(&time.iso()), Some(time));
        assert_eq!(Millis::parse("2026-11-21T11:00:00.007+01:00"), Some(time));
        assert_eq!(Millis::parse("2026-11-21T10:00:00.007"), Some(time));
        assert_eq!(Millis::parse("soon"), None);
    }
}
