//! How much may be asked of a server. Mastodon's limits, which others are not known to undercut: 300 requests in 5 minutes,
//! and of these 30 uploads and 30 deletions in 30 minutes.
//!
//! Every request is counted. Sending what waits stops before a limit and leaves room for who reads; reading is held back only
//! when the server has asked for a pause, which is then kept for everything of its kind. The counts are stored with each
//! entry that is sent, so that the next tab or the next start goes on from there.

use rejoin_api::{Call, Method, Response, Timestamp};
use rejoin_domain::record;

/// The name of the counts among the values of the store.
pub(super) const STORED: &str = "budget";

/// The span of all requests and that of uploads and deletions, in milliseconds.
const SHORT: i64 = 300_000;
const LONG: i64 = 1_800_000;
/// Requests are counted in steps of this length, in milliseconds.
const STEP: i64 = 10_000;
/// What sending may use of the 300 requests.
const REQUESTS: u32 = 240;
/// What it may use of the 30 uploads or deletions.
const RARE: usize = 28;
/// The longest pause that is believed, in milliseconds: a clock may be wrong.
const LONGEST_PAUSE: i64 = 1_800_000;

/// What a request counts as besides being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Upload,
    Deletion,
}

impl Kind {
    pub(super) fn of(call: &Call) -> Self {
        match call.method {
            Method::Post if call.path.ends_with("/media") => Self::Upload,
            Method::Post if call.path.ends_with("/unreblog") => Self::Deletion,
            Method::Delete => Self::Deletion,
            _ => Self::Plain,
        }
    }
}

record! {
    /// What was asked lately, and until when the server wants to be left alone.
    pub(super) struct Budget {
        steps: Vec<Step>,
        uploads: Vec<Timestamp>,
        deletions: Vec<Timestamp>,
        pause: Timestamp,
        uploads_pause: Timestamp,
        deletions_pause: Timestamp,
    }
}

record! {
    /// How many requests there were in a step.
    pub(super) struct Step {
        at: Timestamp,
        count: u32,
    }
}

impl Budget {
    /// Counts a request.
    pub(super) fn count(&mut self, kind: Kind, now: Timestamp) {
        match self.steps.last_mut() {
            Some(step) if within(step.at, now, STEP) => step.count += 1,
            _ => {
                self.steps.retain(|step| within(step.at, now, SHORT + STEP));
                self.steps.push(Step { at: now, count: 1 });
            }
        }
        if let Some(list) = self.rare(kind) {
            list.push(now);
        }
    }

    /// Heeds what an answer says of limits.
    pub(super) fn heed(&mut self, kind: Kind, response: &Response, now: Timestamp) {
        let spent = response.header("x-ratelimit-remaining").is_some_and(|left| left.trim() == "0");
        if response.status != 429 && response.status != 503 && !spent {
            return;
        }
        let told = response.retry_after().map(|seconds| i64::from(seconds) * 1000);
        let reset = response.rate_limit_reset().map(|reset| reset.as_millis() - now.as_millis());
        let Some(wait) = told.or(reset) else { return };
        let until = Timestamp::from_millis(now.as_millis() + wait.clamp(0, LONGEST_PAUSE));
        let pause = match kind {
            Kind::Plain => &mut self.pause,
            Kind::Upload => &mut self.uploads_pause,
            Kind::Deletion => &mut self.deletions_pause,
        };
        *pause = (*pause).max(until);
    }

    /// Until when the server wants to be left alone with requests of a kind; `None` when it does not.
    pub(super) fn paused(&self, kind: Kind, now: Timestamp) -> Option<Timestamp> {
        let own = match kind {
            Kind::Plain => self.pause,
            Kind::Upload => self.uploads_pause,
            Kind::Deletion => self.deletions_pause,
        };
        let until = own.max(self.pause);
        // A clock that was set back must not stop everything for longer than a pause can be.
        (until > now && within(now, until, LONGEST_PAUSE)).then_some(until)
    }

    /// When something that waits may be sent: `None` for now.
    pub(super) fn free_at(&self, kind: Kind, now: Timestamp) -> Option<Timestamp> {
        let recent = || self.steps.iter().filter(|step| within(step.at, now, SHORT + STEP));
        let asked: u32 = recent().map(|step| step.count).sum();
        let after = |at: Timestamp, span: i64| Timestamp::from_millis(at.as_millis() + span);
        let short = recent().next().filter(|_| asked >= REQUESTS).map(|step| after(step.at, SHORT + STEP));
        let rare = match kind {
            Kind::Plain => &[][..],
            Kind::Upload => &self.uploads,
            Kind::Deletion => &self.deletions,
        };
        let mut lately = rare.iter().filter(|at| within(**at, now, LONG));
        let crowded = lately.clone().count() >= RARE;
        let long = lately.next().filter(|_| crowded).map(|at| after(*at, LONG));
        [self.paused(kind, now), short, long].into_iter().flatten().max()
    }

    /// Takes over what was counted before this engine began.
    pub(super) fn resume(&mut self, stored: Self) {
        let counted = std::mem::replace(self, stored);
        self.steps.extend(counted.steps);
        self.uploads.extend(counted.uploads);
        self.deletions.extend(counted.deletions);
        self.pause = self.pause.max(counted.pause);
        self.uploads_pause = self.uploads_pause.max(counted.uploads_pause);
        self.deletions_pause = self.deletions_pause.max(counted.deletions_pause);
    }

    /// Forgets what no longer counts.
    pub(super) fn trim(&mut self, now: Timestamp) {
        self.steps.retain(|step| within(step.at, now, SHORT + STEP));
        self.uploads.retain(|at| within(*at, now, LONG));
        self.deletions.retain(|at| within(*at, now, LONG));
    }

    fn rare(&mut self, kind: Kind) -> Option<&mut Vec<Timestamp>> {
        match kind {
            Kind::Plain => None,
            Kind::Upload => Some(&mut self.uploads),
            Kind::Deletion => Some(&mut self.deletions),
        }
    }
}

/// Whether `now` is less than `span` milliseconds after `at`.
fn within(at: Timestamp, now: Timestamp, span: i64) -> bool {
    (0..span).contains(&(now.as_millis() - at.as_millis()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(1_000_000_000 + millis)
    }

    #[test]
    fn sending_leaves_room_for_who_reads() {
        let mut budget = Budget::default();
        for n in 0..i64::from(REQUESTS) {
            assert_eq!(budget.free_at(Kind::Plain, at(n * 100)), None, "{n}");
            budget.count(Kind::Plain, at(n * 100));
        }
        let free = budget.free_at(Kind::Plain, at(24_000)).expect("must wait");
        assert!(free >= at(SHORT));
        assert_eq!(budget.free_at(Kind::Plain, free), None);
        assert_eq!(budget.paused(Kind::Plain, at(24_000)), None, "reading goes on");
    }

    #[test]
    fn uploads_and_deletions_have_their_own_limit_that_survives_a_start() {
        let mut budget = Budget::default();
        for n in 0..14 {
            budget.count(Kind::Upload, at(n));
        }
        let mut later = Budget::default();
        for n in 100..114 {
            later.count(Kind::Upload, at(n));
        }
        later.resume(budget);
        assert_eq!(later.free_at(Kind::Upload, at(200)), Some(at(LONG)));
        assert_eq!(later.free_at(Kind::Plain, at(200)), None);
        assert_eq!(later.free_at(Kind::Deletion, at(200)), None);
    }

    #[test]
    fn a_pause_is_kept_for_all_of_its_kind() {
        let limited = Response {
            status: 429,
            headers: vec![("retry-after".into(), "60".into())],
            ..Response::default()
        };
        let mut budget = Budget::default();
        budget.heed(Kind::Upload, &limited, at(0));
        assert_eq!(budget.paused(Kind::Upload, at(59_999)), Some(at(60_000)));
        assert_eq!(budget.paused(Kind::Upload, at(60_000)), None);
        assert_eq!(budget.paused(Kind::Plain, at(1)), None);
        budget.heed(Kind::Plain, &limited, at(0));
        assert_eq!(budget.paused(Kind::Deletion, at(1)), Some(at(60_000)));
        assert_eq!(budget.paused(Kind::Plain, at(-LONGEST_PAUSE)), None, "the clock was set back");
    }

    #[test]
    fn a_budget_that_is_spent_is_a_pause_until_its_reset() {
        let mut budget = Budget::default();
        let now = Timestamp::parse("2026-01-01T00:00:00Z").expect("a time");
        let headers = vec![
            ("x-ratelimit-remaining".into(), "0".into()),
            ("x-ratelimit-reset".into(), "2026-01-01T00:02:00Z".into()),
        ];
        budget.heed(Kind::Plain, &Response { status: 200, headers, ..Response::default() }, now);
        assert_eq!(budget.paused(Kind::Plain, now), Timestamp::parse("2026-01-01T00:02:00Z"));
    }
}
