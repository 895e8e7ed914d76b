//! What a user does about people, lists and the own profile.

use rejoin_sync::outbox::{ListDraft, Profile, Report};
use rejoin_sync::{How, Mutation, Relation};

use super::Person;
use crate::plan::{Done, ListPlan, wish};
use crate::server::User;

const RELATIONS: [(Relation, &str); 3] =
    [(Relation::Follow, "follow"), (Relation::Block, "block"), (Relation::Mute, "mute")];

impl Person {
    fn somebody(&self) -> User {
        2 + self.world.rng.below(4)
    }

    pub(super) async fn relate(&self) {
        let other = self.somebody();
        let (relation, name) = RELATIONS[self.world.rng.below(5) % 3];
        let now = self.world.server.borrow().relations.contains(&(self.device.account, other, name));
        let key = (other, name);
        let before = self.plan.borrow().relations.get(&key).cloned().unwrap_or_else(|| vec![now]);
        let waiting = self.device.queue().into_iter().rev().find_map(|entry| match entry.mutation {
            Mutation::Relate { id, relation: same, on, .. } if id.as_str() == format!("u{other}") => {
                (same == relation).then_some(on)
            }
            _ => None,
        });
        // The screen offers the opposite of what it shows.
        let on = !waiting.unwrap_or(now);
        let id = format!("u{other}").as_str().into();
        let kept = self.submit(Mutation::Relate { id, relation, on, how: How::default() }).await.is_some();
        self.world.say(|| format!("{}: {name} u{other} shall be {on}: {kept}", self.device.account));
        wish(self.plan.borrow_mut().relations.entry(key).or_insert(before), on, kept);
    }

    /// Asks how the user stands to somebody, as a profile does that is opened.
    pub(super) async fn look_at(&self) {
        let other = format!("u{}", self.somebody()).as_str().into();
        let tab = self.tab();
        let engine = std::rc::Rc::clone(&tab.engine);
        let asking = async move { engine.refresh_relationships(std::slice::from_ref(&other)).await };
        drop(self.device.run(&self.world, &tab, asking).await);
    }

    pub(super) async fn note(&self) {
        let other = self.somebody();
        let comment = self.new_mark();
        let id = format!("u{other}").as_str().into();
        let kept = self.submit(Mutation::Note { id, comment: comment.clone() }).await.is_some();
        let mut plan = self.plan.borrow_mut();
        wish(plan.notes.entry(other).or_insert_with(|| vec![String::new()]), comment, kept);
    }

    pub(super) async fn report(&self) {
        let account = format!("u{}", self.somebody()).as_str().into();
        let comment = self.new_mark();
        let report = Report { account, comment: comment.clone(), ..Report::default() };
        if let Some(id) = self.submit(Mutation::Report(report)).await {
            self.plan.borrow_mut().reports.push((id, comment));
        }
    }

    pub(super) async fn name_oneself(&self) {
        let display_name = self.new_mark();
        let profile = Profile { display_name: display_name.clone(), ..Profile::default() };
        let kept = self.submit(Mutation::EditProfile(profile)).await.is_some();
        let names = &mut self.plan.borrow_mut().names;
        if names.is_empty() {
            names.push(String::new());
        }
        wish(names, display_name, kept);
    }

    pub(super) async fn list(&self) {
        let lists: Vec<usize> = {
            let plan = self.plan.borrow();
            (0..plan.lists.len()).filter(|place| plan.lists[*place].removed == Done::No).collect()
        };
        let picked = self.world.rng.pick(&lists).copied();
        let Some(place) = picked.filter(|_| self.world.rng.odds(700)) else { return self.new_list().await };
        let id = self.plan.borrow().lists[place].id.as_list();
        match self.world.rng.below(4) {
            0 => {
                let title = self.new_mark();
                let draft = ListDraft { title: title.clone(), ..ListDraft::default() };
                let kept = self.submit(Mutation::EditList { id, draft }).await.is_some();
                wish(&mut self.plan.borrow_mut().lists[place].titles, title, kept);
            }
            1 => {
                let kept = self.submit(Mutation::DeleteList { id }).await.is_some();
                self.plan.borrow_mut().lists[place].removed = if kept { Done::Yes } else { Done::Maybe };
            }
            _ => {
                let other = self.somebody();
                let before = self.plan.borrow().lists[place].members.get(&other).cloned();
                let before = before.unwrap_or_else(|| vec![false]);
                if before.len() > 1 {
                    return;
                }
                let on = !before.last().copied().unwrap_or_default();
                let account = format!("u{other}").as_str().into();
                let kept = self.submit(Mutation::ListMember { list: id, account, on }).await.is_some();
                wish(self.plan.borrow_mut().lists[place].members.entry(other).or_insert(before), on, kept);
            }
        }
    }

    async fn new_list(&self) {
        let title = self.new_mark();
        let draft = ListDraft { title: title.clone(), ..ListDraft::default() };
        if let Some(id) = self.submit(Mutation::CreateList { draft, known: vec![] }).await {
            self.world.say(|| format!("{}: list {title} is kept as {}", self.device.account, id.as_str()));
            let members = std::collections::BTreeMap::new();
            let first = title.clone();
            let list = ListPlan { id, first, titles: vec![title], removed: Done::No, members };
            self.plan.borrow_mut().lists.push(list);
        }
    }
}
