//! What came back to the user's own posts, as this device saw it: their counts at the moments when they were looked at.

use rejoin_api::{StatusId, Timestamp};
use rejoin_domain::Post;
use rejoin_domain::heard::Sample;
use std::sync::Arc;

use super::{Engine, Event};
use crate::platform::Platform;
use crate::records::{self, Changes};
use crate::store::{Mode, Store, StoreError, Table, Transaction};

/// What the names of values begin with that hold what was counted on posts.
pub(super) const SAMPLES: &str = "samples:";

/// A post that is older than this when it is first seen, in milliseconds, is not followed any more.
const FOLLOWED: i64 = 14 * 24 * 3_600_000;

/// The name of the value that holds what was counted on a post, the oldest first.
#[must_use]
pub fn samples_of(id: &StatusId) -> String {
    format!("{SAMPLES}{id}")
}

impl<P: Platform> Engine<P> {
    /// Notes what is counted on those of these posts that are the user's own.
    ///
    /// # Errors
    /// When the device's storage fails; then nothing was noted.
    pub async fn sample(&self, posts: &[Arc<Post>]) -> Result<(), StoreError> {
        let me = self.identity.account.as_ref();
        let own: Vec<_> =
            posts.iter().filter(|post| me == Some(&post.account) && post.reblog.is_none()).collect();
        if own.is_empty() {
            return Ok(());
        }
        let now = self.now();
        // Most of what is heard counts nothing new: that is found out without keeping others from writing.
        let looking = self.store.begin(&[Table::Values], Mode::Read).await?;
        if noted(&looking, &own, now).await?.is_empty() {
            return Ok(());
        }
        drop(looking);
        let tx = self.store.begin(&[Table::Values], Mode::Write).await?;
        let values = noted(&tx, &own, now).await?;
        for (name, text) in &values {
            tx.put(Table::Values, name, text, None)?;
        }
        tx.commit().await?;
        let values = values.into_iter().map(|(name, text)| (name, Some(text))).collect();
        self.tell(&Event::Changed(&Changes { values, ..Changes::default() }));
        Ok(())
    }
}

/// The values of those posts that count something else than before.
async fn noted<T: Transaction>(
    tx: &T,
    own: &[&Arc<Post>],
    now: Timestamp,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut values = Vec::new();
    for post in own {
        let name = samples_of(&post.id);
        let known: Option<Vec<Sample>> = records::parse(records::value(tx, &name).await?);
        if known.is_none() && now.as_millis() - post.created_at.as_millis() > FOLLOWED {
            continue;
        }
        let mut samples = known.unwrap_or_default();
        if Sample::of(post, now).note(&mut samples) {
            values.push((name, records::json(&samples)));
        }
    }
    Ok(values)
}
