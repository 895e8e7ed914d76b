//! Filters, requests to follow, and how far somebody has read.

use rejoin_api::Call;
use serde_json::{Value, json};

use super::requests::{Answer, body, gone, user_named};
use super::{Marker, Server, SimFilter, User, render};

impl Server {
    pub(super) fn route_filters(&mut self, user: User, call: &Call, verb: &str, path: &[&str]) -> Answer {
        let is_own = |filter: &SimFilter| filter.owner == user && !filter.deleted;
        let wanted = body(call);
        match (verb, path) {
            ("GET", []) => {
                let own = self.filters.iter().filter(|(_, filter)| is_own(filter));
                (200, own.map(|(id, filter)| shown(id, filter)).collect(), None)
            }
            ("POST", []) => {
                let id = self.new_id();
                let filter = SimFilter { owner: user, ..SimFilter::default() };
                let Some(filter) = self.changed(filter, &wanted) else { return gone() };
                *self.filters_made.entry(filter.title.clone()).or_default() += 1;
                let answer = shown(&id, &filter);
                self.filters.insert(id, filter);
                (200, answer, None)
            }
            (verb, [id]) => {
                let Some(filter) = self.filters.get(*id).filter(|filter| is_own(filter)).cloned() else {
                    return gone();
                };
                let changed = match verb {
                    "PUT" => self.changed(filter, &wanted),
                    "DELETE" => Some(SimFilter { deleted: true, ..filter }),
                    _ => Some(filter),
                };
                let Some(filter) = changed else { return gone() };
                let answer = if filter.deleted { json!({}) } else { shown(id, &filter) };
                self.filters.insert((*id).to_owned(), filter);
                (200, answer, None)
            }
            _ => gone(),
        }
    }

    /// A filter with these changes; nothing when a word shall go that is not there.
    fn changed(&mut self, mut filter: SimFilter, wanted: &Value) -> Option<SimFilter> {
        filter.title = wanted["title"].as_str().unwrap_or_default().to_owned();
        for word in wanted["keywords_attributes"].as_array().into_iter().flatten() {
            match word["id"].as_str() {
                Some(id) => {
                    let place = filter.words.iter().position(|(other, _)| other == id)?;
                    if word["_destroy"].as_bool() == Some(true) {
                        filter.words.remove(place);
                    }
                }
                None => {
                    let text = word["keyword"].as_str().unwrap_or_default().to_owned();
                    filter.words.push((self.new_id(), text));
                }
            }
        }
        Some(filter)
    }

    /// Somebody asks to follow, once.
    pub fn ask_to_follow(&mut self, who: User, whom: User) {
        if self.asked.insert((who, whom)) {
            self.requests_to_follow.insert((who, whom));
        }
    }

    pub(super) fn answer_request(&mut self, user: User, id: &str, verb: &str) -> Answer {
        let Some(who) = user_named(id) else { return gone() };
        if !self.requests_to_follow.remove(&(who, user)) {
            return gone();
        }
        if verb == "authorize" {
            self.relations.insert((who, user, "follow"));
        }
        (200, self.relationship(user, who), None)
    }

    pub(super) fn markers(&self, user: User) -> Answer {
        let own = self.markers.iter().filter(|((owner, _), _)| *owner == user);
        let all: serde_json::Map<String, Value> =
            own.map(|((_, name), marker)| ((*name).to_owned(), told(marker))).collect();
        (200, Value::Object(all), None)
    }

    pub(super) fn set_markers(&mut self, user: User, call: &Call) -> Answer {
        let wanted = body(call);
        let mut answer = serde_json::Map::new();
        for name in ["home", "notifications"] {
            let Some(id) = wanted[name]["last_read_id"].as_str() else { continue };
            if self.odd && self.rng.odds(200) {
                self.read_elsewhere(user);
                return conflict();
            }
            let known = self.markers.get(&(user, name)).map_or(0, |marker| marker.version);
            if wanted[name]["version"].as_u64().is_some_and(|version| version != known) {
                return conflict();
            }
            let marker = Marker { id: id.to_owned(), version: known + 1, at: self.now };
            answer.insert(name.to_owned(), told(&marker));
            self.markers.insert((user, name), marker);
        }
        (200, Value::Object(answer), None)
    }

    /// Another device of a user has read further.
    pub fn read_elsewhere(&mut self, user: User) {
        let home = &self.homes[user];
        let known = self.markers.get(&(user, "home"));
        let place = known.and_then(|marker| home.iter().position(|one| self.statuses[*one].id == marker.id));
        let newer = home.get(place.map_or(0, |place| place + 1)..).unwrap_or_default();
        let alive: Vec<usize> = newer.iter().copied().filter(|one| !self.statuses[*one].deleted).collect();
        if let Some(one) = self.rng.pick(&alive) {
            let (id, version) =
                (self.statuses[*one].id.clone(), known.map_or(1, |marker| marker.version + 1));
            self.markers.insert((user, "home"), Marker { id, version, at: self.now });
        }
    }
}

fn conflict() -> Answer {
    (409, json!({"error": "Conflict during update, please try again"}), None)
}

fn told(marker: &Marker) -> Value {
    json!({"last_read_id": marker.id, "version": marker.version, "updated_at": render::iso(marker.at)})
}

fn shown(id: &str, filter: &SimFilter) -> Value {
    let word = |(id, word): &(String, String)| json!({"id": id, "keyword": word, "whole_word": true});
    json!({
        "id": id, "title": filter.title, "context": ["home"], "filter_action": "warn", "expires_at": null,
        "keywords": filter.words.iter().map(word).collect::<Vec<_>>(),
    })
}
