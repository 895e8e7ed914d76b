//! Draining the outbox: what is sent when. See [`crate::outbox`] for the protocol.

use std::sync::Arc;

use futures::future::select;
use rejoin_api::requests::accounts;
use rejoin_api::{ApiError, Timestamp};
use rejoin_domain::NotificationsChange;

use super::Engine;
use super::budget::{self, Kind};
use super::send::{Failure, Sent};
use crate::backoff;
use crate::net::NetworkError;
use crate::outbox::{Draft, Entry, Mark, Mutation, MutationId, QueueChange, State, queue};
use crate::platform::{Clock, Platform};
use crate::problem::{Problem, words};
use crate::records::{self, Batch, QueueBatch};
use crate::store::{Mode, Store, StoreError, Table};

/// The waits before trying again, in milliseconds.
const SHORTEST: u32 = 2_000;
const LONGEST: u32 = 300_000;
/// A request without an answer may still be on its way for so long, in milliseconds, before it is looked for.
const SETTLING: i64 = 5_000;
/// A server may still be at a request whose browser died for so long after it was sent: Mastodon gives up after 15 seconds.
const ABANDONED: i64 = 15_000;
/// After so many answers that make no sense the user is asked.
const SENSELESS: u32 = 8;

/// What stops the draining for a while.
#[derive(Debug)]
enum Pause {
    /// No answer came back: until the network may be back.
    Unreachable,
    /// The token is not good any more: until there is a new one.
    SignedOut,
    /// Another engine leads: for good.
    Deposed,
}

impl From<StoreError> for Pause {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Deposed => Self::Deposed,
            _ => Self::Unreachable,
        }
    }
}

impl<P: Platform> Engine<P> {
    /// Keeps what the user did. It is durable when this returns.
    ///
    /// # Errors
    /// When the device could not keep it; then nothing has happened.
    pub async fn submit(&self, mutation: Mutation) -> Result<MutationId, StoreError> {
        let now = self.now();
        let id = MutationId::new(now.as_millis(), &self.clock.unique());
        let mut batch = Batch::default();
        let mut mutation = mutation;
        match &mut mutation {
            Mutation::ReadNotifications { .. } => {
                let newest = self.newest_notification().await?.unwrap_or(now);
                batch.notifications.push(NotificationsChange::ReadUntil(newest));
            }
            Mutation::CreateList { known, .. } => *known = self.known_lists().await?,
            Mutation::CreateFilter { known, .. } => *known = self.known_filters().await?,
            _ => {}
        }
        let entry = Entry::new(id.clone(), mutation, now, self.clock.unique());
        let outbox = vec![QueueChange::Add(Box::new(entry))];
        self.write_queue(QueueBatch { outbox, batch, ..QueueBatch::default() }).await?;
        self.to_send.ring();
        Ok(id)
    }

    /// Sends what waits, until another engine leads.
    pub(super) async fn drain(&self) {
        let mut failures = 0;
        while self.take_over().await.is_err() {
            failures += 1;
            self.wait_for_network(failures).await;
        }
        failures = 0;
        loop {
            if failures > 0 {
                // A device that was full may have left something as being sent.
                match self.recover().await {
                    Err(Pause::Deposed) => return,
                    Ok(()) if self.is_reachable().await => {}
                    _ => {
                        failures += 1;
                        self.wait_for_network(failures).await;
                        continue;
                    }
                }
            }
            match self.send_what_is_due().await {
                Ok(due_at) => {
                    failures = 0;
                    self.wait_until(due_at).await;
                }
                Err(Pause::Unreachable) => {
                    failures += 1;
                    self.wait_for_network(failures).await;
                }
                Err(Pause::SignedOut) => self.to_send.wait().await,
                Err(Pause::Deposed) => return,
            }
        }
    }

    /// Whoever was sending before is gone: what was on its way is uncertain, and what was asked counts.
    async fn take_over(&self) -> Result<(), Pause> {
        if let Ok(tx) = self.store.begin(&[Table::Values], Mode::Read).await
            && let Ok(Some(text)) = records::value(&tx, budget::STORED).await
            && let Ok(stored) = rejoin_api::parse(&text)
        {
            self.budget.borrow_mut().resume(stored);
        }
        self.recover().await
    }

    /// What stands as being sent, while nothing is, is uncertain.
    async fn recover(&self) -> Result<(), Pause> {
        if self.queue().await?.iter().any(|entry| entry.state == State::Sending) {
            let change = QueueChange::Recover { until: self.after(SETTLING), patience: ABANDONED };
            self.write_leading(change.into()).await?;
        }
        Ok(())
    }

    /// Sends until nothing is due. Answers with when something will be.
    async fn send_what_is_due(&self) -> Result<Option<Timestamp>, Pause> {
        loop {
            let now = self.now();
            let entries = self.queue().await?;
            let mut due_at = None::<Timestamp>;
            let mut ready = None;
            for entry in queue::in_turn(&entries) {
                let waits = if let State::Waiting { until, .. } = entry.state { until } else { now };
                // Others may be sent while one waits for its time, or for a limit of the server.
                let free = self.budget.borrow().free_at(kind_of(&entry.mutation), now);
                let at = free.map_or(waits, |free| free.max(waits));
                if at <= now {
                    ready = Some(entry.id.clone());
                    break;
                }
                due_at = Some(due_at.map_or(at, |due| due.min(at)));
            }
            let Some(id) = ready else { return Ok(due_at) };
            if let Some(entry) = self.begin(&id).await? {
                let outcome = self.perform(&entry).await;
                self.settle(&entry, outcome).await?;
            }
        }
    }

    /// Notes that an entry is being sent. Answers with the entry as it is now: it may have been changed since it was read.
    async fn begin(&self, id: &MutationId) -> Result<Option<Entry>, Pause> {
        let now = self.now();
        let mut all = QueueBatch::from(QueueChange::Begin(id.clone(), now));
        {
            let mut budget = self.budget.borrow_mut();
            budget.trim(now);
            all.batch.values.push((budget::STORED.to_owned(), serde_json::to_string(&*budget).ok()));
        }
        // A device that cannot even note that something is being sent must not send it.
        let changes = self.write_leading(all).await?;
        let begun = changes.outbox.into_iter().flatten().find(|entry| entry.id == *id);
        Ok(begun.map(Arc::unwrap_or_clone).filter(|entry| entry.state == State::Sending))
    }

    /// Notes what came of sending an entry.
    async fn settle(&self, entry: &Entry, outcome: Result<Sent, Failure>) -> Result<(), Pause> {
        let id = entry.id.clone();
        let mut pause = Ok(());
        let all = match outcome {
            Ok(Sent::Done(batch, made)) => QueueBatch {
                outbox: vec![QueueChange::Done(id, made)],
                files_removed: entry.mutation.files().map(str::to_owned).collect(),
                batch: *batch,
                settled_at: Some(self.now()),
                ..QueueBatch::default()
            },
            Ok(Sent::Unknown(why)) => {
                QueueChange::Refuse { id, why: why.to_owned(), may_have_arrived: true }.into()
            }
            Ok(Sent::NotArrived) => QueueChange::NotArrived(id, None).into(),
            Ok(Sent::KeyTaken(key)) => QueueChange::NotArrived(id, Some(key)).into(),
            Err(failure) => {
                let (change, stop) = self.failed(entry, failure).await;
                pause = stop.map_or(Ok(()), Err);
                change.into()
            }
        };
        // Should the device fail now, the entry stands as being sent: what came of it is found out after a restart.
        self.write_leading(all).await?;
        pause
    }

    async fn failed(&self, entry: &Entry, failure: Failure) -> (QueueChange, Option<Pause>) {
        let Failure { problem, changing } = failure;
        let unread = entry.uncertain && entry.mutation.undone(&entry.id).is_some();
        let refuse = |why| QueueChange::Refuse { id: entry.id.clone(), why, may_have_arrived: false };
        let postpone = |until, why, may_have_arrived, counted| QueueChange::Postpone {
            id: entry.id.clone(),
            until,
            why,
            may_have_arrived,
            counted,
        };
        match problem {
            Problem::Network(NetworkError::Offline) => {
                let why = NetworkError::Offline.to_string();
                (postpone(self.now(), why, false, false), Some(Pause::Unreachable))
            }
            Problem::Network(error) => {
                // One request that fails says little of the others, if the server can be reached.
                if self.is_reachable().await {
                    let until = self.again_at(entry, None, changing);
                    return (postpone(until, error.to_string(), changing, true), None);
                }
                let until = if changing { self.after(SETTLING) } else { self.now() };
                (postpone(until, error.to_string(), changing, false), Some(Pause::Unreachable))
            }
            Problem::Api(ApiError::Unauthorised { message }) => match self.who_am_i().await {
                Err(Problem::Api(ApiError::Unauthorised { .. })) => {
                    let why = words(&ApiError::Unauthorised { message });
                    (postpone(self.now(), why, false, false), Some(Pause::SignedOut))
                }
                // The token may have been renewed meanwhile; and some servers answer so where something belongs to somebody else.
                Ok(()) if entry.tries > 1 && !unread => {
                    (refuse(words(&ApiError::Unauthorised { message })), None)
                }
                _ => (postpone(self.again_at(entry, None, false), String::new(), false, true), None),
            },
            Problem::Api(error @ ApiError::RateLimited { .. }) => {
                let until = self.again_at(entry, Some(&error), false);
                (postpone(until, words(&error), false, true), None)
            }
            Problem::Api(error) if error.is_passing() => {
                (postpone(self.again_at(entry, Some(&error), changing), words(&error), changing, true), None)
            }
            Problem::Api(error @ ApiError::Garbage { .. }) if entry.tries < SENSELESS => {
                (postpone(self.again_at(entry, None, changing), words(&error), changing, true), None)
            }
            Problem::Api(error @ ApiError::Garbage { .. }) => {
                let (id, why) = (entry.id.clone(), words(&error));
                (QueueChange::Refuse { id, why, may_have_arrived: changing || entry.uncertain }, None)
            }
            // What could not be read back is still uncertain, whatever the server has against it.
            Problem::Api(error) if unread => {
                (postpone(self.again_at(entry, None, false), words(&error), true, true), None)
            }
            Problem::Api(error) => (refuse(words(&error)), None),
            Problem::Store(error) => {
                (postpone(self.now(), error.to_string(), changing, false), Some(Pause::Unreachable))
            }
        }
    }

    /// Whether the server answers, whatever it says.
    async fn is_reachable(&self) -> bool {
        !matches!(self.who_am_i().await, Err(Problem::Network(_)))
    }

    /// Asks whose the token is: the one answer that tells whether it is still good.
    ///
    /// # Errors
    /// When the server does not answer, or does not know.
    pub async fn who_am_i(&self) -> Result<(), Problem> {
        self.ask(&accounts::verify_credentials()).await.map(|_| ())
    }

    /// When to try again what did not work.
    fn again_at(&self, entry: &Entry, error: Option<&ApiError>, may_have_arrived: bool) -> Timestamp {
        let now = self.now().as_millis();
        let own = i64::from(backoff::delay(entry.tries, SHORTEST, LONGEST, self.clock.chance()));
        let told = match error {
            Some(ApiError::RateLimited { reset, retry_after }) => {
                let reset = reset.map(|reset| reset.as_millis() - now);
                retry_after.map(|seconds| i64::from(seconds) * 1000).or(reset)
            }
            Some(ApiError::ServerTrouble { retry_after, .. }) => {
                retry_after.map(|seconds| i64::from(seconds) * 1000)
            }
            _ => None,
        };
        let least = if may_have_arrived { SETTLING } else { i64::from(SHORTEST / 2) };
        // A clock that is wrong must neither hurry nor stop the queue.
        self.after(told.unwrap_or(own).clamp(least, 1_800_000))
    }

    fn after(&self, millis: i64) -> Timestamp {
        Timestamp::from_millis(self.now().as_millis() + millis)
    }

    pub(super) async fn wait_for_network(&self, failures: u32) {
        let wait = backoff::delay(failures, SHORTEST, LONGEST, self.clock.chance());
        select(Box::pin(self.clock.sleep(wait)), Box::pin(self.to_send.wait())).await;
    }

    async fn wait_until(&self, time: Option<Timestamp>) {
        let Some(time) = time else { return self.to_send.wait().await };
        let wait = (time.as_millis() - self.now().as_millis()).clamp(0, i64::from(LONGEST));
        let wait = u32::try_from(wait).unwrap_or(LONGEST);
        select(Box::pin(self.clock.sleep(wait)), Box::pin(self.to_send.wait())).await;
    }

    pub(super) async fn queue(&self) -> Result<Vec<Entry>, StoreError> {
        let tx = self.store.begin(&[Table::Outbox], Mode::Read).await?;
        records::outbox(&tx).await
    }

    async fn newest_notification(&self) -> Result<Option<Timestamp>, StoreError> {
        let tx = self.store.begin(&[Table::Notifications], Mode::Read).await?;
        Ok(records::notifications(&tx).await?.groups.iter().map(|group| group.at).max())
    }

    /// The entries that wait, in order.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn outbox(&self) -> Result<Vec<Arc<Entry>>, StoreError> {
        Ok(self.queue().await?.into_iter().map(Arc::new).collect())
    }
}

/// What sending a mutation counts as.
fn kind_of(mutation: &Mutation) -> Kind {
    let waits = |draft: &Draft| draft.media.iter().any(|media| media.uploaded.is_none());
    match mutation {
        Mutation::Delete { .. } | Mutation::Mark { mark: Mark::Boost, on: false, .. } => Kind::Deletion,
        Mutation::Post(draft) | Mutation::Edit { draft, .. } if waits(draft) => Kind::Upload,
        _ => Kind::Plain,
    }
}
