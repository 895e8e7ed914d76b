//! Which request does what.

use rejoin_api::{Body, Call, PartContent};
use rejoin_domain::{AccountTab, TimelineKey};
use serde_json::{Value, json};

use super::{Media, Server, User};

/// The status, the body, and the `Link` header.
pub type Answer = (u16, Value, Option<String>);

pub fn query(call: &Call, name: &str) -> Option<String> {
    call.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
}

/// The body of a request as JSON, however it was sent.
pub fn body(call: &Call) -> Value {
    match &call.body {
        Body::Json(text) => serde_json::from_str(text).expect("JSON"),
        Body::Form(text) => {
            let decode = |part: &str| percent(&part.replace('+', " "));
            let pairs: Vec<(String, String)> = text
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (decode(name), decode(value))
                })
                .collect();
            let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let text = rejoin_api::form::to_json(pairs).expect("a form");
            serde_json::from_str(&text).expect("JSON")
        }
        _ => Value::Null,
    }
}

fn percent(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let code = match byte {
            b'%' => {
                let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                let digits = std::str::from_utf8(&digits).unwrap_or("3f");
                u8::from_str_radix(digits, 16).unwrap_or(b'?')
            }
            byte => byte,
        };
        bytes.push(code);
    }
    String::from_utf8(bytes).expect("UTF-8")
}

pub fn gone() -> Answer {
    (404, json!({"error": "Record not found"}), None)
}

pub fn refused(words: &str) -> Answer {
    (422, json!({"error": words}), None)
}

pub fn user_named(id: &str) -> Option<User> {
    id.strip_prefix('u')?.parse().ok()
}

impl Server {
    pub(super) fn route(&mut self, user: User, call: &Call, path: &[&str]) -> Answer {
        let v2 = call.path.starts_with("/api/v2/");
        match (call.method.as_str(), path) {
            ("GET", ["accounts", "verify_credentials"]) => (200, self.me(user), None),
            ("GET", ["timelines", "home"]) => self.listing_page(user, call, &TimelineKey::Home),
            ("GET", ["timelines", "public"]) => self.listing_page(user, call, &TimelineKey::Public),
            ("GET", ["timelines", "tag", tag]) => {
                self.listing_page(user, call, &TimelineKey::Tag((*tag).to_owned()))
            }
            ("GET", ["accounts", "relationships"]) => {
                let ids = call.query.iter().filter_map(|(_, id)| user_named(id));
                (200, ids.map(|other| self.relationship(user, other)).collect(), None)
            }
            ("GET", ["accounts", id, "statuses"]) => {
                let key = TimelineKey::Account { id: (*id).into(), tab: AccountTab::Replies };
                self.listing_page(user, call, &key)
            }
            ("POST", ["accounts", id, "note"]) => match user_named(id) {
                Some(other) => self.note(user, other, call),
                None => gone(),
            },
            ("POST", ["accounts", id, verb]) => match user_named(id) {
                Some(other) => self.relate(user, other, verb),
                None => gone(),
            },
            ("PATCH", ["accounts", "update_credentials"]) => self.edit_profile(user, call),
            ("POST", ["reports"]) => self.report(call),
            (verb, ["lists", rest @ ..]) => self.route_lists(user, call, verb, rest),
            ("GET", ["notifications"]) if !v2 => self.notifications(user, call),
            ("GET", ["notifications"]) if self.ways.groups => self.grouped_notifications(user, call),
            ("GET", ["markers"]) => self.markers(user),
            ("POST", ["markers"]) => self.set_markers(user, call),
            ("POST", ["follow_requests", id, verb]) => self.answer_request(user, id, verb),
            (verb, ["filters", rest @ ..]) if v2 => self.route_filters(user, call, verb, rest),
            ("POST", ["media"]) => self.upload(user, call),
            ("GET", ["media", id]) => {
                match self.media.get(*id).filter(|media| media.owner == user && !media.used) {
                    Some(media) if media.made_at + self.ways.media_life < self.now => gone(),
                    Some(media) => {
                        let ready = media.ready_at <= self.now;
                        let url = ready.then(|| format!("https://s.example/{id}"));
                        (if ready { 200 } else { 206 }, json!({"id": id, "type": "image", "url": url}), None)
                    }
                    None => gone(),
                }
            }
            ("GET", ["polls", id]) => match id.strip_prefix('q').and_then(|id| self.status(id)) {
                Some(status) => (200, self.render_poll(status, user), None),
                None => gone(),
            },
            ("POST", ["polls", id, "votes"]) => self.vote(user, id, call),
            (verb, ["statuses", rest @ ..]) => self.route_status(user, call, verb, rest),
            _ => (404, json!({"error": "not there"}), None),
        }
    }

    fn listing_page(&mut self, user: User, call: &Call, key: &TimelineKey) -> Answer {
        let all = self.listing(user, key);
        self.page(user, call, &all)
    }

    /// What a timeline lists, oldest first.
    pub fn listing(&self, user: User, key: &TimelineKey) -> Vec<usize> {
        match key {
            TimelineKey::Home => self.homes[user].clone(),
            TimelineKey::Public => self.indices(|status| status.visibility == "public"),
            TimelineKey::Tag(tag) => self.indices(|status| status.text.contains(&format!("#{tag}"))),
            TimelineKey::Account { id, .. } => {
                let author = user_named(id.as_str());
                self.indices(|status| Some(status.author) == author)
            }
            _ => Vec::new(),
        }
    }

    fn indices(&self, wanted: impl Fn(&super::Status) -> bool) -> Vec<usize> {
        self.statuses
            .iter()
            .enumerate()
            .filter(|(_, status)| wanted(status))
            .map(|(place, _)| place)
            .collect()
    }

    fn upload(&mut self, user: User, call: &Call) -> Answer {
        let Body::Multipart(parts) = &call.body else { return refused("no file") };
        assert!(parts.iter().any(|part| matches!(part.content, PartContent::File(_))), "a file");
        let id = self.new_id();
        let slow = self.ways.slow_media && self.rng.odds(500);
        let ready_at = if slow { self.now + self.rng.range(1000, 20_000) } else { self.now };
        self.media.insert(id.clone(), Media { owner: user, made_at: self.now, ready_at, used: false });
        let url = (!slow).then(|| format!("https://s.example/{id}"));
        (if slow { 202 } else { 200 }, json!({"id": id, "type": "image", "url": url}), None)
    }

    /// Whether these can be attached to a new post.
    pub(super) fn take_media(&mut self, user: User, ids: &[String]) -> Result<(), Answer> {
        for id in ids {
            let life = self.ways.media_life;
            match self.media.get(id).filter(|media| media.owner == user && media.made_at + life >= self.now) {
                Some(media) if media.used => return Err(refused("The media is attached already")),
                Some(media) if media.ready_at > self.now => return Err(refused("The media is not ready")),
                Some(_) => {}
                None => return Err(refused("There is no such media")),
            }
        }
        for id in ids {
            self.media.entry(id.clone()).and_modify(|media| media.used = true);
        }
        Ok(())
    }

    fn vote(&mut self, user: User, id: &str, call: &Call) -> Answer {
        let place = id.strip_prefix('q').and_then(|id| self.find(id));
        let Some(status) =
            place.and_then(|place| self.statuses.get_mut(place)).filter(|status| !status.deleted)
        else {
            return gone();
        };
        let choices: Vec<u32> = body(call)["choices"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|choice| choice.as_str().and_then(|text| text.parse().ok()))
            .collect();
        let Some(poll) = &mut status.poll else { return gone() };
        if poll.votes.contains_key(&user) {
            return refused("You have already voted on this poll");
        }
        poll.votes.insert(user, choices);
        let status = status.clone();
        (200, self.render_poll(&status, user), None)
    }
}
