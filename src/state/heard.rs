//! What came back to a post of the reader's, as this device saw it.

use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::{Get, Memo, Signal, With, WithUntracked};
use leptos::task::spawn_local;
use rejoin_api::{AccountId, StatusId};
use rejoin_domain::heard::{Answer, Reply, Sample, answers};
use rejoin_domain::{Place, Post};
use rejoin_sync::records::Changes;
use rejoin_sync::samples_of;

use super::client::Client;
use super::{App, ThreadView};

impl App {
    /// What was counted on a post when it was looked at, the oldest first.
    pub fn samples(self, post: &StatusId) -> Memo<Vec<Sample>> {
        let text = self.client().value(&samples_of(post));
        Memo::new(move |_| {
            text.with(|text| text.clone().flatten().and_then(|text| rejoin_api::parse(&text).ok()))
                .unwrap_or_default()
        })
    }

    /// The answers below a post of the reader's, in the order of its thread.
    pub fn answers(self, thread: ThreadView) -> Memo<Vec<Answer>> {
        let me = self.session().with_untracked(|session| session.me().map(|me| me.id.clone()));
        let known = self.heard_of(thread);
        Memo::new(move |_| {
            let Some(me) = &me else { return Vec::new() };
            let rows = thread.rows.get();
            let below = rows.iter().filter(|row| row.place == Place::Reply);
            let replies: Vec<Reply> = below
                .filter_map(|row| {
                    self.post(&row.id).with(|view| {
                        let post: &Post = &view.as_ref()?.post;
                        Some(Reply {
                            id: post.id.clone(),
                            author: post.account.clone(),
                            to: post.in_reply_to_id.clone(),
                            text: post.content.plain_text(),
                        })
                    })
                })
                .collect();
            known.with(|known| answers(me, &replies, known))
        })
    }

    /// Whom the reader has heard of elsewhere than below this post: who did something with other posts of theirs, or follows them.
    fn heard_of(self, thread: ThreadView) -> Signal<HashSet<AccountId>> {
        let notifications = self.notifications();
        let inbox = self.known_inbox();
        let heard = Memo::new(move |_| {
            let here: HashSet<StatusId> =
                thread.rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect());
            let mut known: HashSet<AccountId> = HashSet::new();
            notifications.rows.with(|rows| {
                let elsewhere =
                    rows.iter().filter(|row| row.post.as_ref().is_none_or(|post| !here.contains(post)));
                known.extend(elsewhere.flat_map(|row| row.people.iter().map(|account| account.id.clone())));
            });
            inbox.with(|inbox| {
                let elsewhere = inbox.mentions.iter().filter(|mention| !here.contains(&mention.post));
                known.extend(elsewhere.map(|mention| mention.account.clone()));
            });
            known
        });
        heard.into()
    }
}

impl Client {
    /// From now on notes what is counted on the reader's posts whenever that is heard, and what they answer.
    pub(super) fn keep_counts(&self) {
        self.at_change.set(Some(|client, changes| client.count(changes)));
    }

    fn count(self: &Rc<Self>, changes: &Changes) {
        let own: Vec<_> = changes.posts.iter().filter(|post| self.is_mine(&post.id)).cloned().collect();
        if !own.is_empty() {
            let client = Rc::clone(self);
            // Not noted, the plot has a step less, and the answer is found when the inbox is opened.
            spawn_local(async move {
                drop(client.engine.sample(&own).await);
                drop(client.engine.note_answers(&own).await);
            });
        }
    }
}
