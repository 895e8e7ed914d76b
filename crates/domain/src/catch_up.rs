//! What was said while one was away: by whom, about what, and what was answered most. Made of what the device has.

use std::collections::{BTreeMap, HashMap, HashSet};

use rejoin_api::{AccountId, StatusId};

use crate::{Post, words};

/// What was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CatchUp {
    /// All posts, those with most answers first; among equals those with most boosts and favourites, then the newest.
    pub most_answered: Vec<StatusId>,
    /// Who wrote them, who was answered most first; each with their posts in the order above.
    pub by_author: Vec<(AccountId, Vec<StatusId>)>,
    /// What several people wrote about, what most wrote about first: hashtags with their sign, and words.
    pub by_topic: Vec<(String, Vec<StatusId>)>,
}

/// So many topics are named.
const TOPICS: usize = 20;

/// A word of a topic has at least so many letters; shorter ones hold sentences together.
const LETTERS: usize = 6;

impl CatchUp {
    /// Of these posts, none of them a boost and each once.
    #[must_use]
    pub fn of<P: AsRef<Post>>(posts: &[P]) -> Self {
        let mut posts: Vec<&Post> = posts.iter().map(AsRef::as_ref).collect();
        posts.sort_by_key(|post| {
            let liked = post.reblogs_count + post.favourites_count;
            std::cmp::Reverse((post.replies_count, liked, post.created_at))
        });
        Self {
            most_answered: posts.iter().map(|post| post.id.clone()).collect(),
            by_author: by_author(&posts),
            by_topic: by_topic(&posts),
        }
    }
}

fn by_author(posts: &[&Post]) -> Vec<(AccountId, Vec<StatusId>)> {
    let mut authors: Vec<(AccountId, u64, Vec<StatusId>)> = Vec::new();
    for post in posts {
        match authors.iter_mut().find(|(id, ..)| *id == post.account) {
            Some((_, answers, written)) => {
                *answers += post.replies_count;
                written.push(post.id.clone());
            }
            None => authors.push((post.account.clone(), post.replies_count, vec![post.id.clone()])),
        }
    }
    authors.sort_by_key(|(_, answers, written)| std::cmp::Reverse((*answers, written.len())));
    authors.into_iter().map(|(id, _, written)| (id, written)).collect()
}

fn by_topic(posts: &[&Post]) -> Vec<(String, Vec<StatusId>)> {
    let mut topics: BTreeMap<String, Vec<&Post>> = BTreeMap::new();
    for post in posts {
        for topic in topics_of(post) {
            topics.entry(topic).or_default().push(post);
        }
    }
    // A word in every fourth post says nothing of any.
    let many = (posts.len() / 4).max(4);
    let authors = |posts: &[&Post]| posts.iter().map(|post| &post.account).collect::<HashSet<_>>().len();
    let mut topics: Vec<(String, Vec<&Post>)> = topics
        .into_iter()
        .filter(|(topic, posts)| authors(posts) > 1 && (topic.starts_with('#') || posts.len() <= many))
        .collect();
    topics.sort_by_key(|(topic, posts)| {
        std::cmp::Reverse((authors(posts), topic.starts_with('#'), posts.len()))
    });
    let mut shown: HashMap<Vec<&str>, ()> = HashMap::new();
    // Two words of the same posts are one topic.
    topics
        .retain(|(_, posts)| shown.insert(posts.iter().map(|post| post.id.as_str()).collect(), ()).is_none());
    topics.truncate(TOPICS);
    let ids = |posts: Vec<&Post>| posts.into_iter().map(|post| post.id.clone()).collect();
    topics.into_iter().map(|(topic, posts)| (topic, ids(posts))).collect()
}

/// The hashtags of a post and its longer words, each once.
fn topics_of(post: &Post) -> HashSet<String> {
    let tags: HashSet<String> = post.tags.iter().map(|tag| tag.name.to_lowercase()).collect();
    let words = words::longer(&post.content.plain_text(), LETTERS).into_iter();
    let mut topics: HashSet<String> = words.filter(|word| !tags.contains(word)).collect();
    topics.extend(tags.into_iter().map(|tag| format!("#{tag}")));
    topics
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rejoin_api::StatusTag;

    use super::*;
    use crate::richtext::compose;

    fn post(id: &str, author: &str, replies: u64, text: &str, tags: &[&str]) -> Arc<Post> {
        let tags = tags.iter().map(|name| StatusTag { name: (*name).to_owned(), ..StatusTag::default() });
        Arc::new(Post {
            id: id.into(),
            account: author.into(),
            replies_count: replies,
            content: compose(text),
            tags: tags.collect(),
            ..Post::default()
        })
    }

    #[test]
    fn what_was_answered_most_comes_first() {
        let posts = [post("1", "a", 1, "x", &[]), post("2", "b", 5, "x", &[]), post("3", "a", 7, "x", &[])];
        let all = CatchUp::of(&posts);
        let order: Vec<&str> = all.most_answered.iter().map(StatusId::as_str).collect();
        assert_eq!(order, ["3", "2", "1"]);
        let authors: Vec<(&str, usize)> =
            all.by_author.iter().map(|(id, posts)| (id.as_str(), posts.len())).collect();
        assert_eq!(authors, [("a", 2), ("b", 1)]);
    }

    #[test]
    fn a_topic_is_what_several_people_write_about() {
        let posts = [
            post("1", "a", 0, "The lanterns over the harbour", &["LanternNight"]),
            post("2", "b", 0, "Lanterns, at last!", &["lanternnight"]),
            post("3", "a", 0, "Bicycle, bicycle", &[]),
            post("4", "a", 0, "Another bicycle @bicycle https://bicycle.example", &[]),
            post("5", "c", 0, "The harbour is shut", &[]),
        ];
        let topics = CatchUp::of(&posts).by_topic;
        let named: Vec<(&str, usize)> =
            topics.iter().map(|(name, posts)| (name.as_str(), posts.len())).collect();
        // The word of the same two posts is the hashtag's topic once more.
        assert_eq!(named, [("#lanternnight", 2), ("harbour", 2)]);
    }
}
