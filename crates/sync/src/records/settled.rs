//! What the server has acknowledged or taken away lately.
//!
//! A question may be under way while something is acknowledged. Its answer then speaks of the time before, and must not
//! overwrite what is known since: it would undo a favourite on the screen, or bring back a deleted post, until somebody asks
//! again.

use rejoin_api::{AccountId, StatusId, Timestamp};
use rejoin_domain::timeline::Change;

use super::{Changes, json, parse, read};
use crate::store::{StoreError, Table, Transaction};

/// The value that holds it.
const SETTLED: &str = "settled";

/// No answer is written later than this after its question, in milliseconds.
pub const LATEST: i64 = 90_000;

/// Names of what was settled, each with its time.
#[derive(Debug, Default)]
pub(super) struct Settled(Vec<(String, Timestamp)>);

impl Settled {
    /// What was settled after a question was asked. Covers [`Table::Values`].
    pub(super) async fn since<T: Transaction>(
        tx: &T,
        asked_at: Option<Timestamp>,
    ) -> Result<Self, StoreError> {
        let Some(asked_at) = asked_at else { return Ok(Self::default()) };
        let mut all = stored(tx).await?;
        all.retain(|(_, at)| *at > asked_at && at.as_millis() < asked_at.as_millis() + LATEST);
        Ok(Self(all))
    }

    pub(super) fn has_post(&self, id: &StatusId) -> bool {
        self.has(&post(id))
    }

    pub(super) fn has_relationship(&self, id: &AccountId) -> bool {
        self.has(&relationship(id))
    }

    pub(super) fn is_gone(&self, id: &StatusId) -> bool {
        self.has(&gone(id))
    }

    /// Takes out of a page what is gone.
    pub(super) fn weed(&self, change: &mut Change) {
        if let Change::Newest { page, .. } | Change::Older { page, .. } | Change::Fill { page, .. } = change
            && !self.0.is_empty()
        {
            page.retain(|id| !self.is_gone(id));
        }
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(other, _)| other == name)
    }
}

/// Notes that what a transaction has changed is how it stands at this time.
pub(super) async fn note<T: Transaction>(tx: &T, changes: &Changes, at: Timestamp) -> Result<(), StoreError> {
    let posts = changes.posts.iter().map(|one| post(&one.id));
    let relationships = changes.relationships.iter().map(|one| relationship(&one.id));
    let names: Vec<String> = posts.chain(relationships).chain(changes.removed.iter().map(gone)).collect();
    if names.is_empty() {
        return Ok(());
    }
    let mut all = stored(tx).await?;
    // A clock that was set back meanwhile makes what was noted before worthless.
    all.retain(|(name, noted)| {
        let age = at.as_millis() - noted.as_millis();
        (0..LATEST).contains(&age) && !names.contains(name)
    });
    all.extend(names.into_iter().map(|name| (name, at)));
    tx.put(Table::Values, SETTLED, &json(&all), None)
}

async fn stored<T: Transaction>(tx: &T) -> Result<Vec<(String, Timestamp)>, StoreError> {
    Ok(parse(read::value(tx, SETTLED).await?).unwrap_or_default())
}

fn post(id: &StatusId) -> String {
    format!("post:{id}")
}

fn relationship(id: &AccountId) -> String {
    format!("account:{id}")
}

fn gone(id: &StatusId) -> String {
    format!("gone:{id}")
}
