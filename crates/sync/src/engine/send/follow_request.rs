//! Answering somebody who asks to follow. A request that is not there any more has been answered or withdrawn.

use rejoin_api::AccountId;
use rejoin_api::requests::follow_requests;

use super::{Outcome, done};
use crate::engine::Engine;
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn answer_follow_request(&self, id: &AccountId, accept: bool) -> Outcome {
        let request = if accept { follow_requests::authorize(id) } else { follow_requests::reject(id) };
        match self.deliver(&request).await {
            Ok(relationship) => done(Batch { relationships: vec![relationship], ..Batch::default() }),
            Err(problem) if problem.is_gone() => done(Batch::default()),
            Err(problem) => Err(problem.into()),
        }
    }
}
