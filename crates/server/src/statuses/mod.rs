//! What happens to statuses, apart from the addresses it is reached by: for the API, for scheduled posts, for the seed.
//!
//! Each verb is a function of a [`crate::db::Tx`]: it checks, writes, tells whom it concerns ([`crate::notify`]) and
//! emits what happened ([`crate::events`]), all within the one transaction of its request.

pub(crate) mod context;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod draft;
pub(crate) mod edit;
pub(crate) mod link;
pub(crate) mod lookup;
pub(crate) mod polls;
pub(crate) mod quote;
pub(crate) mod react;
pub(crate) mod reblog;
pub(crate) mod schedule;

/// Most characters of a post, its content warning counted.
pub(crate) const MAX_CHARACTERS: usize = 1_000;
/// Most bytes of what a post says. Links count less than they are long and emoji less than they weigh, but a text far
/// beyond the limit need not be read to be refused.
pub(crate) const MAX_BYTES: usize = 64 * MAX_CHARACTERS;
/// Most attachments of a post.
pub(crate) const MAX_MEDIA: usize = 4;
/// Most posts pinned to a profile.
pub(crate) const MAX_PINS: i64 = 5;
/// Fewest and most options of a poll.
pub(crate) const POLL_OPTIONS: std::ops::RangeInclusive<usize> = 2..=8;
/// Most characters of an option.
pub(crate) const MAX_OPTION_CHARACTERS: usize = 100;
/// How long a poll lasts, in seconds: five minutes to a month, as on Mastodon.
pub(crate) const POLL_SECONDS: std::ops::RangeInclusive<i64> = 300..=2_629_746;
