//! Files of drafts and of what waits to be sent: kept as long as one of them needs them.

use std::collections::HashSet;

use rejoin_api::Timestamp;
use rejoin_domain::record;

use super::Engine;
use crate::outbox::Entry;
use crate::platform::{Clock, Platform};
use crate::records::{self, json, parse};
use crate::store::{Mode, Store, StoreError, Table, Transaction};

/// The value that names the files that were kept.
const KEPT: &str = "files";
/// What nothing holds goes after so long, in milliseconds: until then it may belong to something that is still being written.
const UNCLAIMED: i64 = 24 * 3_600_000;

record! {
    /// The files that were kept, and when: a store cannot list them.
    struct KeptFiles {
        list: Vec<(String, Timestamp)>,
    }
}

impl<P: Platform> Engine<P> {
    /// Keeps a file until the post it belongs to has been sent.
    ///
    /// # Errors
    /// When the device could not keep it.
    pub async fn keep_file(&self, file: &P::File) -> Result<String, StoreError> {
        let name = self.clock.unique();
        let tx = self.store.begin(&[Table::Files, Table::Values], Mode::Write).await?;
        let mut kept = kept(&tx).await?;
        kept.list.push((name.clone(), self.now()));
        tx.put_file(&name, file)?;
        tx.put(Table::Values, KEPT, &json(&kept), None)?;
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

    /// Deletes those of these files that nothing needs: no entry of the outbox, and nothing of what is `held`.
    ///
    /// # Errors
    /// When the device's storage fails; then none has gone.
    pub async fn forget_files(&self, names: &[String], held: &[String]) -> Result<(), StoreError> {
        self.delete_files(held, |name, _| names.iter().any(|one| one == name)).await
    }

    /// Deletes the files that nothing needs and that were kept long ago.
    ///
    /// # Errors
    /// When the device's storage fails; then none has gone.
    pub async fn sweep_files(&self, held: &[String]) -> Result<(), StoreError> {
        let since = self.now().as_millis() - UNCLAIMED;
        self.delete_files(held, |_, kept_at| kept_at.as_millis() < since).await
    }

    async fn delete_files(
        &self,
        held: &[String],
        may_go: impl Fn(&str, Timestamp) -> bool,
    ) -> Result<(), StoreError> {
        let tx = self.store.begin(&[Table::Files, Table::Values, Table::Outbox], Mode::Write).await?;
        let queue = records::outbox(&tx).await?;
        let mut needed: HashSet<&str> = held.iter().map(String::as_str).collect();
        needed.extend(queue.iter().flat_map(|entry: &Entry| entry.mutation.files()));
        let mut kept = kept(&tx).await?;
        let goes = |(name, at): &(String, Timestamp)| !needed.contains(name.as_str()) && may_go(name, *at);
        let (gone, rest): (Vec<_>, Vec<_>) = kept.list.into_iter().partition(goes);
        if gone.is_empty() {
            return Ok(());
        }
        for (name, _) in gone {
            tx.delete(Table::Files, &name)?;
        }
        kept.list = rest;
        tx.put(Table::Values, KEPT, &json(&kept), None)?;
        tx.commit().await
    }
}

async fn kept<T: Transaction>(tx: &T) -> Result<KeptFiles, StoreError> {
    Ok(parse(records::value(tx, KEPT).await?).unwrap_or_default())
}
