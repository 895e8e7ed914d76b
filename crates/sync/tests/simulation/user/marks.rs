//! What a user does to posts: marks and votes.

use rejoin_domain::Post;
use rejoin_sync::store::Table;
use rejoin_sync::{Mark, Mutation};

use super::Person;
use crate::plan::wish;

const MARKS: [(Mark, &str); 4] = [
    (Mark::Favourite, "favourite"),
    (Mark::Boost, "reblog"),
    (Mark::Bookmark, "bookmark"),
    (Mark::Pin, "pin"),
];

impl Person {
    pub(super) async fn mark(&self) {
        let Some(id) = self.seen() else { return };
        let rng = &self.world.rng;
        let own =
            self.world.server.borrow().status(&id).is_some_and(|status| status.author == self.device.account);
        let (mark, name) = MARKS[rng.below(if own { 4 } else { 3 })];
        let key = (id.clone(), name);
        let before = self.plan.borrow().marks.get(&key).cloned().unwrap_or_else(|| vec![false]);
        // The screen offers the opposite of what it shows.
        let on = !self.is_marked(&id, mark);
        for on in if rng.odds(300) { vec![on, !on, on] } else { vec![on] } {
            let kept = self.submit(Mutation::Mark { id: id.as_str().into(), mark, on }).await.is_some();
            self.world.say(|| format!("{}: {name} of {id} shall be {on}: {kept}", self.device.account));
            let mut plan = self.plan.borrow_mut();
            wish(plan.marks.entry(key.clone()).or_insert_with(|| before.clone()), on, kept);
            if !kept {
                return;
            }
        }
    }

    fn is_marked(&self, id: &str, mark: Mark) -> bool {
        let waiting = self.device.queue().into_iter().rev().find_map(|entry| match entry.mutation {
            Mutation::Mark { id: post, mark: other, on } if post.as_str() == id && other == mark => Some(on),
            _ => None,
        });
        let text = self.device.disk.text(Table::Posts, id).unwrap_or_default();
        let mine = rejoin_api::parse::<Post>(&text).map(|post| post.mine).unwrap_or_default();
        let stored = match mark {
            Mark::Favourite => mine.favourited,
            Mark::Boost => mine.reblogged,
            Mark::Bookmark => mine.bookmarked,
            Mark::Pin => mine.pinned,
            Mark::MuteConversation => mine.muted,
        };
        waiting.or(stored).unwrap_or_default()
    }

    pub(super) async fn vote(&self) {
        let polls: Vec<String> = {
            let server = self.world.server.borrow();
            let open = |id: &String| {
                server.status(id).is_some_and(|s| s.poll.is_some() && s.author != self.device.account)
            };
            let seen = self.device.disk.texts(Table::Posts).into_iter().map(|(id, _)| id);
            seen.filter(open).filter(|id| !self.plan.borrow().votes.contains_key(id)).collect()
        };
        let Some(post) = self.world.rng.pick(&polls).cloned() else { return };
        let choices = vec![u32::from(self.world.rng.odds(500))];
        let poll = format!("q{post}").as_str().into();
        let vote = Mutation::Vote { post: post.as_str().into(), poll, choices: choices.clone() };
        let kept = self.submit(vote).await.is_some();
        wish(self.plan.borrow_mut().votes.entry(post).or_insert_with(|| vec![vec![]]), choices, kept);
    }
}
