//! What the user decides about entries of the outbox.

use super::Engine;
use crate::outbox::{Entry, MutationId, QueueChange};
use crate::platform::Platform;
use crate::records::QueueBatch;
use crate::store::StoreError;

impl<P: Platform> Engine<P> {
    /// Tries an entry again.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn retry(&self, id: &MutationId) -> Result<(), StoreError> {
        self.decide(vec![QueueChange::Retry(id.clone())], vec![]).await
    }

    /// Gives up an entry, with its files. Answers with it, or with nothing when it is not waiting any more.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn discard(&self, id: &MutationId, keep_files: bool) -> Result<Option<Entry>, StoreError> {
        let Some(entry) = self.queue().await?.into_iter().find(|entry| entry.id == *id) else {
            return Ok(None);
        };
        let files = entry.mutation.files().filter(|_| !keep_files).map(str::to_owned).collect();
        self.decide(vec![QueueChange::Discard(id.clone())], files).await?;
        Ok(Some(entry))
    }

    /// Takes back that entries were given up; in the order of the queue, as they were. Their files must still be there.
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn restore(&self, entries: Vec<Entry>) -> Result<(), StoreError> {
        let changes = entries.into_iter().map(|entry| QueueChange::Restore(Box::new(entry))).collect();
        self.decide(changes, vec![]).await
    }

    /// Lets one waiting post be sent before another; nothing happens where that cannot be
    /// ([`order`](crate::outbox::order)).
    ///
    /// # Errors
    /// When the device's storage fails.
    pub async fn move_before(&self, id: &MutationId, before: &MutationId) -> Result<(), StoreError> {
        self.decide(vec![QueueChange::MoveBefore(id.clone(), before.clone())], vec![]).await
    }

    async fn decide(&self, outbox: Vec<QueueChange>, files_removed: Vec<String>) -> Result<(), StoreError> {
        self.write_queue(QueueBatch { outbox, files_removed, ..QueueBatch::default() }).await?;
        self.to_send.ring();
        Ok(())
    }
}
