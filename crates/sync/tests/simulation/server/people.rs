//! What is said of people and by people about themselves: relations, notes, reports, lists, the profile.

use rejoin_api::Call;
use serde_json::{Value, json};

use super::requests::{Answer, body, gone, refused, user_named};
use super::{Server, SimList, User, render};

impl Server {
    pub(super) fn relate(&mut self, user: User, other: User, verb: &str) -> Answer {
        let (relation, on) = match verb.strip_prefix("un") {
            Some(relation) => (relation, false),
            None => (verb, true),
        };
        let Some(relation) = ["follow", "block", "mute"].into_iter().find(|name| *name == relation) else {
            return gone();
        };
        match on {
            true => self.relations.insert((user, other, relation)),
            false => self.relations.remove(&(user, other, relation)),
        };
        (200, self.relationship(user, other), None)
    }

    pub(super) fn note(&mut self, user: User, other: User, call: &Call) -> Answer {
        let words = body(call)["comment"].as_str().unwrap_or_default().to_owned();
        self.notes.insert((user, other), words);
        (200, self.relationship(user, other), None)
    }

    pub(super) fn report(&mut self, call: &Call) -> Answer {
        let words = body(call)["comment"].as_str().unwrap_or_default().to_owned();
        let count = self.reports.entry(words).or_default();
        *count += 1;
        (200, json!({"id": format!("r{count}"), "action_taken": false}), None)
    }

    pub(super) fn edit_profile(&mut self, user: User, call: &Call) -> Answer {
        self.names.insert(user, body(call)["display_name"].as_str().unwrap_or_default().to_owned());
        (200, self.me(user), None)
    }

    pub(super) fn me(&self, user: User) -> Value {
        let mut me = render::account(user);
        me["display_name"] = json!(self.names.get(&user).cloned().unwrap_or_default());
        me
    }

    pub(super) fn route_lists(&mut self, user: User, call: &Call, verb: &str, path: &[&str]) -> Answer {
        let title = || body(call)["title"].as_str().unwrap_or_default().to_owned();
        let Some((id, rest)) = path.split_first() else {
            if verb == "GET" {
                let own = self.lists.iter().filter(|(_, list)| list.owner == user && !list.deleted);
                return (200, own.map(|(id, list)| shown(id, list)).collect(), None);
            }
            let id = self.new_id();
            let list = SimList { owner: user, title: title(), ..SimList::default() };
            let answer = shown(&id, &list);
            *self.lists_made.entry(list.title.clone()).or_default() += 1;
            self.lists.insert(id, list);
            return (200, answer, None);
        };
        let strict = self.ways.strict;
        let Some(list) = self.lists.get_mut(*id).filter(|list| list.owner == user && !list.deleted) else {
            return gone();
        };
        match (verb, rest) {
            ("PUT", []) => {
                list.title = title();
                (200, shown(id, list), None)
            }
            ("DELETE", []) => {
                list.deleted = true;
                (200, json!({}), None)
            }
            ("GET", ["accounts"]) => {
                (200, list.members.iter().map(|one| render::account(*one)).collect(), None)
            }
            (verb, ["accounts"]) => {
                let ids = body(call)["account_ids"].as_array().cloned().unwrap_or_default();
                for id in ids.iter().filter_map(|id| user_named(id.as_str()?)) {
                    let changed =
                        if verb == "POST" { list.members.insert(id) } else { list.members.remove(&id) };
                    if !changed && strict {
                        return refused("Validation failed: Account has already been taken");
                    }
                }
                (200, json!({}), None)
            }
            _ => gone(),
        }
    }

    /// Somebody does something that concerns a post of another.
    pub fn react(&mut self, who: User, place: usize, reply: bool) {
        let owner = self.statuses[place].author;
        if reply {
            let answered = Some(self.statuses[place].id.clone());
            let place = self.publish(who, format!("To @u{owner}"), answered, |_| {});
            return self.notify(owner, "mention", who, place);
        }
        if self.statuses[place].marks.entry("favourite").or_default().insert(who) {
            self.notify(owner, "favourite", who, place);
        }
    }
}

fn shown(id: &str, list: &SimList) -> Value {
    json!({"id": id, "title": list.title, "replies_policy": "list", "exclusive": false})
}
