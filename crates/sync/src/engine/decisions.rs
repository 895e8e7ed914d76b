//! What the user decides about entries of the outbox.

use super::Engine;
use crate::outbox::{Entry, MutationId, QueueChange};
use crate::platform::Platform;
use crate::records::{Changes, QueueBatch};
use crate::store::StoreError;

impl<P: Platform> Engine<P> {
    /// Tries an entry again.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn retry(&self, id: &MutationId) -> Result<(), StoreError> {
        self.decide(vec![QueueChange::Retry(id.clone())], vec![]).await.map(drop)
    }

    /// Gives up an entry, with its files, and what makes no sense without it. Answers with all of them, for
    /// [`Engine::restore`]; with nothing when it is not waiting any more.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn discard(&self, id: &MutationId, keep_files: bool) -> Result<Vec<Entry>, StoreError> {
        let Some(entry) = self.queue().await?.into_iter().find(|entry| entry.id == *id) else {
            return Ok(Vec::new());
        };
        let files = entry.mutation.files().filter(|_| !keep_files).map(str::to_owned).collect();
        let changes = self.decide(vec![QueueChange::Discard(id.clone())], files).await?;
        // Sent just before, it is deleted there.
        Ok(if changes.given_up.is_empty() { vec![entry] } else { changes.given_up })
    }

    /// Takes back that entries were given up; in the order of the queue, as they were. Their files must still be there.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn restore(&self, entries: Vec<Entry>) -> Result<(), StoreError> {
        let changes = entries.into_iter().map(|entry| QueueChange::Restore(Box::new(entry))).collect();
        self.decide(changes, vec![]).await.map(drop)
    }

    /// Lets one waiting post be sent before another; nothing happens where that cannot be
    /// ([`order`](crate::outbox::order)).
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn move_before(&self, id: &MutationId, before: &MutationId) -> Result<(), StoreError> {
        self.decide(vec![QueueChange::MoveBefore(id.clone(), before.clone())], vec![]).await.map(drop)
    }

    async fn decide(
        &self,
        outbox: Vec<QueueChange>,
        files_removed: Vec<String>,
    ) -> Result<Changes, StoreError> {
        let changes = self.write_queue(QueueBatch { outbox, files_removed, ..QueueBatch::default() }).await?;
        self.to_send.ring();
        Ok(changes)
    }
}
