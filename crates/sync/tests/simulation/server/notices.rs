//! Notifications, one by one and in groups.

use std::collections::BTreeSet;

use rejoin_api::Call;
use serde_json::{Value, json};

use super::requests::{Answer, query};
use super::{Notice, Server, User, render};

impl Server {
    pub(super) fn notify(&mut self, user: User, kind: &'static str, from: User, status: usize) {
        let id = self.new_id();
        let notice = Notice { id, kind, from, status, at: self.now };
        let shown = self.render_notice(user, &notice).to_string();
        self.notices[user].push(notice);
        self.stream(user, "notification", &shown);
    }

    /// The notifications of a user whose posts are still there, oldest first.
    pub fn notices_of(&self, user: User) -> impl DoubleEndedIterator<Item = &Notice> {
        self.notices[user].iter().filter(|notice| !self.statuses[notice.status].deleted)
    }

    fn render_notice(&self, user: User, notice: &Notice) -> Value {
        let mut shown = json!({
            "id": notice.id, "type": notice.kind, "created_at": render::iso(notice.at),
            "account": render::account(notice.from), "status": self.render(&self.statuses[notice.status], user),
        });
        if self.ways.groups {
            shown["group_key"] = json!(notice.key(self));
        }
        shown
    }

    /// What is older than the cursor, newest first.
    fn notices_below(&self, user: User, call: &Call) -> Vec<&Notice> {
        let older = self.notices_of(user).rev();
        let Some(max) = query(call, "max_id") else { return older.collect() };
        // One that is gone has still a place.
        let place = self.notices[user].iter().position(|notice| notice.id == max).unwrap_or(0);
        let below = &self.notices[user][..place];
        older.filter(|notice| below.iter().any(|other| other.id == notice.id)).collect()
    }

    pub(super) fn notifications(&self, user: User, call: &Call) -> Answer {
        let all = self.notices_below(user, call);
        let page = &all[..all.len().min(self.ways.page)];
        let rows = page.iter().map(|notice| self.render_notice(user, notice)).collect();
        (200, rows, next_of(call, page, all.len()))
    }

    /// As Mastodon groups: a group that goes on below a page comes again on the next, with the rest of its people.
    pub(super) fn grouped_notifications(&self, user: User, call: &Call) -> Answer {
        let all = self.notices_below(user, call);
        let mut keys: Vec<String> = Vec::new();
        let mut taken = 0;
        for notice in &all {
            let key = notice.key(self);
            if !keys.contains(&key) {
                if keys.len() == self.ways.page {
                    break;
                }
                keys.push(key);
            }
            taken += 1;
        }
        let page = &all[..taken];
        let groups: Vec<Value> = keys
            .iter()
            .filter_map(|key| {
                let of_it: Vec<&Notice> =
                    page.iter().filter(|notice| notice.key(self) == *key).copied().collect();
                let newest = of_it.first()?;
                let whole = self.notices_of(user).filter(|notice| notice.key(self) == *key).count();
                let people: Vec<String> = of_it.iter().map(|notice| format!("u{}", notice.from)).collect();
                Some(json!({
                    "group_key": key, "notifications_count": whole, "type": newest.kind,
                    "most_recent_notification_id": newest.id,
                    "page_min_id": of_it.last().map(|notice| &notice.id), "page_max_id": newest.id,
                    "latest_page_notification_at": render::iso(newest.at),
                    "sample_account_ids": people, "status_id": self.statuses[newest.status].id,
                }))
            })
            .collect();
        let people: BTreeSet<User> = page.iter().map(|notice| notice.from).collect();
        let posts: BTreeSet<usize> = page.iter().map(|notice| notice.status).collect();
        let posts: Vec<Value> = posts.iter().map(|one| self.render(&self.statuses[*one], user)).collect();
        let people: Vec<Value> = people.into_iter().map(render::account).collect();
        let body = json!({"notification_groups": groups, "accounts": people, "statuses": posts});
        (200, body, next_of(call, page, all.len()))
    }
}

fn next_of(call: &Call, page: &[&Notice], all: usize) -> Option<String> {
    let last = page.last().filter(|_| all > page.len())?;
    Some(format!("<https://s.example{}?max_id={}>; rel=\"next\"", call.path, last.id))
}
