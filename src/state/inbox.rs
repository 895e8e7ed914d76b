//! Mentions that wait for an answer, and what is decided about them. Decisions are this device's alone.

use std::rc::Rc;

use leptos::prelude::Memo;
use leptos::task::spawn_local;
use rejoin_api::StatusId;
use rejoin_domain::{Decision, Inbox};
use rejoin_sync::INBOX;
use rejoin_sync::outbox::Overlay;

use super::App;
use super::local::keep_here;
use super::own::Own;
use super::platform::WebEngine;
use crate::browser::clock;

impl App {
    /// The mentions that were found, with what is being answered from here.
    pub fn inbox(self) -> Own<Inbox> {
        let refresh = |engine: Rc<WebEngine>| async move { engine.refresh_inbox().await };
        self.own(INBOX, with_pending, refresh)
    }

    /// The same as far as the device knows; the server is not asked.
    pub(super) fn known_inbox(self) -> Memo<Inbox> {
        self.folded(INBOX, with_pending)
    }

    /// Decides about a mention, and tells when the device could not keep that.
    pub fn decide_mention(self, post: StatusId, decision: Decision) {
        let engine = Rc::clone(&self.client().engine);
        spawn_local(async move {
            keep_here(engine.decide_mention(&post, decision)).await;
        });
    }

    /// Notes something about a mention, for the user alone.
    pub fn note_mention(self, post: StatusId, note: String) {
        let engine = Rc::clone(&self.client().engine);
        spawn_local(async move {
            keep_here(engine.note_mention(&post, &note)).await;
        });
    }
}

fn with_pending(overlay: &Overlay, mut inbox: Inbox) -> Inbox {
    let now = clock::now();
    let answers: Vec<_> = overlay.answers().into_iter().map(|post| (post, now)).collect();
    inbox.answered(&answers);
    inbox
}
