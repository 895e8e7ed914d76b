//! Posts that come more than once, since several people boosted them: they are shown once.

use rejoin_api::StatusId;

/// A post comes again, and is shown again, when there are so many rows between.
const FAR: usize = 60;

/// A row of a feed, as far as repeats are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A post.
    Post {
        /// Itself, or of a boost the boosted one.
        original: StatusId,
        /// Whether the reader has boosted it.
        own_boost: bool,
    },
    /// A post that is not known yet.
    Unknown,
    /// Something may be missing here.
    Gap,
}

/// For each row, newest first, the row in whose place it is shown; none for those that are shown themselves.
///
/// The upper one of two is shown: what is being read stands above what is still to be loaded, and nothing that has been drawn
/// goes. A boost of the reader's own is shown where the post stood when they boosted it.
#[must_use]
pub fn repeats(rows: &[Seen]) -> Vec<Option<usize>> {
    let mut into: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        into.push(match row {
            Seen::Post { original, own_boost } => {
                let above = rows.iter().enumerate().take(at).rev().take(FAR);
                let above = above.take_while(|(_, row)| **row != Seen::Gap);
                let shown = above.filter(|(place, _)| into.get(*place).is_some_and(Option::is_none));
                let found = first(shown, original);
                let below = || {
                    let below = rows.iter().enumerate().skip(at + 1).take(FAR);
                    let others =
                        |(_, row): &(usize, &Seen)| !matches!(row, Seen::Post { own_boost: true, .. });
                    first(below.take_while(|(_, row)| **row != Seen::Gap).filter(others), original)
                };
                found.or_else(|| own_boost.then(below).flatten())
            }
            Seen::Unknown | Seen::Gap => None,
        });
    }
    into
}

fn first<'r>(mut rows: impl Iterator<Item = (usize, &'r Seen)>, wanted: &StatusId) -> Option<usize> {
    rows.find(|(_, row)| matches!(row, Seen::Post { original, .. } if original == wanted)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `a` is a post or a boost of it, `A` the reader's own boost of it, `?` not known, `~` a gap.
    fn of(words: &str) -> Vec<Option<usize>> {
        let row = |word: char| match word {
            '?' => Seen::Unknown,
            '~' => Seen::Gap,
            _ => Seen::Post {
                original: word.to_lowercase().to_string().into(),
                own_boost: word.is_uppercase(),
            },
        };
        repeats(&words.chars().map(row).collect::<Vec<_>>())
    }

    #[test]
    fn what_comes_again_is_shown_above() {
        assert_eq!(of("abaa"), [None, None, Some(0), Some(0)]);
        assert_eq!(of("a?b?a"), [None, None, None, None, Some(0)]);
    }

    #[test]
    fn what_one_boosts_oneself_stays_where_it_is() {
        assert_eq!(of("Aba"), [Some(2), None, None]);
        assert_eq!(of("aAba"), [None, Some(0), None, Some(0)]);
        assert_eq!(of("Ab"), [None, None], "the post itself may not be in the feed");
    }

    #[test]
    fn across_a_gap_and_from_far_away_it_comes_again() {
        assert_eq!(of("a~a"), [None, None, None]);
        assert_eq!(of("A~a"), [None, None, None]);
        let far = format!("a{}a", "?".repeat(FAR));
        assert_eq!(of(&far).last(), Some(&None));
        let near = format!("a{}a", "?".repeat(FAR - 1));
        assert_eq!(of(&near).last(), Some(&Some(0)));
    }

    proptest! {
        #[test]
        fn each_is_shown_somewhere(words in "[abcABC?~]{0,90}") {
            let into = of(&words);
            for place in into.iter().flatten() {
                prop_assert_eq!(into[*place], None);
            }
        }
    }
}
