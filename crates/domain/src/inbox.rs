//! Mentions that wait for an answer, for those who answer many. What the server has lost from its notifications, and what
//! was decided about a mention, is remembered here.

use rejoin_api::{AccountId, StatusId, Timestamp};

use crate::{record, word};

word! {
    /// What somebody wants to do with a mention.
    pub enum Decision {
        /// Nothing was decided.
        Open = "open",
        /// Answer it another time.
        Later = "later",
        /// Nothing more is to be done.
        Done = "done",
    }
}

record! {
    /// A post that mentions the reader.
    #[derive(Eq)]
    pub struct Mention {
        /// The post.
        pub post: StatusId,
        /// Who wrote it.
        pub account: AccountId,
        /// When.
        pub at: Timestamp,
        /// Whether the reader has answered it.
        pub answered: bool,
        /// When it was put back after an answer: earlier answers count no more.
        pub reopened: Option<Timestamp>,
        /// What was decided.
        pub decision: Decision,
        /// What the reader noted about it, for themselves.
        pub note: String,
    }
}

record! {
    /// All mentions that are remembered.
    #[derive(Eq)]
    pub struct Inbox {
        /// Newest first.
        pub mentions: Vec<Mention>,
    }
}

/// What of a mention is settled is remembered this often; what is not, always.
const SETTLED_KEPT: usize = 500;

impl Mention {
    /// Whether it waits for an answer now.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.answered && self.decision == Decision::Open
    }

    /// Whether it waits for an answer some other time.
    #[must_use]
    pub fn waits_for_later(&self) -> bool {
        !self.answered && self.decision == Decision::Later
    }
}

impl Inbox {
    /// Takes in mentions that the server tells of. Says whether one of them was known, so that older ones are, too.
    pub fn take(&mut self, found: Vec<Mention>) -> bool {
        let mut knew_one = false;
        for mention in found {
            if self.mentions.iter().any(|known| known.post == mention.post) {
                knew_one = true;
            } else {
                self.mentions.push(mention);
            }
        }
        self.mentions.sort_by_key(|mention| std::cmp::Reverse(mention.at));
        let mut settled = 0;
        self.mentions.retain(|mention| {
            settled += usize::from(mention.answered || mention.decision == Decision::Done);
            settled <= SETTLED_KEPT || !(mention.answered || mention.decision == Decision::Done)
        });
        knew_one
    }

    /// Notes that the reader has answered these posts, each at its time. Says whether that is news.
    pub fn answered(&mut self, posts: &[(StatusId, Timestamp)]) -> bool {
        let mut is_news = false;
        for mention in self.mentions.iter_mut().filter(|one| !one.answered) {
            let counts = |(post, at): &(StatusId, Timestamp)| {
                *post == mention.post && mention.reopened.is_none_or(|reopened| *at > reopened)
            };
            mention.answered = posts.iter().any(counts);
            is_news |= mention.answered;
        }
        is_news
    }

    /// Decides about a mention, now.
    pub fn decide(&mut self, post: &StatusId, decision: Decision, now: Timestamp) {
        for mention in self.mentions.iter_mut().filter(|one| one.post == *post) {
            // Who puts an answered one back wants to see it again.
            if mention.answered && decision != Decision::Done {
                (mention.answered, mention.reopened) = (false, Some(now));
            }
            mention.decision = decision;
        }
    }

    /// Notes something about a mention.
    pub fn note(&mut self, post: &StatusId, words: &str) {
        for mention in self.mentions.iter_mut().filter(|one| one.post == *post) {
            words.trim().clone_into(&mut mention.note);
        }
    }

    /// Forgets a post that is gone.
    pub fn remove(&mut self, post: &StatusId) {
        self.mentions.retain(|one| one.post != *post);
    }

    /// When the oldest was written that nothing was decided about.
    #[must_use]
    pub fn oldest_waiting(&self) -> Option<Timestamp> {
        self.mentions
            .iter()
            .rev()
            .find(|one| !one.answered && one.decision != Decision::Done)
            .map(|one| one.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(post: &str, at: i64) -> Mention {
        Mention {
            post: post.into(),
            account: "a".into(),
            at: Timestamp::from_millis(at),
            ..Mention::default()
        }
    }

    fn waiting(inbox: &Inbox) -> Vec<&str> {
        inbox.mentions.iter().filter(|one| one.waits()).map(|one| one.post.as_str()).collect()
    }

    #[test]
    fn what_was_decided_outlives_what_the_server_tells() {
        let mut inbox = Inbox::default();
        assert!(!inbox.take(vec![mention("2", 2), mention("1", 1)]));
        inbox.decide(&"1".into(), Decision::Later, Timestamp::from_millis(9));
        inbox.note(&"1".into(), " ask Ben ");
        assert!(inbox.take(vec![mention("3", 3), mention("1", 1)]));
        assert_eq!(waiting(&inbox), ["3", "2"]);
        assert!(inbox.mentions.last().is_some_and(|one| one.waits_for_later() && one.note == "ask Ben"));
        assert_eq!(inbox.oldest_waiting(), Some(Timestamp::from_millis(1)));
    }

    #[test]
    fn what_was_answered_waits_no_more_until_it_is_put_back() {
        let mut inbox = Inbox::default();
        inbox.take(vec![mention("2", 2), mention("1", 1)]);
        let at = |post: &str, at: i64| (StatusId::from(post), Timestamp::from_millis(at));
        assert!(inbox.answered(&[at("2", 5), at("9", 5)]));
        assert!(!inbox.answered(&[at("2", 5)]));
        assert_eq!(waiting(&inbox), ["1"]);
        inbox.decide(&"2".into(), Decision::Open, Timestamp::from_millis(7));
        assert!(!inbox.answered(&[at("2", 5)]), "that answer is known");
        assert_eq!(waiting(&inbox), ["2", "1"]);
        assert!(inbox.answered(&[at("2", 5), at("2", 8)]), "another one is not");
        inbox.remove(&"2".into());
        assert_eq!(waiting(&inbox), ["1"]);
    }

    #[test]
    fn of_those_that_are_settled_the_oldest_go_and_of_the_others_none() {
        let mut inbox = Inbox::default();
        inbox.take((0..900).map(|at| mention(&at.to_string(), at)).collect());
        for at in 100..900 {
            inbox.decide(&at.to_string().as_str().into(), Decision::Done, Timestamp::from_millis(9));
        }
        inbox.take(vec![mention("new", 1_000)]);
        assert_eq!(waiting(&inbox).len(), 101);
        assert_eq!(inbox.mentions.len(), 101 + SETTLED_KEPT);
        assert!(inbox.mentions.iter().any(|one| one.post.as_str() == "899"));
    }

    #[test]
    fn it_is_stored_as_it_is() {
        let mut inbox = Inbox::default();
        inbox.take(vec![mention("2", 2)]);
        inbox.decide(&"2".into(), Decision::Later, Timestamp::from_millis(9));
        let text = serde_json::to_string(&inbox).unwrap();
        assert_eq!(rejoin_api::parse::<Inbox>(&text).as_ref(), Ok(&inbox));
    }
}
