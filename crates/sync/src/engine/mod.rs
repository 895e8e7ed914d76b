//! The engine: brings what servers say into the store, and what users do to servers.
//!
//! One engine serves one account, or nobody for reading in public. Its methods only ever write to the store and tell the
//! listener what has changed; nothing is handed to the screen directly. Where several tabs share an account, each has its
//! engine, and one of them runs [`Engine::lead`].

mod accounts;
mod budget;
mod catch_up;
mod decisions;
mod drain;
mod features;
mod files;
mod heard;
mod inbox;
mod instance;
mod kept;
mod lease;
mod lists;
mod local;
mod notifications;
mod positions;
mod posts;
mod reconcile;
mod search;
mod send;
mod shelf;
mod storage;
mod streaming;
mod timelines;
mod transfer;

#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use rejoin_api::{AccountId, ApiError, FromJson, PageCursor, Request, Response};
use rejoin_domain::TimelineKey;
use rejoin_domain::timeline::Change;

use self::budget::{Budget, Kind};
use crate::bell::Bell;
use crate::net::{Network, NetworkError};
use crate::platform::{Clock, Platform};
use crate::problem::Problem;
use crate::records::{Batch, Changes, LATEST, QueueBatch, REFRESHED, commit, commit_queue};
use crate::store::StoreError;

pub use accounts::People;
pub use features::{FEATURES, Feature};
pub use heard::samples_of;
pub use inbox::INBOX;
pub use instance::{PROFILE, Preferences};
pub use kept::{Conversation, Kept, PutAside, Scheduled};
pub use lists::{FILTERS, LISTS, SIMPLE_FILTERS, members_of};
pub use posts::{history_of, translation_of};
pub use search::Found;
pub use shelf::SHELF;
pub use storage::{Amount, Limits};
pub use streaming::Surroundings;

/// What is told to the screen.
#[derive(Debug)]
pub enum Event<'a> {
    /// Something was written.
    Changed(&'a Changes),
    /// The server answered, or did not.
    Reached(Result<(), NetworkError>),
    /// The server does not accept the token any more.
    SignedOut,
}

type Listener = Rc<dyn Fn(&Event<'_>)>;

/// What an engine needs to know of its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The server's address, without a slash at its end.
    pub server: String,
    /// The account; `None` for reading in public.
    pub account: Option<AccountId>,
}

impl Identity {
    /// The server's host, with its port where it has one of its own.
    #[must_use]
    pub fn host(&self) -> &str {
        self.server.split_once("://").map_or("", |(_, host)| host)
    }
}

/// The engine of one account.
pub struct Engine<P: Platform> {
    identity: Identity,
    store: P::Store,
    network: P::Network,
    clock: P::Clock,
    listener: RefCell<Option<Listener>>,
    /// The timelines that a stream keeps complete at present.
    live: RefCell<HashSet<TimelineKey>>,
    /// Whether the stream keeps the notifications complete at present.
    notified: Cell<bool>,
    /// Paths that the server has not got.
    missing: RefCell<HashSet<&'static str>>,
    budget: RefCell<Budget>,
    lease: lease::Lease,
    to_send: Bell,
    to_follow: Bell,
    /// Whether the stream is to be opened anew.
    reopen: Cell<bool>,
}

impl<P: Platform> Engine<P> {
    /// An engine over these.
    pub fn new(identity: Identity, store: P::Store, network: P::Network, clock: P::Clock) -> Self {
        Self {
            identity,
            store,
            network,
            clock,
            listener: RefCell::default(),
            live: RefCell::default(),
            notified: Cell::default(),
            missing: RefCell::default(),
            budget: RefCell::default(),
            lease: lease::Lease::default(),
            to_send: Bell::default(),
            to_follow: Bell::default(),
            reopen: Cell::default(),
        }
    }

    /// Sets who is told of what happens. Called before anything else.
    pub fn listen(&self, listener: impl Fn(&Event<'_>) + 'static) {
        *self.listener.borrow_mut() = Some(Rc::new(listener));
    }

    /// Whose engine it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The store, for reading.
    pub fn store(&self) -> &P::Store {
        &self.store
    }

    /// The clock.
    pub fn clock(&self) -> &P::Clock {
        &self.clock
    }

    /// Tells the engine that the network may be back, or that there is something new to send: whatever waits is tried now.
    pub fn wake(&self) {
        self.to_send.ring();
        self.to_follow.ring();
    }

    /// Writes, and tells what has changed.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn write(&self, mut batch: Batch) -> Result<Changes, StoreError> {
        if batch.asked_at.is_some_and(|at| self.now().as_millis() - at.as_millis() > LATEST) {
            return Err(StoreError::Late);
        }
        if self.is_beside_leader() && batch.timelines.iter().any(is_new_top_of_stream) {
            // The leader may be frozen, and what it heard before that be older than this.
            batch.values.push((REFRESHED.to_owned(), Some(self.clock.unique())));
        }
        let changes = commit(&self.store, batch).await?;
        self.tell(&Event::Changed(&changes));
        Ok(changes)
    }

    /// Writes what changes the queue, and tells what has changed.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn write_queue(&self, all: QueueBatch) -> Result<Changes, StoreError> {
        let changes = commit_queue(&self.store, all).await?;
        self.tell(&Event::Changed(&changes));
        Ok(changes)
    }

    fn tell(&self, event: &Event<'_>) {
        // The listener may ask the engine for something, so that nothing may be borrowed while it runs.
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    /// Sends a request that has no files, and reads the answer.
    async fn ask<T: FromJson>(&self, request: &Request<T>) -> Result<T, Problem> {
        self.ask_page(request).await.map(|(answer, _)| answer)
    }

    /// The same for a list, with where it goes on.
    async fn ask_page<T: FromJson>(&self, request: &Request<T>) -> Result<(T, Response), Problem> {
        let response = self.send(&request.call, &[]).await?;
        Ok((self.read(request, &response)?, response))
    }

    fn read<T: FromJson>(&self, request: &Request<T>, response: &Response) -> Result<T, Problem> {
        let answer = request.read(response);
        if let Err(ApiError::Unauthorised { .. }) = &answer
            && self.identity.account.is_some()
        {
            self.tell(&Event::SignedOut);
        }
        Ok(answer?)
    }

    /// Sends a request, unless the server has asked for a pause.
    async fn send(&self, call: &rejoin_api::Call, files: &[(String, P::File)]) -> Result<Response, Problem> {
        let kind = Kind::of(call);
        if let Some(until) = self.budget.borrow().paused(kind, self.now()) {
            return Err(ApiError::RateLimited { reset: Some(until), retry_after: None }.into());
        }
        self.budget.borrow_mut().count(kind, self.now());
        let answer = self.network.send(call, files).await;
        self.tell(&Event::Reached(answer.as_ref().map(|_| ()).map_err(|error| *error)));
        if let Ok(response) = &answer {
            self.budget.borrow_mut().heed(kind, response, self.now());
        }
        Ok(answer?)
    }

    fn now(&self) -> rejoin_api::Timestamp {
        self.clock.now()
    }
}

/// Whether it is the top of a timeline that a leader may follow.
fn is_new_top_of_stream((key, change): &(TimelineKey, Change)) -> bool {
    matches!(change, Change::Newest { .. }) && streaming::stream_of(key).is_some()
}

/// Where a list goes on, by the server's word.
fn next_of(response: &Response) -> Option<PageCursor> {
    response.links().next
}

impl<P: Platform> std::fmt::Debug for Engine<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("identity", &self.identity).finish_non_exhaustive()
    }
}
