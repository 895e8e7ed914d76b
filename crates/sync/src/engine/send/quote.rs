//! Who may quote an own post, and taking one out of a quote: the same however often it is sent.

use rejoin_api::params::InteractionPolicy;
use rejoin_api::requests::statuses;
use rejoin_api::{QuotePolicy, Status, StatusId};

use super::{Outcome, done};
use crate::engine::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn set_quote_policy(&self, id: &StatusId, policy: &QuotePolicy) -> Outcome {
        let policy = InteractionPolicy { quote_approval_policy: Some(policy.clone()) };
        changed(self.deliver(&statuses::set_quote_policy(id, &policy)).await)
    }

    pub(super) async fn revoke_quote(&self, id: &StatusId, quoting: &StatusId) -> Outcome {
        changed(self.deliver(&statuses::revoke_quote(id, quoting)).await)
    }
}

/// A post that is not there any more quotes nothing, and nobody quotes it.
fn changed(answer: Result<Status, Problem>) -> Outcome {
    let mut batch = Batch::default();
    match answer {
        Ok(status) => drop(batch.entities.status(&status)),
        Err(problem) if problem.is_gone() => {}
        Err(problem) => return Err(problem.into()),
    }
    done(batch)
}
