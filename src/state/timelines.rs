//! Feeds.
//!
//! A feed shows a timeline of the store with three things of its own: posts that are not sent yet stand on top, posts that
//! shall be deleted are left out, and what is new is held back behind the pill, so that nothing moves that is being read.
//! What the reader wrote is never held back.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set, WithUntracked, on_cleanup};
use leptos::task::spawn_local;
use rejoin_api::StatusId;
use rejoin_domain::timeline::{Change, Entry};
use rejoin_domain::{Tail, Timeline, TimelineKey};
use rejoin_sync::records::{self, Batch, Changes};
use rejoin_sync::store::{Mode, Store, StoreError, Table};
use rejoin_sync::{Clock, Problem};

use super::client::Client;
use super::{App, Phase, Row, TimelineView};

/// How many posts are read at once with a timeline.
const FIRST_SCREENS: usize = 24;
/// How many entries a timeline keeps from one visit to the next.
const KEPT: usize = 800;
/// What was brought up to date so long ago, in milliseconds, is so again when it is shown again.
const FRESH: i64 = 30_000;

/// A feed, as long as the session lasts.
pub struct TimelineState {
    key: TimelineKey,
    rows: ArcRwSignal<Vec<Row>>,
    phase: ArcRwSignal<Phase>,
    waiting: ArcRwSignal<usize>,
    loading_older: ArcRwSignal<bool>,
    at_end: ArcRwSignal<bool>,
    stored: RefCell<Option<Arc<Timeline>>>,
    /// The posts that have been shown; what stands above all of them is held back.
    revealed: RefCell<HashSet<StatusId>>,
    filling: RefCell<HashSet<u32>>,
    at_top: Cell<bool>,
    /// Whether what comes next is shown as it comes.
    reveal_next: Cell<bool>,
    refreshing: Cell<bool>,
    refreshed_at: Cell<i64>,
    watchers: Cell<usize>,
}

impl Client {
    /// A feed.
    pub fn timeline(self: &Rc<Self>, key: &TimelineKey, app: App) -> TimelineView {
        let key = match key {
            TimelineKey::Tag(name) => TimelineKey::Tag(name.to_lowercase()),
            other => other.clone(),
        };
        let known = self.timelines.borrow().iter().position(|state| state.key == key);
        let (place, state) =
            match known.and_then(|place| Some((place, self.timelines.borrow().get(place).cloned()?))) {
                Some(known) => known,
                None => self.open_timeline(key),
            };
        self.watch_timeline(&state);
        if known.is_some() && self.is_stale(&state) {
            self.refresh_timeline(&state);
        }
        TimelineView {
            rows: state.rows.clone().into(),
            phase: state.phase.clone().into(),
            waiting: state.waiting.clone().into(),
            loading_older: state.loading_older.clone().into(),
            at_end: state.at_end.clone().into(),
            view: place,
            app,
        }
    }

    /// The feed behind a view.
    pub fn timeline_state(&self, view: usize) -> Option<Rc<TimelineState>> {
        self.timelines.borrow().get(view).cloned()
    }

    /// The timelines that are on the screen, and home, which is always wanted.
    pub fn shown_timelines(&self) -> Vec<TimelineKey> {
        let home = self.me.iter().map(|_| TimelineKey::Home);
        let all = self.timelines.borrow();
        let shown = all.iter().filter(|state| state.watchers.get() > 0 && state.key != TimelineKey::Home);
        home.chain(shown.map(|state| state.key.clone())).collect()
    }

    /// Brings what is on the screen up to date; `but_home` where another tab keeps home up to date for all.
    pub fn refresh_shown(self: &Rc<Self>, but_home: bool) {
        let wanted = |state: &&Rc<TimelineState>| {
            state.watchers.get() > 0 && !(but_home && state.key == TimelineKey::Home)
        };
        let shown: Vec<_> = self.timelines.borrow().iter().filter(wanted).cloned().collect();
        shown.iter().filter(|state| self.is_stale(state)).for_each(|state| self.refresh_timeline(state));
    }

    fn open_timeline(self: &Rc<Self>, key: TimelineKey) -> (usize, Rc<TimelineState>) {
        let state = Rc::new(TimelineState {
            key,
            rows: ArcRwSignal::new(Vec::new()),
            phase: ArcRwSignal::new(Phase::Opening),
            waiting: ArcRwSignal::new(0),
            loading_older: ArcRwSignal::new(false),
            at_end: ArcRwSignal::new(false),
            stored: RefCell::default(),
            revealed: RefCell::default(),
            filling: RefCell::default(),
            at_top: Cell::new(true),
            reveal_next: Cell::new(false),
            refreshing: Cell::new(false),
            refreshed_at: Cell::new(0),
            watchers: Cell::new(0),
        });
        let place = {
            let mut all = self.timelines.borrow_mut();
            all.push(Rc::clone(&state));
            all.len() - 1
        };
        // The server is asked before the store is read: the request is on its way while the store answers.
        self.refresh_timeline(&state);
        if state.key != TimelineKey::Home {
            self.note_opened(Table::Timelines, state.key.name());
        }
        let (client, opening) = (Rc::clone(self), Rc::clone(&state));
        spawn_local(async move {
            if let Err(error) = client.read_timeline(&opening).await {
                opening.phase.set(Phase::Failed(error.to_string()));
            }
        });
        (place, state)
    }

    fn watch_timeline(self: &Rc<Self>, state: &Rc<TimelineState>) {
        state.watchers.set(state.watchers.get() + 1);
        // What the stream should carry has changed.
        self.engine.wake();
        let (session, key) = (self.session, state.key.clone());
        on_cleanup(move || {
            super::app::with_client(|client| {
                let all = client.timelines.borrow();
                if let Some(state) = all.iter().find(|state| client.session == session && state.key == key) {
                    state.watchers.set(state.watchers.get().saturating_sub(1));
                }
            });
        });
    }

    fn is_stale(&self, state: &TimelineState) -> bool {
        let age = self.engine.clock().now().as_millis() - state.refreshed_at.get();
        !self.engine.is_live(&state.key) && age > FRESH
    }

    async fn read_timeline(self: &Rc<Self>, state: &Rc<TimelineState>) -> Result<(), StoreError> {
        let tx =
            self.engine.store().begin(&[Table::Timelines, Table::Posts, Table::Accounts], Mode::Read).await?;
        let timeline = records::timeline(&tx, &state.key).await?;
        let first: Vec<StatusId> = timeline.posts().take(FIRST_SCREENS).cloned().collect();
        let loaded = records::load(&tx, &first).await?;
        drop(tx);
        let long = timeline.entries().len() > KEPT && state.key.pages_by_post();
        // The server may have been quicker.
        if state.stored.borrow().is_none() {
            self.take_loaded(loaded);
            self.set_timeline(state, Arc::new(timeline));
        }
        if long {
            let timelines = vec![(state.key.clone(), Change::Trim(KEPT))];
            self.engine.write(Batch { timelines, ..Batch::default() }).await?;
        }
        Ok(())
    }

    /// Brings a feed up to date.
    pub fn refresh_timeline(self: &Rc<Self>, state: &Rc<TimelineState>) {
        if state.refreshing.replace(true) {
            return;
        }
        state.set_busy();
        // What was there at the last visit is caught up with in one go; later, what is new waits behind the pill.
        state.reveal_next.set(state.at_top.get());
        let (client, state) = (Rc::clone(self), Rc::clone(state));
        spawn_local(async move {
            let outcome = client.with_room(|| client.engine.refresh(&state.key)).await;
            state.refreshing.set(false);
            state.reveal_next.set(false);
            if outcome.is_ok() {
                state.refreshed_at.set(client.engine.clock().now().as_millis());
            }
            state.set_outcome(outcome);
        });
    }

    /// Loads the page below the last entry.
    pub fn load_older(self: &Rc<Self>, state: &Rc<TimelineState>) {
        let unread = state.stored.borrow().is_none();
        if unread
            || state.loading_older.with_untracked(|loading| *loading)
            || state.at_end.with_untracked(|end| *end)
        {
            return;
        }
        state.loading_older.set(true);
        let (client, state) = (Rc::clone(self), Rc::clone(state));
        spawn_local(async move {
            let outcome = client.engine.older(&state.key).await;
            state.loading_older.set(false);
            state.set_outcome(outcome);
        });
    }

    /// Loads the page at the top of a gap.
    pub fn fill_gap(self: &Rc<Self>, state: &Rc<TimelineState>, gap: u32) {
        if !state.filling.borrow_mut().insert(gap) {
            return;
        }
        self.remake_rows(state);
        let (client, state) = (Rc::clone(self), Rc::clone(state));
        spawn_local(async move {
            let outcome = client.engine.fill(&state.key, gap).await;
            state.filling.borrow_mut().remove(&gap);
            client.remake_rows(&state);
            state.set_outcome(outcome);
        });
    }

    /// Shows what is held back.
    pub fn show_waiting(self: &Rc<Self>, state: &Rc<TimelineState>) {
        state.revealed.borrow_mut().clear();
        self.remake_rows(state);
    }

    pub(super) fn take_timelines(self: &Rc<Self>, changes: &Changes) {
        let all: Vec<_> = self.timelines.borrow().clone();
        for state in all {
            let new = changes.timelines.iter().find(|(key, _)| *key == state.key);
            match new {
                Some((_, timeline)) => self.set_timeline(&state, Arc::clone(timeline)),
                None if changes.outbox.is_some() => self.remake_rows(&state),
                None => {}
            }
        }
    }

    fn set_timeline(self: &Rc<Self>, state: &Rc<TimelineState>, timeline: Arc<Timeline>) {
        let at_end = *timeline.tail() == Tail::End;
        if state.at_end.with_untracked(|old| *old != at_end) {
            state.at_end.set(at_end);
        }
        *state.stored.borrow_mut() = Some(timeline);
        if state.reveal_next.get() && state.at_top.get() {
            state.revealed.borrow_mut().clear();
        }
        self.remake_rows(state);
        if state.phase.with_untracked(|phase| *phase == Phase::Opening) {
            state.set_busy();
        }
    }

    fn remake_rows(self: &Rc<Self>, state: &Rc<TimelineState>) {
        let Some(timeline) = state.stored.borrow().clone() else { return };
        let overlay = self.entities.overlay.borrow();
        let unsent = self.me.as_ref().map(|me| overlay.unsent_in(&state.key, &me.id)).unwrap_or_default();
        let held = self.held_back(state, &timeline);
        let names = state.rows.with_untracked(|rows| self.kept_names(rows.iter().filter_map(Row::post)));
        let mut rows: Vec<Row> = unsent.into_iter().map(Row::Post).collect();
        let mut waiting = 0;
        for (place, entry) in timeline.entries().iter().enumerate() {
            match entry {
                Entry::Post(id) if overlay.deletes(id) || self.is_awaited(id) => {}
                Entry::Post(id) if place < held && !self.is_mine(id) => waiting += 1,
                Entry::Post(id) => rows.push(Row::Post(names.get(id).unwrap_or(id).clone())),
                Entry::Gap(_) if place < held => {}
                Entry::Gap(gap) => {
                    rows.push(Row::Gap { id: gap.id, filling: state.filling.borrow().contains(&gap.id) });
                }
            }
        }
        drop(overlay);
        let shown = timeline.entries().iter().skip(held).filter_map(|entry| match entry {
            Entry::Post(id) => Some(id.clone()),
            Entry::Gap(_) => None,
        });
        state.revealed.borrow_mut().extend(shown);
        if state.rows.with_untracked(|old| *old != rows) {
            state.rows.set(rows);
        }
        if state.waiting.with_untracked(|old| *old != waiting) {
            state.waiting.set(waiting);
        }
    }

    /// How many entries at the top are held back: those above all that has been shown.
    fn held_back(&self, state: &TimelineState, timeline: &Timeline) -> usize {
        let revealed = state.revealed.borrow();
        let was_shown = |entry: &Entry| matches!(entry, Entry::Post(id) if revealed.contains(id));
        timeline.entries().iter().position(was_shown).unwrap_or(0)
    }
}

impl TimelineView {
    /// Where an entry stands in the rows that are shown whose element had this key, and which key it has now: a post may have
    /// been sent meanwhile.
    pub fn find(self, shown: &[Row], key: &str) -> Option<(usize, String)> {
        let client = self.app.client();
        let real = |key: String| client.real_id(&StatusId::from(key));
        let wanted = real(key.to_owned());
        let name = self.rows.with_untracked(|rows| {
            let at = rows.iter().position(|row| real(row.key()) == wanted)?;
            // What is shown further up now was shown here.
            let into = client.repeats(rows).get(at).copied().flatten();
            into.and_then(|place| rows.get(place)).or_else(|| rows.get(at)).map(Row::key)
        })?;
        let at = shown.iter().position(|row| row.key() == name)?;
        Some((at, real(name).to_string()))
    }
}

impl TimelineState {
    /// Which feed it is.
    pub fn key(&self) -> &TimelineKey {
        &self.key
    }

    /// Says whether the reader is at the top.
    pub fn set_at_top(&self, at_top: bool) {
        self.at_top.set(at_top);
    }

    fn set_busy(&self) {
        let read = self.stored.borrow().is_some();
        let empty = self.rows.with_untracked(Vec::is_empty);
        let phase = match (self.refreshing.get(), read && !empty) {
            (true, true) => Phase::Refreshing,
            (true, false) => Phase::Opening,
            (false, _) => return,
        };
        if self.phase.with_untracked(|old| *old != phase) {
            self.phase.set(phase);
        }
    }

    fn set_outcome(&self, outcome: Result<(), Problem>) {
        self.phase.set(match outcome {
            Ok(()) => Phase::Ready,
            Err(problem) => super::phase_of(&problem),
        });
    }
}
