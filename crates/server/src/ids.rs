//! Ids: one newtype a kind, so that an account's id can't be passed for a status's.
//!
//! An id is a positive i64: milliseconds since 1970 in the upper 48 bits, a counter in the lower 16. Sorted by id is
//! sorted by time, which paging relies on. On the wire it is a string of digits.

use std::{
    fmt,
    str::FromStr,
    sync::atomic::{AtomicI64, Ordering},
};

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::time::Millis;

/// A text that is not an id of this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not an id of this server")]
pub(crate) struct BadId;

/// Any of the id types below.
pub(crate) trait Id: Copy + From<i64> + Into<i64> + ToSql + FromSql + FromStr<Err = BadId> {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $(= $wire:ident)?,)*) => {$(
        $(impl From<$name> for rejoin_api::$wire {
            fn from(id: $name) -> Self {
                Self::from(id.0.to_string())
            }
        })?

        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) i64);

        impl Id for $name {}

        impl From<i64> for $name {
            fn from(raw: i64) -> Self {
                Self(raw)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> i64 {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                parse(text).map(Self)
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

ids! {
    AccountId = AccountId,
    /// An id of a status or of a boost, which is a status of its own.
    StatusId = StatusId,
    MediaId = MediaId,
    PollId = PollId,
    /// An id of a thread.
    ConversationId,
    /// An id of a thread of direct posts as one of its people sees it.
    AccountConversationId = ConversationId,
    TagId = TagId,
    NotificationId = NotificationId,
    NotificationRequestId = NotificationRequestId,
    ListId = ListId,
    FilterId = FilterId,
    FilterKeywordId = FilterKeywordId,
    FilterStatusId = FilterStatusId,
    ScheduledId = ScheduledStatusId,
    ReportId = ReportId,
    RuleId = RuleId,
    AppId = ApplicationId,
    TokenId,
    /// An id of a row that only pages know: a favourite, a bookmark, a follow, a block.
    RowId,
}

/// Digits only: what `i64::from_str` also takes (a sign) was never given out.
fn parse(text: &str) -> Result<i64, BadId> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadId);
    }
    text.parse().map_err(|_| BadId)
}

/// Gives out ids, each greater than all before, also when the clock steps back.
#[derive(Debug, Default)]
pub(crate) struct IdSource {
    last: AtomicI64,
    past: AtomicI64,
}

impl IdSource {
    /// A source whose ids are all greater than `highest`.
    pub(crate) fn after(highest: i64) -> Self {
        Self { last: AtomicI64::new(highest), past: AtomicI64::default() }
    }

    /// The next id, at or after `now`.
    pub(crate) fn next<I: Id>(&self, now: Millis) -> I {
        let base = now.0 << 16;
        let step = |last: i64| Some(base.max(last.saturating_add(1)));
        let last = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step).unwrap_or_default();
        I::from(base.max(last.saturating_add(1)))
    }

    /// An id for what happened at `time` in the past. A counter tells apart what happened in one millisecond.
    pub(crate) fn at<I: Id>(&self, time: Millis) -> I {
        let sequence = self.past.fetch_add(1, Ordering::Relaxed) & 0xffff;
        I::from((time.0 << 16) | sequence)
    }
}

/// The id of what happens at `time`, as the `sequence`th of its millisecond: ids sort by time, so the first of a moment
/// bounds what came after it.
pub(crate) fn at<I: Id>(time: Millis, sequence: u16) -> I {
    I::from((time.0 << 16) | i64::from(sequence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_when_the_clock_steps_back() {
        let source = IdSource::default();
        let first: StatusId = source.next(Millis(1_000));
        let second: StatusId = source.next(Millis(900));
        let third: StatusId = source.next(Millis(1_001));
        assert!(first < second && second < third);
        assert_eq!(third, StatusId(1_001 << 16));
    }

    #[test]
    fn ids_of_the_past_lie_where_their_time_is() {
        let source = IdSource::default();
        let (before, after): (StatusId, StatusId) = (source.at(Millis(5)), source.at(Millis(6)));
        let same: StatusId = source.at(Millis(5));
        assert!(before < same && same < after);
    }

    #[test]
    fn only_digits_are_an_id() {
        for bad in ["", "-1", "+1", "abc", "1 ", "99999999999999999999", "١"] {
            assert_eq!(bad.parse::<StatusId>(), Err(BadId), "{bad:?}");
        }
        assert_eq!("42".parse(), Ok(StatusId(42)));
    }
}
