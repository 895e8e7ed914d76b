//! How much the neighbours may say: enough to be company, never a flood.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use crate::ids::ConversationId;

/// Most answers in one thread.
const IN_THREAD: u32 = 12;
/// Most answers in a minute, to everybody together.
const IN_MINUTE: usize = 20;
const MINUTE: Duration = Duration::from_secs(60);
/// Threads remembered before all are forgotten.
const THREADS: usize = 10_000;

/// What was spent.
#[derive(Debug, Default)]
pub(super) struct Budget {
    threads: HashMap<ConversationId, u32>,
    recent: VecDeque<Instant>,
}

impl Budget {
    /// Takes one answer in `thread` out of the budget, or says that there is none left.
    pub(super) fn spend(&mut self, thread: ConversationId, now: Instant) -> bool {
        while self.recent.front().is_some_and(|spent| now.duration_since(*spent) > MINUTE) {
            self.recent.pop_front();
        }
        if self.threads.len() > THREADS {
            self.threads.clear();
        }
        let in_thread = self.threads.entry(thread).or_default();
        if *in_thread >= IN_THREAD || self.recent.len() >= IN_MINUTE {
            return false;
        }
        *in_thread += 1;
        self.recent.push_back(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_and_a_minute_hold_so_many_answers() {
        let (mut budget, start) = (Budget::default(), Instant::now());
        let in_one = (0..100).filter(|_| budget.spend(ConversationId(1), start)).count();
        assert_eq!(in_one, IN_THREAD as usize);
        let in_others = (2..100).filter(|thread| budget.spend(ConversationId(*thread), start)).count();
        assert_eq!(in_one + in_others, IN_MINUTE);
        assert!(budget.spend(ConversationId(100), start + MINUTE * 2), "a new minute");
        assert!(!budget.spend(ConversationId(1), start + MINUTE * 2), "the thread stays full");
    }
}
