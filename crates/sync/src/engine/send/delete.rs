//! Deleting a post. One that is gone is deleted, whoever did it.

use rejoin_api::StatusId;
use rejoin_api::requests::statuses;

use super::{Outcome, done};
use crate::engine::Engine;
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn delete(&self, id: &StatusId) -> Outcome {
        match self.deliver(&statuses::delete(id)).await {
            Err(problem) if !problem.is_gone() => Err(problem.into()),
            _ => done(Batch { removed: vec![id.clone()], ..Batch::default() }),
        }
    }
}
