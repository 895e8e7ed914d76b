//! Noting something about an account: the same however often it is sent.

use rejoin_api::AccountId;
use rejoin_api::requests::accounts;

use super::{Outcome, done};
use crate::engine::Engine;
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn note(&self, id: &AccountId, comment: &str) -> Outcome {
        let relationship = self.deliver(&accounts::note(id, comment)).await?;
        done(Batch { relationships: vec![relationship], ..Batch::default() })
    }
}
