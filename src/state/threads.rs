//! Threads.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Set, WithUntracked, on_cleanup};
use leptos::task::spawn_local;
use rejoin_api::StatusId;
use rejoin_domain::{Place, Post, Reply, Thread, ThreadRow};
use rejoin_sync::records::{self, Batch, Changes};
use rejoin_sync::store::{Mode, Store, StoreError, Table};
use rejoin_sync::{Clock, MutationId};

use super::client::Client;
use super::{App, Phase, ThreadView};

/// How many threads are kept open for coming back to.
const KEPT: usize = 30;
/// How many posts of a thread are read with it.
const FIRST_SCREENS: usize = 60;
/// What was brought up to date so long ago, in milliseconds, is so again when it is shown again.
const FRESH: i64 = 15_000;

/// As often is a server asked again that is still looking for replies elsewhere.
const MOST_LOOKS: u32 = 12;
/// And no later than after so many seconds, whatever it says.
const LONGEST_WAIT: u32 = 60;

/// A thread, as long as it is among the latest.
pub struct ThreadState {
    number: usize,
    /// Changes once, when a post is sent whose thread is open.
    focus: RefCell<StatusId>,
    rows: ArcRwSignal<Vec<ThreadRow>>,
    unread: ArcRwSignal<Vec<StatusId>>,
    /// The replies that were there when it was last left; the others are unread. `None` when it is opened for the first time.
    seen: RefCell<Option<HashSet<StatusId>>>,
    phase: ArcRwSignal<Phase>,
    finding: ArcRwSignal<bool>,
    stored: RefCell<Arc<Thread>>,
    /// Whether the post itself is known, so that there is something to show.
    found: Cell<bool>,
    refreshing: Cell<bool>,
    refreshed_at: Cell<i64>,
    watchers: Cell<usize>,
    /// How often in a row the server said that it is still looking for replies.
    looks: Cell<u32>,
}

/// Takes what has changed into the threads of a session.
pub type TakeThreads = fn(&Rc<Client>, &Changes);

impl Client {
    /// A thread.
    pub fn thread(self: &Rc<Self>, id: &StatusId, app: App) -> ThreadView {
        let id = &self.real_id(id);
        let known = self.threads.borrow().iter().find(|state| *state.focus.borrow() == *id).cloned();
        let is_new = known.is_none();
        let state = known.unwrap_or_else(|| self.open_thread(id));
        self.watch_thread(&state);
        let age = self.engine.clock().now().as_millis() - state.refreshed_at.get();
        if !is_new && age > FRESH {
            self.refresh_thread(&state);
        }
        ThreadView {
            rows: state.rows.clone().into(),
            unread: state.unread.clone().into(),
            phase: state.phase.clone().into(),
            finding: state.finding.clone().into(),
            view: state.number,
            app,
        }
    }

    /// The thread behind a view.
    pub fn thread_state(&self, view: usize) -> Option<Rc<ThreadState>> {
        self.threads.borrow().iter().find(|state| state.number == view).cloned()
    }

    /// Brings the threads that are on the screen up to date.
    pub fn refresh_threads(self: &Rc<Self>) {
        let shown: Vec<_> =
            self.threads.borrow().iter().filter(|state| state.watchers.get() > 0).cloned().collect();
        shown.iter().for_each(|state| self.refresh_thread(state));
    }

    fn open_thread(self: &Rc<Self>, id: &StatusId) -> Rc<ThreadState> {
        self.take_threads.set(Some(Self::take_into_threads));
        let number = self.threads.borrow().last().map_or(0, |last| last.number + 1);
        let state = Rc::new(ThreadState {
            number,
            focus: RefCell::new(id.clone()),
            rows: ArcRwSignal::new(Vec::new()),
            unread: ArcRwSignal::new(Vec::new()),
            seen: RefCell::default(),
            phase: ArcRwSignal::new(Phase::Opening),
            finding: ArcRwSignal::new(false),
            stored: RefCell::default(),
            found: Cell::new(false),
            refreshing: Cell::new(false),
            refreshed_at: Cell::new(0),
            watchers: Cell::new(0),
            looks: Cell::new(0),
        });
        {
            let mut all = self.threads.borrow_mut();
            all.push(Rc::clone(&state));
            if all.len() > KEPT
                && let Some(place) = all.iter().position(|state| state.watchers.get() == 0)
            {
                all.remove(place);
            }
        }
        self.refresh_thread(&state);
        self.note_opened(Table::Threads, id.to_string());
        let (client, opening) = (Rc::clone(self), Rc::clone(&state));
        spawn_local(async move {
            if let Err(error) = client.read_thread(&opening).await {
                opening.phase.set(Phase::Failed(error.to_string()));
            }
        });
        state
    }

    fn watch_thread(&self, state: &Rc<ThreadState>) {
        state.watchers.set(state.watchers.get() + 1);
        let (session, number) = (self.session, state.number);
        on_cleanup(move || {
            super::app::with_client(|client| {
                if client.session == session
                    && let Some(state) = client.thread_state(number)
                {
                    state.watchers.set(state.watchers.get().saturating_sub(1));
                    if state.watchers.get() == 0 {
                        let there =
                            state.rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect());
                        *state.seen.borrow_mut() = Some(there);
                    }
                }
            });
        });
    }

    async fn read_thread(self: &Rc<Self>, state: &Rc<ThreadState>) -> Result<(), StoreError> {
        let tx =
            self.engine.store().begin(&[Table::Threads, Table::Posts, Table::Accounts], Mode::Read).await?;
        let focus = state.focus();
        let stored = records::thread(&tx, &focus).await?;
        if let Some(stored) = &stored {
            // This is read before an answer of the server can have been stored, and so is what was there when it was last open.
            let there = stored.descendants.iter().map(|reply| reply.id.clone()).collect();
            state.seen.borrow_mut().get_or_insert(there);
        }
        let thread = stored.unwrap_or_default();
        let mut ids: Vec<StatusId> = vec![focus];
        ids.extend(thread.ancestors.iter().cloned());
        ids.extend(thread.descendants.iter().take(FIRST_SCREENS).map(|reply| reply.id.clone()));
        let loaded = records::load(&tx, &ids).await?;
        drop(tx);
        self.take_loaded(loaded);
        if state.refreshed_at.get() == 0 {
            *state.stored.borrow_mut() = Arc::new(thread);
        }
        self.remake_thread(state);
        Ok(())
    }

    /// Brings a thread up to date.
    pub fn refresh_thread(self: &Rc<Self>, state: &Rc<ThreadState>) {
        // A post that is not sent yet has no thread on the server.
        if MutationId::of_post(&state.focus()).is_some() {
            return state.phase.set(Phase::Ready);
        }
        if state.refreshing.replace(true) {
            return;
        }
        let (client, state) = (Rc::clone(self), Rc::clone(state));
        spawn_local(async move {
            let outcome = client.engine.refresh_thread(&state.focus()).await;
            state.refreshing.set(false);
            if outcome.is_ok() {
                state.refreshed_at.set(client.engine.clock().now().as_millis());
            }
            client.remake_thread(&state);
            let again = outcome.as_ref().ok().and_then(|more| state.ask_again_in(*more));
            state.finding.set(again.is_some());
            state.phase.set(match outcome {
                Ok(_) => Phase::Ready,
                Err(problem) => super::phase_of(&problem),
            });
            if let Some(seconds) = again {
                client.engine.clock().sleep(seconds.clamp(1, LONGEST_WAIT) * 1000).await;
                client.refresh_thread(&state);
            }
        });
    }

    fn take_into_threads(self: &Rc<Self>, changes: &Changes) {
        let all: Vec<_> = self.threads.borrow().clone();
        for state in all {
            if let Some((_, real)) = changes.published.iter().find(|(unsent, _)| *unsent == state.focus()) {
                *state.focus.borrow_mut() = real.clone();
                self.refresh_thread(&state);
            }
            let focus = state.focus();
            if let Some((_, thread)) = changes.threads.iter().find(|(id, _)| *id == focus) {
                *state.stored.borrow_mut() = Arc::clone(thread);
            } else {
                self.add_replies(&state, &changes.posts);
            }
            self.remake_thread(&state);
        }
    }

    /// Replies that have just come to posts of a thread are part of it, before the server is asked again.
    fn add_replies(self: &Rc<Self>, state: &ThreadState, posts: &[Arc<Post>]) {
        let mut thread = Arc::clone(&state.stored.borrow());
        let focus = state.focus();
        for post in posts {
            let Some(to) = &post.in_reply_to_id else { continue };
            let in_thread =
                |id: &StatusId| *id == focus || thread.descendants.iter().any(|reply| reply.id == *id);
            if in_thread(to) && !in_thread(&post.id) && !thread.ancestors.contains(&post.id) {
                let reply = Reply { id: post.id.clone(), to: Some(to.clone()) };
                Arc::make_mut(&mut thread).descendants.push(reply);
            }
        }
        let grown = !Arc::ptr_eq(&thread, &state.stored.borrow());
        if grown {
            *state.stored.borrow_mut() = Arc::clone(&thread);
            let engine = Rc::clone(&self.engine);
            spawn_local(async move {
                let threads = vec![(focus, Arc::unwrap_or_clone(thread))];
                // Not kept, it is asked for again.
                drop(engine.write(Batch { threads, ..Batch::default() }).await);
            });
        }
    }

    fn remake_thread(self: &Rc<Self>, state: &ThreadState) {
        let focus = state.focus();
        let known = self.entities.posts.borrow().contains_key(&focus);
        let unsent = self.entities.overlay.borrow().unsent(&focus).is_some();
        state.found.set(state.found.get() || known || unsent);
        if !state.found.get() {
            return;
        }
        let thread = Thread::clone(&state.stored.borrow());
        let mut rows = self.rows_of(thread, &focus);
        let names = state.rows.with_untracked(|rows| self.kept_names(rows.iter().map(|row| &row.id)));
        for row in &mut rows {
            if let Some(name) = names.get(&row.id) {
                row.id.clone_from(name);
            }
        }
        let unread = self.unread_of(state, &rows);
        if state.rows.with_untracked(|old| *old != rows) {
            state.rows.set(rows);
        }
        if state.unread.with_untracked(|old| *old != unread) {
            state.unread.set(unread);
        }
    }

    /// The replies of others that were not there when the thread was last left.
    fn unread_of(&self, state: &ThreadState, rows: &[ThreadRow]) -> Vec<StatusId> {
        let seen = state.seen.borrow();
        let Some(seen) = seen.as_ref() else { return Vec::new() };
        let posts = self.entities.posts.borrow();
        let me = self.me.as_ref().map(|me| &me.id);
        let is_new = |row: &&ThreadRow| {
            let post = posts.get(&row.id).filter(|_| row.place == Place::Reply && !seen.contains(&row.id));
            post.is_some_and(|post| Some(&post.account) != me)
        };
        rows.iter().filter(is_new).map(|row| row.id.clone()).collect()
    }

    /// The rows of a thread, with the replies that are not sent yet and without what shall be deleted.
    fn rows_of(&self, mut thread: Thread, focus: &StatusId) -> Vec<ThreadRow> {
        let overlay = self.entities.overlay.borrow();
        let mut ids = thread.ancestors.clone();
        ids.push(focus.clone());
        ids.extend(thread.descendants.iter().map(|reply| reply.id.clone()));
        thread.descendants.retain(|reply| !self.is_awaited(&reply.id));
        let unsent = overlay.unsent_replies(&ids);
        thread.descendants.extend(unsent.into_iter().map(|(id, to)| Reply { id, to: Some(to) }));
        let mut rows = thread.rows(focus);
        rows.retain(|row| !overlay.deletes(&row.id));
        rows
    }
}

impl ThreadState {
    /// After how many seconds the server is asked once more for what it is still looking for, where it says so: while somebody
    /// looks, and not for ever.
    fn ask_again_in(&self, told: Option<u32>) -> Option<u32> {
        self.looks.set(told.map_or(0, |_| self.looks.get() + 1));
        told.filter(|_| self.watchers.get() > 0 && self.looks.get() < MOST_LOOKS)
    }

    fn focus(&self) -> StatusId {
        self.focus.borrow().clone()
    }
}
