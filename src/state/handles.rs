//! What pages can do with the views they were given.

use std::rc::Rc;

use super::client::Client;
use super::timelines::TimelineState;
use super::{NotificationsView, PeopleView, ThreadView, TimelineView};

impl TimelineView {
    /// Shows the posts that are held back.
    pub fn show_waiting(self) {
        self.with(|client, state| client.show_waiting(state));
    }

    /// Says whether the reader is at the top, where what a refresh brings may be shown at once.
    pub fn set_at_top(self, at_top: bool) {
        self.with(|_, state| state.set_at_top(at_top));
    }

    /// Loads the page after the last row, if there is one and it is not being loaded.
    pub fn load_older(self) {
        self.with(|client, state| client.load_older(state));
    }

    /// Loads the page at the top of a gap.
    pub fn fill_gap(self, id: u32) {
        self.with(|client, state| client.fill_gap(state, id));
    }

    /// Asks for what is new.
    pub fn refresh(self) {
        self.with(|client, state| client.refresh_timeline(state));
    }

    fn with(self, work: impl FnOnce(&Rc<Client>, &Rc<TimelineState>)) {
        let client = self.app.client();
        if let Some(state) = client.timeline_state(self.view) {
            work(&client, &state);
        }
    }
}

impl ThreadView {
    /// Asks for what is new.
    pub fn refresh(self) {
        let client = self.app.client();
        if let Some(state) = client.thread_state(self.view) {
            client.refresh_thread(&state);
        }
    }
}

impl NotificationsView {
    /// Loads older ones.
    pub fn load_older(self) {
        self.app.client().older_notifications();
    }

    /// Asks for what is new.
    pub fn refresh(self) {
        self.app.client().refresh_notifications();
    }

    /// Remembers, here and on the server, that all that is shown has been seen.
    pub fn mark_read(self) {
        self.app.client().mark_notifications_read();
    }
}

impl PeopleView {
    /// Loads more.
    pub fn load_more(self) {
        let client = self.app.client();
        if let Some(state) = client.people_state(self.view) {
            client.load_people(&state, false);
        }
    }
}
