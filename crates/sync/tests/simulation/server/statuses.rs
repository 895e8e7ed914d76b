//! Publishing, editing, deleting and marking.

use rejoin_api::Call;
use serde_json::{Value, json};

use super::requests::{Answer, body, gone, refused};
use super::{Keys, Poll, Server, Status, User, marker};

impl Server {
    pub(super) fn route_status(&mut self, user: User, call: &Call, verb: &str, path: &[&str]) -> Answer {
        if let ("POST", []) = (verb, path) {
            return self.create(user, call);
        }
        let Some(id) = path.first() else { return gone() };
        let Some(place) = self.find(id).filter(|place| !self.statuses[*place].deleted) else { return gone() };
        let own = self.statuses[place].author == user;
        match (verb, path) {
            ("GET", [_]) => (200, self.render(&self.statuses[place], user), None),
            ("GET", [_, "context"]) => (200, self.context(place, user), None),
            ("PUT", [_]) if own => {
                let text = body(call)["status"].as_str().unwrap_or_default().to_owned();
                self.rewrite(place, text);
                (200, self.render(&self.statuses[place], user), None)
            }
            ("DELETE", [_]) if own => {
                let shown = self.render(&self.statuses[place], user);
                self.remove(place);
                (200, shown, None)
            }
            ("PUT" | "DELETE", _) => gone(),
            ("POST", [_, verb]) => self.mark(user, place, verb),
            _ => gone(),
        }
    }

    fn context(&self, place: usize, user: User) -> Value {
        let mut inside = vec![self.statuses[place].id.clone()];
        let mut descendants = Vec::new();
        for status in self.statuses.iter().skip(place + 1).filter(|status| !status.deleted) {
            if status.reply_to.as_ref().is_some_and(|to| inside.contains(to)) {
                inside.push(status.id.clone());
                descendants.push(self.render(status, user));
            }
        }
        let parent = self.statuses[place].reply_to.as_ref().and_then(|id| self.status(id));
        let ancestors: Vec<Value> = parent.map(|status| self.render(status, user)).into_iter().collect();
        json!({"ancestors": ancestors, "descendants": descendants})
    }

    fn mark(&mut self, user: User, place: usize, verb: &str) -> Answer {
        let (mark, on) = match verb {
            "favourite" => ("favourite", true),
            "unfavourite" => ("favourite", false),
            "reblog" => ("reblog", true),
            "unreblog" => ("reblog", false),
            "bookmark" => ("bookmark", true),
            "unbookmark" => ("bookmark", false),
            "pin" => ("pin", true),
            "unpin" => ("pin", false),
            _ => return gone(),
        };
        let status = &mut self.statuses[place];
        if mark == "pin" && status.author != user {
            return refused("Someone else's post cannot be pinned");
        }
        let users = status.marks.entry(mark).or_default();
        let changed = if on { users.insert(user) } else { users.remove(&user) };
        if mark == "pin" && on && !changed && self.ways.strict {
            return refused("Validation failed: You have already pinned this post");
        }
        let shown = self.render(&self.statuses[place], user);
        if verb == "reblog" && !self.ways.plain_boosts {
            let id = format!("b{user}-{}", self.statuses[place].id);
            let created_at = super::render::iso(self.now);
            let boost = json!({"id": id, "uri": id, "created_at": created_at, "content": "",
                "visibility": "public", "account": super::render::account(user), "reblog": shown});
            return (200, boost, None);
        }
        (200, shown, None)
    }

    fn create(&mut self, user: User, call: &Call) -> Answer {
        if let (Some(key), Keys::Kept(life)) = (&call.idempotency_key, self.ways.keys)
            && let Some((place, at)) = self.keys.get(&(user, key.clone()))
            && self.now - at < life
        {
            return (200, self.render(&self.statuses[*place], user), None);
        }
        let wanted = body(call);
        let word = |name: &str| wanted[name].as_str().map(str::to_owned);
        let reply_to = word("in_reply_to_id");
        if reply_to.as_ref().is_some_and(|id| self.status(id).is_none()) {
            return gone();
        }
        let words = |list: &Value| -> Vec<String> {
            list.as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
        };
        let media = words(&wanted["media_ids"]);
        let text = word("status").unwrap_or_default();
        if text.is_empty() && media.is_empty() {
            return refused("Validation failed: Text can't be blank");
        }
        if text.contains("forbidden") {
            return refused("Validation failed: forbidden");
        }
        if let Err(answer) = self.take_media(user, &media) {
            return answer;
        }
        let options = words(&wanted["poll"]["options"]);
        let poll = (!options.is_empty()).then(|| Poll { options, ..Poll::default() });
        let place = self.publish(user, text, reply_to, |status| {
            status.media = media;
            status.poll = poll;
            status.warning = word("spoiler_text").unwrap_or_default();
            status.visibility = word("visibility").unwrap_or_else(|| "public".into());
        });
        if let Some(key) = &call.idempotency_key {
            self.keys.insert((user, key.clone()), (place, self.now));
        }
        (200, self.render(&self.statuses[place], user), None)
    }

    /// Publishes, whoever does it, and tells the streams.
    pub fn publish(
        &mut self,
        author: User,
        text: String,
        reply_to: Option<String>,
        further: impl FnOnce(&mut Status),
    ) -> usize {
        let mut status = Status {
            id: self.new_id(),
            author,
            text,
            warning: String::new(),
            visibility: "public".into(),
            created_at: self.now,
            edited_at: None,
            reply_to,
            deleted: false,
            media: Vec::new(),
            poll: None,
            marks: std::collections::BTreeMap::default(),
        };
        further(&mut status);
        if let Some(mark) = marker(&status.text) {
            let count = self.published.entry(mark.clone()).or_default();
            *count += 1;
            if *count > self.allowed.get(&mark).copied().unwrap_or_default() {
                self.broken.push(format!("“{}” was published too often", status.text));
            }
        }
        let place = self.statuses.len();
        self.index.insert(status.id.clone(), place);
        self.statuses.push(status);
        for user in 0..self.homes.len() {
            if user == author || self.relations.contains(&(user, author, "follow")) {
                self.homes[user].push(place);
                let shown = self.render(&self.statuses[place], user);
                self.stream(user, "update", &shown.to_string());
            }
        }
        place
    }

    pub fn rewrite(&mut self, place: usize, text: String) {
        let status = &mut self.statuses[place];
        if status.text != text {
            status.text = text;
            status.edited_at = Some(self.now);
            self.tell(place, "status.update");
        }
    }

    pub fn remove(&mut self, place: usize) {
        self.statuses[place].deleted = true;
        self.tell(place, "delete");
    }

    fn tell(&mut self, place: usize, event: &str) {
        for user in 0..self.homes.len() {
            if self.homes[user].contains(&place) {
                let status = &self.statuses[place];
                let payload =
                    if event == "delete" { status.id.clone() } else { self.render(status, user).to_string() };
                self.stream(user, event, &payload);
            }
        }
    }

    pub(super) fn stream(&self, user: User, event: &str, payload: &str) {
        for (_, line) in
            self.lines.iter().filter(|(whose, line)| *whose == user && line.open.get() && !line.dead.get())
        {
            if line.subscribed.get() {
                let frame = json!({"stream": ["user"], "event": event, "payload": payload});
                line.frames.borrow_mut().push_back(frame.to_string());
                line.wake();
            }
        }
    }
}
