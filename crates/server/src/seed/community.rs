//! All of the community, checked.

use std::collections::HashSet;

use super::{
    people::{Person, people},
    script::{Post, posts},
};

/// Username of the account that a visitor may use.
pub(super) const DEMO: &str = "demo";
/// Its password, which the sign-in page offers.
pub(super) const DEMO_PASSWORD: &str = "demo-harbour";

const PEOPLE: &str = include_str!("community/people.txt");
const SCRIPTS: [(&str, &str); 10] = [
    ("harbour", include_str!("community/harbour.txt")),
    ("kitchen", include_str!("community/kitchen.txt")),
    ("garden", include_str!("community/garden.txt")),
    ("radio", include_str!("community/radio.txt")),
    ("letters", include_str!("community/letters.txt")),
    ("lantern", include_str!("community/lantern.txt")),
    ("workshop", include_str!("community/workshop.txt")),
    ("night", include_str!("community/night.txt")),
    ("newcomer", include_str!("community/newcomer.txt")),
    ("small", include_str!("community/small.txt")),
];

/// Who lives here and what they said.
pub(super) struct Community {
    pub(super) people: Vec<Person>,
    /// Oldest first, so that whatever is answered comes before its answers.
    pub(super) posts: Vec<Post>,
}

impl Community {
    /// Reads the files.
    ///
    /// # Errors
    /// The file, the line, and what is wrong there.
    pub(super) fn read() -> Result<Self, String> {
        let people = people(PEOPLE).map_err(|words| format!("people.txt {words}"))?;
        let mut all = Vec::new();
        for (name, text) in SCRIPTS {
            let first = all.len();
            let script = posts(text).map_err(|words| format!("{name}.txt {words}"))?;
            all.extend(script.into_iter().map(|post| Post {
                parent: post.parent.map(|at| at + first),
                quotes: post.quotes.map(|at| at + first),
                ..post
            }));
        }
        let community = Self { people, posts: oldest_first(all) };
        community.check()?;
        Ok(community)
    }

    /// The person of this name.
    pub(super) fn person(&self, username: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.username == username)
    }

    fn check(&self) -> Result<(), String> {
        let names: HashSet<&str> = self.people.iter().map(|person| person.username.as_str()).collect();
        for post in &self.posts {
            let who = std::iter::once(&post.author).chain(post.boosts.iter().map(|(who, _)| who));
            if let Some(nobody) = who.into_iter().find(|name| !names.contains(name.as_str())) {
                return Err(format!("nobody is called {nobody}"));
            }
            if post.text.is_empty() && post.pictures.is_empty() {
                return Err(format!("{} says nothing", post.author));
            }
            if post.pictures.iter().any(|picture| picture.alt.is_empty()) {
                return Err(format!("a picture of {} has no alt text", post.author));
            }
        }
        Ok(())
    }
}

fn oldest_first(posts: Vec<Post>) -> Vec<Post> {
    let mut order: Vec<usize> = (0..posts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(posts.get(*at).map_or(0, |post| post.ago)));
    let mut place = vec![0; posts.len()];
    for (new, old) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old) {
            *slot = new;
        }
    }
    let mut sorted: Vec<(usize, Post)> = posts
        .into_iter()
        .zip(&place)
        .map(|(post, new)| {
            let parent = post.parent.and_then(|old| place.get(old).copied());
            let quotes = post.quotes.and_then(|old| place.get(old).copied());
            (*new, Post { parent, quotes, ..post })
        })
        .collect();
    sorted.sort_by_key(|(new, _)| *new);
    sorted.into_iter().map(|(_, post)| post).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        seed::script::Poll,
        statuses::{MAX_CHARACTERS, MAX_MEDIA},
        text,
        time::DAY,
    };

    fn depth(community: &Community, mut at: usize) -> usize {
        let mut depth = 0;
        while let Some(parent) = community.posts[at].parent {
            assert!(parent < at, "answers come after what they answer");
            depth += 1;
            at = parent;
        }
        depth
    }

    fn root(community: &Community, at: usize) -> usize {
        community.posts[at].parent.map_or(at, |parent| root(community, parent))
    }

    #[test]
    fn the_community_is_worth_a_visit() {
        let community = Community::read().unwrap();
        assert_eq!(community.people.len(), 16, "fifteen people and the newcomer");
        assert!(community.posts.len() >= 400, "{} posts", community.posts.len());
        let depths: Vec<usize> = (0..community.posts.len()).map(|at| depth(&community, at)).collect();
        assert_eq!(depths.iter().max(), Some(&6));
        let mut answers = vec![0; community.posts.len()];
        for at in 0..community.posts.len() {
            answers[root(&community, at)] += 1;
        }
        assert!(answers.iter().max().unwrap() > &40, "one thread in which everyone speaks");
        let languages: HashSet<_> = community.people.iter().map(|person| person.language.as_str()).collect();
        assert!(languages.len() >= 7, "{languages:?}");
    }

    #[test]
    fn every_kind_of_post_occurs() {
        let community = Community::read().unwrap();
        let count = |is: &dyn Fn(&Post) -> bool| community.posts.iter().filter(|post| is(post)).count();
        assert!(count(&|post| !post.warning.is_empty()) >= 3);
        assert!(count(&|post| post.sensitive && !post.pictures.is_empty()) >= 1);
        assert!(count(&|post| post.former.is_some()) >= 2);
        assert!(count(&|post| post.pinned) >= 2);
        assert!(count(&|post| post.bookmarked) >= 3);
        assert!(count(&|post| post.text.contains("https://")) >= 3);
        let is_open = |post: &Post, poll: &Poll| poll.lasts > post.ago;
        let polls = |open: bool, multiple: bool| {
            count(&|post| {
                post.poll
                    .as_ref()
                    .is_some_and(|poll| is_open(post, poll) == open && poll.multiple == multiple)
            })
        };
        assert!(polls(true, false) >= 1 && polls(false, false) >= 1 && polls(false, true) >= 1);
        for pictures in 1..=4 {
            assert!(count(&|post| post.pictures.len() == pictures) >= 1, "a post of {pictures} pictures");
        }
    }

    #[test]
    fn every_post_would_be_taken_by_the_api() {
        let community = Community::read().unwrap();
        for post in &community.posts {
            assert!(
                text::length(&post.text) + text::length(&post.warning) <= MAX_CHARACTERS - 20,
                "{}",
                post.text
            );
            assert!(post.pictures.len() <= MAX_MEDIA);
            assert!(post.poll.is_none() || post.pictures.is_empty(), "{}", post.text);
            assert!(post.ago < 10 * DAY, "{}", post.text);
        }
        assert!(community.posts.last().unwrap().ago < DAY / 24 / 10, "something was said just now");
    }
}
