//! Draining the outbox: what is sent when. See [`crate::outbox`] for the protocol.

use std::sync::Arc;

use futures::future::select;
use rejoin_api::{ApiError, StatusId, Timestamp};
use rejoin_domain::NotificationsChange;

use super::Engine;
use crate::backoff;
use crate::outbox::{Entry, Mutation, MutationId, QueueChange, queue};
use crate::platform::{Clock, Platform};
use crate::problem::{Problem, words};
use crate::records::{self, Batch};
use crate::store::{Mode, Store, StoreError, Table, Transaction};

/// The waits before trying again, in milliseconds.
const SHORTEST: u32 = 2_000;
const LONGEST: u32 = 300_000;

/// What stops the draining for a while.
enum Pause {
    /// No answer came back: until the network may be back.
    Unreachable,
    /// The server asked for it: until this time.
    Until(Timestamp),
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
        if let Mutation::ReadNotifications { .. } = &mutation {
            batch
                .notifications
                .push(NotificationsChange::ReadUntil(self.newest_notification().await?.unwrap_or(now)));
        }
        let entry = Entry::new(id.clone(), mutation, now, self.clock.unique());
        batch.outbox.push(QueueChange::Add(Box::new(entry)));
        self.write(batch).await?;
        self.to_send.ring();
        Ok(id)
    }

    /// Tries an entry again.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn retry(&self, id: &MutationId) -> Result<(), StoreError> {
        self.write(Batch { outbox: vec![QueueChange::Retry(id.clone())], ..Batch::default() }).await?;
        self.to_send.ring();
        Ok(())
    }

    /// Gives up an entry, with its files. Answers with it, if it was still there.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn discard(&self, id: &MutationId, keep_files: bool) -> Result<Option<Entry>, StoreError> {
        let entry = self.queue().await?.into_iter().find(|entry| entry.id == *id);
        let files = entry.iter().filter(|_| !keep_files).flat_map(|entry| entry.mutation.files());
        let files_removed = files.map(str::to_owned).collect();
        let outbox = vec![QueueChange::Discard(id.clone())];
        self.write(Batch { outbox, files_removed, ..Batch::default() }).await?;
        Ok(entry)
    }

    /// Keeps a file until the post it belongs to has been sent.
    ///
    /// # Errors
    /// When the device could not keep it.
    pub async fn keep_file(&self, file: &P::File) -> Result<String, StoreError> {
        let name = self.clock.unique();
        let tx = self.store.begin(&[Table::Files], Mode::Write).await?;
        tx.put_file(&name, file)?;
        tx.commit().await?;
        Ok(name)
    }

    /// A file that was kept.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn file(&self, name: &str) -> Result<Option<P::File>, StoreError> {
        self.store.begin(&[Table::Files], Mode::Read).await?.file(name).await
    }

    /// Sends what waits, for ever. To be run by one tab of an account.
    pub async fn drain(&self) {
        // Whoever was sending before is gone.
        let _ = self.write(Batch { outbox: vec![QueueChange::Recover], ..Batch::default() }).await;
        let mut failures = 0;
        loop {
            match self.send_what_is_due().await {
                Ok(due_at) => {
                    failures = 0;
                    self.wait_until(due_at).await;
                }
                Err(Pause::Until(until)) => self.wait_until(Some(until)).await,
                Err(Pause::Unreachable) => {
                    failures += 1;
                    let wait = backoff::delay(failures, SHORTEST, LONGEST, self.clock.chance());
                    select(Box::pin(self.clock.sleep(wait)), Box::pin(self.to_send.wait())).await;
                }
            }
        }
    }

    /// Sends until nothing is due. Answers with when something will be.
    async fn send_what_is_due(&self) -> Result<Option<Timestamp>, Pause> {
        loop {
            let entries = self.queue().await.unwrap_or_default();
            let Some(entry) = queue::next(&entries, self.now()) else { return Ok(queue::due_at(&entries)) };
            let id = entry.id.clone();
            let begun =
                self.write(Batch { outbox: vec![QueueChange::Begin(id.clone())], ..Batch::default() }).await;
            // A device that cannot even note that something is being sent must not send it.
            if begun.is_err() {
                return Err(Pause::Unreachable);
            }
            let outcome = self.perform(entry).await;
            self.settle(entry, outcome).await?;
        }
    }

    /// Notes what came of sending an entry.
    async fn settle(
        &self,
        entry: &Entry,
        outcome: Result<(Batch, Option<StatusId>), Problem>,
    ) -> Result<(), Pause> {
        let id = entry.id.clone();
        let mut pause = Ok(());
        let batch = match outcome {
            Ok((mut batch, published)) => {
                batch.outbox.push(QueueChange::Done(id, published));
                batch.files_removed.extend(entry.mutation.files().map(str::to_owned));
                batch
            }
            Err(Problem::Api(error)) if is_as_wished(&entry.mutation, &error) => {
                let mut batch = Batch { outbox: vec![QueueChange::Done(id, None)], ..Batch::default() };
                if let Mutation::Delete { id } = &entry.mutation {
                    batch.removed.push(id.clone());
                }
                batch
            }
            Err(problem) => {
                let (change, stop) = self.failed(entry, problem);
                pause = stop.map_or(Ok(()), Err);
                Batch { outbox: vec![change], ..Batch::default() }
            }
        };
        // Should the device fail now, the entry stands as being sent, and is sent again under its key after a restart.
        self.write(batch).await.map_err(|_| Pause::Unreachable)?;
        pause
    }

    fn failed(&self, entry: &Entry, problem: Problem) -> (QueueChange, Option<Pause>) {
        let id = entry.id.clone();
        match problem {
            Problem::Network(error) => {
                let until = self.now();
                let may_have_arrived = error.may_have_arrived();
                (
                    QueueChange::Postpone { id, until, why: error.to_string(), may_have_arrived },
                    Some(Pause::Unreachable),
                )
            }
            Problem::Api(error) if error.is_passing() => {
                let until = self.again_at(entry, &error);
                let limited = matches!(error, ApiError::RateLimited { .. });
                let pause = limited.then_some(Pause::Until(until));
                (QueueChange::Postpone { id, until, why: words(&error), may_have_arrived: !limited }, pause)
            }
            Problem::Api(error) => (QueueChange::Refuse(id, words(&error)), None),
            Problem::Store(error) => {
                let until = self.now();
                let why = error.to_string();
                (QueueChange::Postpone { id, until, why, may_have_arrived: false }, Some(Pause::Unreachable))
            }
        }
    }

    /// When to try again what the server could not do for now.
    fn again_at(&self, entry: &Entry, error: &ApiError) -> Timestamp {
        let now = self.now().as_millis();
        let own = i64::from(backoff::delay(entry.tries + 1, SHORTEST, LONGEST, self.clock.chance()));
        let told = match error {
            ApiError::RateLimited { retry_after, reset } => {
                let reset = reset.map(|reset| reset.as_millis() - now);
                retry_after.map(|seconds| i64::from(seconds) * 1000).or(reset)
            }
            ApiError::ServerTrouble { retry_after, .. } => {
                retry_after.map(|seconds| i64::from(seconds) * 1000)
            }
            _ => None,
        };
        // A clock that is wrong must neither hurry nor stop the queue.
        let wait = told.unwrap_or(own).clamp(i64::from(SHORTEST / 2), 900_000);
        Timestamp::from_millis(now + wait)
    }

    async fn wait_until(&self, time: Option<Timestamp>) {
        let Some(time) = time else { return self.to_send.wait().await };
        let wait = (time.as_millis() - self.now().as_millis()).clamp(0, i64::from(LONGEST));
        let wait = u32::try_from(wait).unwrap_or(LONGEST);
        select(Box::pin(self.clock.sleep(wait)), Box::pin(self.to_send.wait())).await;
    }

    async fn queue(&self) -> Result<Vec<Entry>, StoreError> {
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

/// Whether a refusal says that things are as the user wants them.
fn is_as_wished(mutation: &Mutation, error: &ApiError) -> bool {
    match (mutation, error) {
        (Mutation::Delete { .. } | Mutation::Mark { on: false, .. }, ApiError::NotFound) => true,
        // The server has a newer position, or keeps none.
        (
            Mutation::ReadNotifications { .. },
            ApiError::Refused { status: 409, .. } | ApiError::NotSupported,
        ) => true,
        _ => false,
    }
}
