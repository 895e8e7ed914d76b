//! Notifications.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set, WithUntracked};
use leptos::task::spawn_local;
use rejoin_api::{AccountId, StatusId};
use rejoin_domain::{NotificationGroup, Notifications, Tail};
use rejoin_sync::Mutation;
use rejoin_sync::records::{self, Changes};
use rejoin_sync::store::{Mode, Store, StoreError, Table};

use super::client::Client;
use super::{App, NotificationRow, NotificationsView, Phase};

/// The notifications of a session.
pub struct NotificationsState {
    rows: ArcRwSignal<Vec<Arc<NotificationRow>>>,
    phase: ArcRwSignal<Phase>,
    unread: ArcRwSignal<usize>,
    loading_older: ArcRwSignal<bool>,
    at_end: ArcRwSignal<bool>,
    stored: RefCell<Option<Arc<Notifications>>>,
    refreshing: Cell<bool>,
}

impl Default for NotificationsState {
    fn default() -> Self {
        Self {
            rows: ArcRwSignal::new(Vec::new()),
            phase: ArcRwSignal::new(Phase::Opening),
            unread: ArcRwSignal::new(0),
            loading_older: ArcRwSignal::new(false),
            at_end: ArcRwSignal::new(false),
            stored: RefCell::default(),
            refreshing: Cell::new(false),
        }
    }
}

impl Client {
    /// The notifications as they are shown; asking for the badge alone asks nothing of the server.
    pub fn notifications(self: &Rc<Self>, app: App) -> NotificationsView {
        let state = &self.notifications;
        NotificationsView {
            rows: state.rows.clone().into(),
            phase: state.phase.clone().into(),
            unread: state.unread.clone().into(),
            loading_older: state.loading_older.clone().into(),
            at_end: state.at_end.clone().into(),
            app,
        }
    }

    /// Brings the notifications up to date.
    pub fn refresh_notifications(self: &Rc<Self>) {
        let state = &self.notifications;
        if self.me.is_none() || state.refreshing.replace(true) {
            return;
        }
        if state.rows.with_untracked(|rows| !rows.is_empty()) {
            state.phase.set(Phase::Refreshing);
        }
        let client = Rc::clone(self);
        spawn_local(async move {
            let outcome = client.engine.refresh_notifications().await;
            let state = &client.notifications;
            state.refreshing.set(false);
            state.phase.set(match outcome {
                Ok(()) => Phase::Ready,
                Err(problem) => super::phase_of(&problem),
            });
        });
    }

    /// Loads older notifications.
    pub fn older_notifications(self: &Rc<Self>) {
        let state = &self.notifications;
        let busy =
            state.loading_older.with_untracked(|loading| *loading) || state.at_end.with_untracked(|end| *end);
        if busy || state.stored.borrow().is_none() {
            return;
        }
        state.loading_older.set(true);
        let client = Rc::clone(self);
        spawn_local(async move {
            let outcome = client.engine.older_notifications().await;
            client.notifications.loading_older.set(false);
            if let Err(problem) = outcome {
                client.notifications.phase.set(super::phase_of(&problem));
            }
        });
    }

    /// Remembers that all that is there has been seen.
    pub fn mark_notifications_read(self: &Rc<Self>) {
        let newest = self.notifications.stored.borrow().as_ref().and_then(|all| all.groups.first().cloned());
        let unread = self.notifications.unread.with_untracked(|unread| *unread > 0);
        if let Some(group) = newest.filter(|_| unread) {
            let engine = Rc::clone(&self.engine);
            // Not kept, they are merely new once more.
            spawn_local(async move {
                drop(engine.submit(Mutation::ReadNotifications { upto: group.newest }).await);
            });
        }
    }

    /// Reads the notifications from the store.
    pub async fn open_notifications(self: &Rc<Self>) {
        if let Ok(all) = self.read_notifications().await {
            self.take_notifications(&Changes { notifications: Some(Arc::new(all)), ..Changes::default() });
        }
    }

    async fn read_notifications(self: &Rc<Self>) -> Result<Notifications, StoreError> {
        let tx = self
            .engine
            .store()
            .begin(&[Table::Notifications, Table::Posts, Table::Accounts], Mode::Read)
            .await?;
        let all = records::notifications(&tx).await?;
        let people: HashSet<AccountId> =
            all.groups.iter().flat_map(|group| group.accounts.iter().cloned()).collect();
        let posts: Vec<StatusId> =
            all.groups.iter().filter_map(|group| group.status.clone()).take(20).collect();
        let mut loaded = records::load(&tx, &posts).await?;
        loaded.accounts.extend(records::accounts(&tx, &people.into_iter().collect::<Vec<_>>()).await?);
        drop(tx);
        self.take_loaded(loaded);
        Ok(all)
    }

    pub(super) fn take_notifications(self: &Rc<Self>, changes: &Changes) {
        let state = &self.notifications;
        if let Some(all) = &changes.notifications {
            *state.stored.borrow_mut() = Some(Arc::clone(all));
        } else if changes.accounts.is_empty() {
            return;
        }
        let Some(all) = state.stored.borrow().clone() else { return };
        let rows: Vec<_> =
            all.groups.iter().map(|group| Arc::new(self.notification_row(&all, group))).collect();
        if state.rows.with_untracked(|old| *old != rows) {
            state.rows.set(rows);
        }
        // The engine may have asked on its own, before any page did.
        let asked = all.tail != Tail::Unknown;
        if asked && state.phase.with_untracked(|phase| *phase == Phase::Opening) {
            state.phase.set(Phase::Ready);
        }
        let (unread, at_end) = (all.unread(), all.tail == Tail::End);
        if state.unread.with_untracked(|old| *old != unread) {
            state.unread.set(unread);
        }
        if state.at_end.with_untracked(|old| *old != at_end) {
            state.at_end.set(at_end);
        }
    }

    fn notification_row(self: &Rc<Self>, all: &Notifications, group: &NotificationGroup) -> NotificationRow {
        let known = self.entities.accounts.borrow();
        NotificationRow {
            key: group.key.clone(),
            kind: group.kind.clone(),
            people: group.accounts.iter().filter_map(|id| known.get(id).cloned()).collect(),
            count: group.count,
            post: group.status.clone(),
            at: group.at,
            unread: all.is_unread(group),
            words: group.words.clone(),
        }
    }
}
