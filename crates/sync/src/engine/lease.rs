//! Who sends, among the engines of an account.
//!
//! The platform lets one of them lead, by a lock. Where a leader is frozen (a page in the background of a phone, say), another
//! takes the lock from it. Nothing of this reaches the frozen one before it thaws, and that may be in the middle of sending.
//! So a leader writes its name into the store when it begins. What it writes as a leader (what became of entries, what the
//! stream says) is refused as soon as another name stands there; and before each request that changes something it makes
//! sure that it has been awake since it last found its own.

use std::cell::{Cell, RefCell};

use futures::future::select;

use super::{Engine, Surroundings};
use crate::platform::{Clock, Platform};
use crate::problem::Problem;
use crate::records::{Batch, Changes, LEADER, QueueBatch};
use crate::store::StoreError;

/// Nobody takes the lead from a leader who was awake less than this ago, in milliseconds.
const AWAKE: i64 = 2_000;

/// The leadership of an engine.
#[derive(Debug, Default)]
pub(super) struct Lease {
    name: RefCell<String>,
    /// When a look began that found the own name, in milliseconds.
    seen_at: Cell<i64>,
    /// Whether another name was found, or leading has ended.
    lost: Cell<bool>,
}

/// The engine leads until this is dropped.
struct Leading<'e, P: Platform>(&'e Engine<P>);

impl<P: Platform> Drop for Leading<'_, P> {
    fn drop(&mut self) {
        self.0.live_no_more();
        self.0.lease.lost.set(true);
    }
}

impl<P: Platform> Engine<P> {
    /// Leads: sends what waits and follows the stream, until another engine leads. To be run by one tab of an account; may be
    /// dropped at any time.
    pub async fn lead(&self, around: &impl Surroundings) {
        let leading = Leading(self);
        if self.identity.account.is_none() {
            return self.follow(around).await;
        }
        let mut failures = 0;
        while self.claim().await.is_err() {
            failures += 1;
            self.wait_for_network(failures).await;
        }
        select(Box::pin(self.drain()), Box::pin(self.follow(around))).await;
        drop(leading);
    }

    /// Whether another engine of the account may lead, as far as this one knows.
    pub(super) fn is_beside_leader(&self) -> bool {
        self.identity.account.is_some() && (self.lease.name.borrow().is_empty() || self.is_deposed())
    }

    /// Whether another engine has been found to lead.
    pub(super) fn is_deposed(&self) -> bool {
        self.lease.lost.get()
    }

    /// Begins to lead.
    async fn claim(&self) -> Result<(), StoreError> {
        let name = self.clock.unique();
        let values = vec![(LEADER.to_owned(), Some(name.clone()))];
        let now = self.now().as_millis();
        self.write(Batch { values, ..Batch::default() }).await?;
        *self.lease.name.borrow_mut() = name;
        self.lease.seen_at.set(now);
        self.lease.lost.set(false);
        Ok(())
    }

    /// Writes what a leader writes, unless another leads.
    pub(super) async fn write_leading(&self, mut all: QueueBatch) -> Result<Changes, StoreError> {
        let now = self.now().as_millis();
        all.led_by = Some(self.lease.name.borrow().clone());
        let written = self.write_queue(all).await;
        match &written {
            Ok(_) => self.lease.seen_at.set(now),
            Err(error) => self.lease.lost.set(self.is_deposed() || *error == StoreError::Deposed),
        }
        written
    }

    /// Makes sure that this engine leads now. What is sent in the same breath is sent by the leader.
    pub(super) async fn make_sure_to_lead(&self) -> Result<(), Problem> {
        while !(0..AWAKE).contains(&(self.now().as_millis() - self.lease.seen_at.get())) {
            let now = self.now().as_millis();
            if self.value_text(LEADER).await?.as_ref() != Some(&*self.lease.name.borrow()) {
                return Err(StoreError::Deposed.into());
            }
            self.lease.seen_at.set(now);
        }
        Ok(())
    }
}
