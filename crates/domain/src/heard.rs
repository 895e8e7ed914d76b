//! What came back to a post of one's own: its counts as they were seen over time, and its answers.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rejoin_api::{AccountId, StatusId, Timestamp};

use crate::{Post, record, words};

record! {
    /// What was counted on a post when the device looked.
    #[derive(Eq)]
    pub struct Sample {
        /// When.
        pub at: Timestamp,
        /// How many had answered.
        pub replies: u64,
        /// How many had boosted it.
        pub boosts: u64,
        /// How many had favourited it.
        pub favourites: u64,
        /// How many had voted for each option of its poll; empty without one, or while that is hidden.
        pub votes: Vec<u64>,
    }
}

/// So many samples are kept of a post.
const KEPT: usize = 64;

impl Sample {
    /// What is counted on a post now.
    #[must_use]
    pub fn of(post: &Post, now: Timestamp) -> Self {
        let options = post.poll.iter().flat_map(|poll| &poll.options);
        Self {
            at: now,
            replies: post.replies_count,
            boosts: post.reblogs_count,
            favourites: post.favourites_count,
            votes: options.map(|option| option.votes_count).collect::<Option<_>>().unwrap_or_default(),
        }
    }

    fn counts_as(&self, other: &Self) -> bool {
        let counts = |one: &Self| (one.replies, one.boosts, one.favourites);
        counts(self) == counts(other) && self.votes == other.votes
    }

    /// Adds a sample to those there are, the oldest first, if it counts something else. Says whether it did. When there are
    /// too many, the one goes that is missed least: whose neighbours are closest in time.
    pub fn note(self, samples: &mut Vec<Self>) -> bool {
        if samples.last().is_some_and(|last| last.counts_as(&self) || last.at > self.at) {
            return false;
        }
        samples.push(self);
        if samples.len() > KEPT {
            let distance = |three: &[Self]| match three {
                [before, _, after] => after.at.as_millis() - before.at.as_millis(),
                _ => i64::MAX,
            };
            let least = samples.windows(3).enumerate().min_by_key(|(_, three)| distance(three));
            if let Some((place, _)) = least {
                samples.remove(place + 1);
            }
        }
        true
    }
}

/// A post below one's own, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The post.
    pub id: StatusId,
    /// Who wrote it.
    pub author: AccountId,
    /// What it answers.
    pub to: Option<StatusId>,
    /// What it says.
    pub text: String,
}

/// Somebody's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The post.
    pub id: StatusId,
    /// Who wrote it.
    pub author: AccountId,
    /// Whether it asks something.
    pub asks: bool,
    /// Whether oneself has answered it.
    pub answered: bool,
    /// Whether this is the first that one has heard of its author.
    pub is_new: bool,
}

/// The answers of others among the posts below one's own. `known` are those one has heard of before.
#[must_use]
pub fn answers(me: &AccountId, replies: &[Reply], known: &HashSet<AccountId>) -> Vec<Answer> {
    let own = replies.iter().filter(|reply| reply.author == *me);
    let answered: HashSet<&StatusId> = own.filter_map(|reply| reply.to.as_ref()).collect();
    let answer = |reply: &Reply| Answer {
        id: reply.id.clone(),
        author: reply.author.clone(),
        asks: asks(&reply.text),
        answered: answered.contains(&reply.id),
        is_new: !known.contains(&reply.author),
    };
    replies.iter().filter(|reply| reply.author != *me).map(answer).collect()
}

/// A word of answers has at least so many letters; shorter ones hold sentences together.
const LETTERS: usize = 4;

/// Answers by a word that they share and the question has not, most shared first; each stands once, those that share none with
/// another are left out.
#[must_use]
pub fn by_words(question: &str, answers: &[(StatusId, String)]) -> Vec<(String, Vec<StatusId>)> {
    let asked = words::longer(question, LETTERS);
    let mut left: Vec<(&StatusId, BTreeSet<String>)> =
        answers.iter().map(|(id, text)| (id, words::longer(text, LETTERS))).collect();
    // What more than half of many say is how people say it, not what.
    let most = if answers.len() < 6 { answers.len() } else { answers.len() / 2 };
    let mut groups = Vec::new();
    loop {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let words = left.iter().flat_map(|(_, words)| words).filter(|word| !asked.contains(*word));
        words.for_each(|word| *counts.entry(word).or_default() += 1);
        // Of words that are shared as often, the longest says most.
        let best = counts
            .into_iter()
            .filter(|(_, count)| (2..=most).contains(count))
            .max_by_key(|(word, count)| (*count, word.chars().count()));
        let Some((word, _)) = best else { return groups };
        let word = word.to_owned();
        let (shared, rest) = left.into_iter().partition(|(_, words)| words.contains(&word));
        left = rest;
        let shared: Vec<(&StatusId, BTreeSet<String>)> = shared;
        groups.push((word, shared.into_iter().map(|(id, _)| id.clone()).collect()));
    }
}

/// Whether somebody asks something: a word ends with a question mark of any script. Those in addresses of the web count no
/// more than an address does.
#[must_use]
pub fn asks(text: &str) -> bool {
    const MARKS: [char; 4] = ['?', '？', '؟', '\u{37e}'];
    text.split_whitespace().filter(|word| !word.contains("://")).any(|word| {
        // In scripts without spaces what follows the mark is the same word.
        let closes = |rest: &str| rest.chars().next().is_none_or(|next| !next.is_ascii_alphanumeric());
        MARKS.iter().any(|mark| word.split_once(*mark).is_some_and(|(_, rest)| closes(rest)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample(at: i64, replies: u64) -> Sample {
        Sample { at: Timestamp::from_millis(at), replies, ..Sample::default() }
    }

    #[test]
    fn only_what_counts_something_else_is_noted() {
        let mut samples = Vec::new();
        assert!(sample(1, 0).note(&mut samples));
        assert!(!sample(2, 0).note(&mut samples));
        assert!(sample(3, 1).note(&mut samples));
        assert!(!sample(2, 5).note(&mut samples), "an answer that was late");
        let times: Vec<i64> = samples.iter().map(|one| one.at.as_millis()).collect();
        assert_eq!(times, [1, 3]);
    }

    proptest! {
        #[test]
        fn the_first_and_the_last_are_kept_and_never_too_many(steps in proptest::collection::vec(1..100_000_i64, 0..300)) {
            let mut samples = Vec::new();
            let mut at = 0;
            for (number, step) in steps.iter().enumerate() {
                at += step;
                prop_assert!(sample(at, number as u64).note(&mut samples));
            }
            prop_assert!(samples.len() <= KEPT);
            prop_assert!(samples.is_sorted_by_key(|one| one.at));
            prop_assert_eq!(samples.first().map(|one| one.at.as_millis()), steps.first().copied());
            prop_assert_eq!(samples.last().map_or(0, |one| one.at.as_millis()), at);
        }
    }

    #[test]
    fn questions_are_told_from_other_marks() {
        for text in ["Which bread?", "really?! no", "どこですか？はい", "أين؟", "(why?)"] {
            assert!(asks(text), "{text}");
        }
        for text in ["I see", "https://a.example/?q=1", "a?b=c", "Good!"] {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn answers_that_share_a_word_stand_together() {
        let answers = [
            ("1", "Rye from the mill"),
            ("2", "The mill has flour, too"),
            ("3", "Sourdough, which bread else?"),
            ("4", "sourdough!"),
            ("5", "Ask @nell"),
        ];
        let answers: Vec<(StatusId, String)> =
            answers.iter().map(|(id, text)| ((*id).into(), (*text).to_owned())).collect();
        let groups = by_words("Which bread?", &answers);
        let told: Vec<(&str, Vec<&str>)> = groups
            .iter()
            .map(|(word, ids)| (word.as_str(), ids.iter().map(StatusId::as_str).collect()))
            .collect();
        assert_eq!(told, [("sourdough", vec!["3", "4"]), ("mill", vec!["1", "2"])]);
    }

    #[test]
    fn answers_are_those_of_others_and_know_whether_they_were_answered() {
        let reply = |id: &str, author: &str, to: &str, text: &str| Reply {
            id: id.into(),
            author: author.into(),
            to: Some(to.into()),
            text: text.into(),
        };
        let replies = [
            reply("1", "ben", "0", "Where?"),
            reply("2", "me", "1", "There"),
            reply("3", "dora", "0", "Nice"),
            reply("4", "ben", "2", "Thanks"),
        ];
        let known = HashSet::from(["ben".into()]);
        let found = answers(&"me".into(), &replies, &known);
        let told: Vec<_> =
            found.iter().map(|one| (one.id.as_str(), one.asks, one.answered, one.is_new)).collect();
        assert_eq!(told, [("1", true, true, false), ("3", false, false, true), ("4", false, false, false)]);
    }
}
