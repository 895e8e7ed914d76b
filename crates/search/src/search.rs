//! Answering a query: the posts of each phrase as sorted numbers, intersected; then the conditions; then the newest.

use crate::index::{Index, Kept};
use crate::postings::Postings;
use crate::query::{Condition, Part, Phrase, Query, Wish};
use std::ops::Bound;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The ids of the newest, newest first.
    pub ids: Vec<String>,
    /// How many there are altogether.
    pub total: usize,
}

impl Index {
    /// The posts that a query means, newest first, at most `limit` of them. An empty query means none.
    #[must_use]
    pub fn search(&self, query: &Query, limit: usize) -> Found {
        if query.is_empty() {
            return Found::default();
        }
        let unwanted: Vec<Vec<u32>> = query.unwanted.iter().map(|phrase| self.posts_with(phrase)).collect();
        let fits = |number: &u32| unwanted.iter().all(|posts| posts.binary_search(number).is_err());
        let mut found: Vec<(i64, u32)> = self
            .candidates(&query.wanted)
            .into_iter()
            .filter(fits)
            .filter_map(|number| Some((number, self.posts.get(number as usize)?.as_ref()?)))
            .filter(|(_, kept)| query.allows(kept))
            .map(|(number, kept)| (kept.created_at, number))
            .collect();
        let total = found.len();
        newest(&mut found, limit);
        let id = |(_, number): (i64, u32)| Some(self.posts.get(number as usize)?.as_ref()?.id.to_string());
        Found { ids: found.into_iter().filter_map(id).collect(), total }
    }

    /// The numbers of the posts that have all phrases; of all posts when there is none.
    fn candidates(&self, wanted: &[Phrase]) -> Vec<u32> {
        let mut wanted = wanted.iter();
        let Some(first) = wanted.next() else {
            return (0..self.posts.len()).filter_map(|number| u32::try_from(number).ok()).collect();
        };
        let mut posts = self.posts_with(first);
        for phrase in wanted {
            if posts.is_empty() {
                break;
            }
            posts = common(&posts, &self.posts_with(phrase));
        }
        posts
    }

    /// The numbers of the posts that have a phrase, rising.
    fn posts_with(&self, phrase: &Phrase) -> Vec<u32> {
        let mut posts = match phrase.0.as_slice() {
            [part] => self.posts_of(part),
            parts => {
                let mut parts = parts.iter();
                let mut starts = parts.next().map(|part| self.starts(part)).unwrap_or_default();
                for part in parts {
                    if starts.is_empty() {
                        break;
                    }
                    starts = common(&starts, &self.starts(part));
                }
                starts.into_iter().map(|start| (start >> 32) as u32).collect()
            }
        };
        posts.dedup();
        posts
    }

    fn posts_of(&self, part: &Part) -> Vec<u32> {
        if !part.prefix {
            let mut posts = Vec::new();
            self.lists(part, |list| list.posts(|post| posts.push(post)));
            return posts;
        }
        // A single letter begins thousands of words: ticking posts off is quicker than sorting what they stand in.
        let mut ticks = vec![0_u64; self.posts.len() / 64 + 1];
        self.lists(part, |list| {
            list.posts(|post| {
                if let Some(tick) = ticks.get_mut(post as usize / 64) {
                    *tick |= 1 << (post % 64);
                }
            });
        });
        let numbers = (0_u32..).step_by(64).zip(ticks);
        numbers
            .flat_map(|(first, tick)| {
                (0..64).filter(move |bit| tick >> bit & 1 == 1).map(move |bit| first + bit)
            })
            .collect()
    }

    /// Where phrases with this part would begin: the post's number above the position.
    fn starts(&self, part: &Part) -> Vec<u64> {
        let mut starts = Vec::new();
        self.lists(part, |list| {
            list.positions(|post, position| {
                if let Some(start) = position.checked_sub(part.offset) {
                    starts.push(u64::from(post) << 32 | u64::from(start));
                }
            });
        });
        if part.prefix {
            // One list is in order by itself; several that were put behind each other are not.
            starts.sort_unstable();
        }
        starts
    }

    fn lists(&self, part: &Part, mut each: impl FnMut(&Postings)) {
        let term = part.term.as_str();
        if part.prefix {
            let from = (Bound::Included(term), Bound::Unbounded);
            let longer = self.terms.range::<str, _>(from).take_while(|(longer, _)| longer.starts_with(term));
            longer.for_each(|(_, list)| each(list));
        } else if let Some(list) = self.terms.get(term) {
            each(list);
        }
    }
}

impl Query {
    fn allows(&self, kept: &Kept) -> bool {
        self.conditions.iter().all(|(condition, wish)| condition.holds(kept) == (*wish == Wish::Wanted))
    }
}

impl Condition {
    fn holds(&self, kept: &Kept) -> bool {
        match self {
            Self::Author(address) if address.contains('@') => *kept.author == **address,
            Self::Author(user) => kept.author.split('@').next() == Some(user.as_str()),
            Self::Marks(marks) => kept.marks.has(*marks),
            Self::Before(moment) => kept.created_at < *moment,
            Self::Since(moment) => kept.created_at >= *moment,
            Self::Language(language) => {
                let rest = kept.language.strip_prefix(language.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
            }
        }
    }
}

/// What two rising lists have in common. The shorter is walked, the longer is leapt through.
fn common<T: Ord + Copy>(one: &[T], other: &[T]) -> Vec<T> {
    let (short, mut long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut out = Vec::new();
    for number in short {
        let mut reach = 1;
        while long.get(reach).is_some_and(|candidate| candidate < number) {
            reach *= 2;
        }
        let (near, _) = long.split_at(long.len().min(reach + 1));
        let skip = near.partition_point(|candidate| candidate < number);
        long = long.get(skip..).unwrap_or_default();
        if long.first() == Some(number) {
            out.push(*number);
        }
    }
    out
}

/// Leaves the newest, newest first; of two from the same moment the one that came later.
fn newest(found: &mut Vec<(i64, u32)>, limit: usize) {
    if limit < found.len() {
        found.select_nth_unstable_by(limit, |one, other| other.cmp(one));
        found.truncate(limit);
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
}
