//! Saying what becomes of notifications by some people. The server answers with the whole policy.

use rejoin_api::PolicyDecision;
use rejoin_api::params::UpdateNotificationPolicy;
use rejoin_api::requests::notification_policy;

use super::{Outcome, done};
use crate::engine::Engine;
use crate::engine::kept::Kept;
use crate::outbox::PolicyOf;
use crate::platform::Platform;
use crate::records::{self, Batch};

impl<P: Platform> Engine<P> {
    pub(super) async fn set_policy(&self, of: PolicyOf, decision: &PolicyDecision) -> Outcome {
        let mut changes = UpdateNotificationPolicy::default();
        let change = match of {
            PolicyOf::NotFollowing => &mut changes.for_not_following,
            PolicyOf::NotFollowers => &mut changes.for_not_followers,
            PolicyOf::NewAccounts => &mut changes.for_new_accounts,
            PolicyOf::PrivateMentions => &mut changes.for_private_mentions,
            PolicyOf::LimitedAccounts => &mut changes.for_limited_accounts,
        };
        *change = Some(decision.clone());
        let policy = self.deliver(&notification_policy::update(&changes)).await?;
        done(Batch { values: vec![(Kept::Policy.name(), Some(records::json(&policy)))], ..Batch::default() })
    }
}
