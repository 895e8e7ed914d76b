//! The index: what is kept of each post, and which posts each token stands in.
//!
//! Posts are numbered as they come. One that changes is crossed out and gets a new number, so that lists only grow at
//! their end; when too many are crossed out everything is numbered anew ([`Index::put`] and [`Index::remove`] do so by
//! themselves, rarely).

use crate::postings::Postings;
use crate::tokens::tokens;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Positions left free between two texts of a post, so that no phrase reaches from one into the next.
const BETWEEN_TEXTS: u32 = 8;

/// So many crossed-out posts are always tolerated.
const CROSSED_OUT: usize = 1_000;

/// What a post has or is, for `has:` and `in:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// Nothing of it.
    pub const NONE: Self = Self(0);
    /// Pictures, video or sound.
    pub const MEDIA: Self = Self(1);
    /// A poll.
    pub const POLL: Self = Self(2);
    /// A link to elsewhere.
    pub const LINK: Self = Self(4);
    /// Bookmarked by the reader.
    pub const BOOKMARKED: Self = Self(8);
    /// Favourited by the reader.
    pub const FAVOURITED: Self = Self(16);

    /// These and those.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of those are among these.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A post as it is handed to the index.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// The server's id.
    pub id: &'a str,
    /// Its author's full address, `user@host`, also for people of the own server.
    pub author: &'a str,
    /// When it was written: milliseconds since 1970.
    pub created_at: i64,
    /// Its language as the server names it; empty when unknown.
    pub language: &'a str,
    /// What it has and what the reader did with it.
    pub marks: Marks,
    /// What can be found: the plain text, the content warning, descriptions of media, options of a poll.
    pub texts: &'a [&'a str],
}

/// What is kept of a post.
pub(crate) struct Kept {
    pub(crate) id: Rc<str>,
    pub(crate) author: Rc<str>,
    pub(crate) language: Rc<str>,
    pub(crate) created_at: i64,
    pub(crate) marks: Marks,
}

/// All posts that can be found.
#[derive(Default)]
pub struct Index {
    pub(crate) terms: BTreeMap<Box<str>, Postings>,
    /// By number; none where one was crossed out.
    pub(crate) posts: Vec<Option<Kept>>,
    numbers: HashMap<Rc<str>, u32>,
    /// Authors and languages, kept once.
    names: HashMap<Rc<str>, ()>,
}

impl Index {
    /// How many posts can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Adds a post, in the place of the one with its id.
    pub fn put(&mut self, post: Post<'_>) {
        self.remove(post.id);
        let Ok(number) = u32::try_from(self.posts.len()) else {
            return;
        };
        for (term, positions) in positions(post.texts) {
            match self.terms.get_mut(term.as_str()) {
                Some(postings) => postings.push(number, &positions),
                None => self.terms.entry(term.into_boxed_str()).or_default().push(number, &positions),
            }
        }
        let id: Rc<str> = post.id.into();
        self.numbers.insert(Rc::clone(&id), number);
        let author = self.name(&post.author.to_lowercase());
        let language = self.name(&post.language.to_lowercase());
        let Post { created_at, marks, .. } = post;
        self.posts.push(Some(Kept { id, author, language, created_at, marks }));
    }

    /// Takes a post out. Returns whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(number) = self.numbers.remove(id) else {
            return false;
        };
        if let Some(kept) = self.posts.get_mut(number as usize) {
            *kept = None;
        }
        if self.posts.len() - self.numbers.len() > CROSSED_OUT.max(self.numbers.len() / 2) {
            self.renumber();
        }
        true
    }

    /// Sets what a post has, when only this has changed. Returns whether the post was there.
    pub fn mark(&mut self, id: &str, marks: Marks) -> bool {
        let number = self.numbers.get(id).copied();
        let kept = number.and_then(|number| self.posts.get_mut(number as usize)).and_then(Option::as_mut);
        kept.map(|kept| kept.marks = marks).is_some()
    }

    /// Gives back memory that growing has reserved: worth its time after many posts were added.
    pub fn shrink(&mut self) {
        self.terms.values_mut().for_each(Postings::shrink);
        self.posts.shrink_to_fit();
        self.numbers.shrink_to_fit();
    }

    fn name(&mut self, name: &str) -> Rc<str> {
        if let Some((kept, ())) = self.names.get_key_value(name) {
            return Rc::clone(kept);
        }
        let kept: Rc<str> = name.into();
        self.names.insert(Rc::clone(&kept), ());
        kept
    }

    /// Numbers the posts without holes, and writes every list anew.
    fn renumber(&mut self) {
        let mut next = 0;
        let numbers: Vec<Option<u32>> = self
            .posts
            .iter()
            .map(|kept| {
                kept.as_ref().map(|_| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        let renumbered = |old: u32| numbers.get(old as usize).copied().flatten();
        self.terms.retain(|_, postings| {
            *postings = postings.renumbered(renumbered);
            !postings.is_empty()
        });
        self.posts.retain(Option::is_some);
        for number in self.numbers.values_mut() {
            *number = renumbered(*number).unwrap_or(*number);
        }
        self.names.retain(|name, ()| Rc::strong_count(name) > 1);
    }
}

fn positions(texts: &[&str]) -> HashMap<String, Vec<u32>> {
    let mut found: HashMap<String, Vec<u32>> = HashMap::new();
    let mut start = 0;
    for text in texts {
        let mut next = start;
        for token in tokens(text).1 {
            let position = start + token.position;
            found.entry(token.term).or_default().push(position);
            next = position + 1;
        }
        start = next + BETWEEN_TEXTS;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Query, Reader};

    fn post<'a>(id: &'a str, texts: &'a [&'a str]) -> Post<'a> {
        Post { id, author: "a@b", created_at: 0, language: "", marks: Marks::NONE, texts }
    }

    #[test]
    fn crossed_out_posts_make_room() {
        let mut index = Index::default();
        for round in 0..5_000 {
            let text = format!("round{round} stays");
            index.put(post("1", &[&text]));
            index.put(post("2", &["two stays"]));
        }
        assert_eq!(index.len(), 2);
        assert!(index.posts.len() <= 2 + CROSSED_OUT, "{}", index.posts.len());
        assert!(index.terms.len() <= CROSSED_OUT + 3, "{}", index.terms.len());
        let found = |typed: &str| index.search(&Query::parse(typed, Reader::default()).unwrap(), 9).total;
        assert_eq!((found("stays"), found("two"), found("round4999"), found("round4998")), (2, 1, 1, 0));
    }

    #[test]
    fn marks_change_alone() {
        let mut index = Index::default();
        index.put(post("1", &["hello"]));
        assert!(index.mark("1", Marks::BOOKMARKED));
        assert!(!index.mark("2", Marks::BOOKMARKED));
        let query = Query::parse("in:bookmarks", Reader::default()).unwrap();
        assert_eq!(index.search(&query, 9).ids, ["1"]);
        assert!(index.remove("1") && !index.remove("1") && index.is_empty());
    }
}
