//! Points in time as servers write them. Own code of one page, since a calendar library weighs more in wasm than all of
//! this crate; checked against one in the tests.

use std::fmt;

use crate::lenient::{Fault, FromJson, Raw, word_of};

const DAY_MS: i64 = 86_400_000;

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Read from RFC 3339 and its ISO 8601 neighbours: with or without a fraction, seconds, time of day or offset (then
/// UTC). Written as Mastodon does: `2026-11-22T21:19:27.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// In milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Reads a date and time. `None` for what is no date of the years 0 to 9999.
    #[inline(never)]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = Scanner(text.trim().as_bytes());
        let (year, month, day) = (rest.digits(4)?, rest.after(b'-')?, rest.after(b'-')?);
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        let midnight = days_from_civil(year, month, day) * DAY_MS;
        if rest.0.is_empty() {
            return Some(Self(midnight));
        }
        if !rest.take_any(b"Tt ") {
            return None;
        }
        Some(Self(midnight + rest.time_of_day()? - rest.offset()?))
    }

    /// The year, month and day in UTC.
    fn civil(self) -> (i64, i64, i64) {
        civil_from_days(self.0.div_euclid(DAY_MS))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        let ms = self.0.rem_euclid(DAY_MS);
        let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms % 1000)
    }
}

/// A day, where the API gives no time of day. Reads what [`Timestamp`] reads and is written `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(Timestamp);

impl Date {
    /// The day of a point in time, in UTC.
    pub const fn of(time: Timestamp) -> Self {
        Self(Timestamp(time.0.div_euclid(DAY_MS) * DAY_MS))
    }

    /// Midnight at its start, in UTC.
    pub const fn start(self) -> Timestamp {
        self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// What is left to read.
struct Scanner<'a>(&'a [u8]);

impl Scanner<'_> {
    fn take_any(&mut self, wanted: &[u8]) -> bool {
        match self.0.split_first() {
            Some((byte, rest)) if wanted.contains(byte) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn digit(&mut self) -> Option<i64> {
        let (byte, rest) = self.0.split_first()?;
        if !byte.is_ascii_digit() {
            return None;
        }
        self.0 = rest;
        Some(i64::from(byte - b'0'))
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        (0..count).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    fn after(&mut self, separator: u8) -> Option<i64> {
        if self.take_any(&[separator]) { self.digits(2) } else { None }
    }

    /// In milliseconds. Digits past those are dropped; a leap second counts as the second before it.
    fn time_of_day(&mut self) -> Option<i64> {
        let (hour, minute) = (self.digits(2)?, self.after(b':')?);
        let second = if self.0.first() == Some(&b':') { self.after(b':')? } else { 0 };
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let mut millis = 0;
        if self.take_any(b".,") {
            let mut unit = 100;
            millis = self.digit()? * unit;
            while let Some(digit) = self.digit() {
                unit /= 10;
                millis += digit * unit;
            }
        }
        Some(((hour * 60 + minute) * 60 + second.min(59)) * 1000 + millis)
    }

    /// In milliseconds, positive east of Greenwich. Nothing may follow.
    fn offset(&mut self) -> Option<i64> {
        if self.0.is_empty() || self.take_any(b"Zz") {
            return self.0.is_empty().then_some(0);
        }
        let sign = if self.take_any(b"+") { 1 } else { -1 };
        if sign < 0 && !self.take_any(b"-") {
            return None;
        }
        let hours = self.digits(2)?;
        self.take_any(b":");
        let minutes = if self.0.is_empty() { 0 } else { self.digits(2)? };
        (self.0.is_empty() && hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60_000)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since the epoch. Years are counted from March, so that the leap day is the last of its year; 400 years are
/// 146,097 days, and 719,468 of them lie between 0000-03-01 and the epoch.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

macro_rules! time_on_the_wire {
    ($name:ident, $from:expr) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = d.deserialize_any(crate::id::TextVisitor)?;
                Timestamp::parse(&text)
                    .map($from)
                    .ok_or_else(|| serde::de::Error::custom("not a date and time"))
            }
        }

        /// Absent is the epoch: entities have times that are always given, and one without is still worth showing.
        impl FromJson for $name {
            const OPTIONAL: bool = true;

            fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
                Timestamp::parse(&word_of(raw)?).map($from).ok_or_else(Fault::wrong)
            }
        }
    };
}

time_on_the_wire!(Timestamp, |time| time);
time_on_the_wire!(Date, Date::of);
