//! Following, blocking, muting, and ending it: the same however often it is asked for.

use rejoin_api::params::{FollowOptions, MuteOptions};
use rejoin_api::requests::accounts;
use rejoin_api::{AccountId, Relationship, Request, Timestamp};

use super::{Outcome, done};
use crate::engine::Engine;
use crate::outbox::{How, Relation};
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn relate(&self, id: &AccountId, relation: Relation, on: bool, how: &How) -> Outcome {
        let request = match how.until {
            // Who was to be muted until yesterday is not muted any more.
            Some(until) if until <= self.now() => relating(id, relation, false, how, self.now()),
            _ => relating(id, relation, on, how, self.now()),
        };
        let relationship = self.deliver(&request).await?;
        done(Batch { relationships: vec![relationship], ..Batch::default() })
    }
}

fn relating(
    id: &AccountId,
    relation: Relation,
    on: bool,
    how: &How,
    now: Timestamp,
) -> Request<Relationship> {
    match (relation, on) {
        (Relation::Follow, true) => {
            let options =
                FollowOptions { reblogs: how.reblogs, notify: how.notify, languages: how.languages.clone() };
            accounts::follow(id, &options)
        }
        (Relation::Follow, false) => accounts::unfollow(id),
        (Relation::Block, true) => accounts::block(id),
        (Relation::Block, false) => accounts::unblock(id),
        (Relation::Mute, true) => {
            let duration = how.until.map(|until| seconds_until(until, now));
            accounts::mute(id, &MuteOptions { notifications: how.notifications, duration })
        }
        (Relation::Mute, false) => accounts::unmute(id),
        (Relation::Endorse, true) => accounts::endorse(id),
        (Relation::Endorse, false) => accounts::unendorse(id),
        (Relation::Follower, _) => accounts::remove_from_followers(id),
    }
}

/// How long it is until a time, in whole seconds, at least one: 0 stands for ever.
pub(super) fn seconds_until(until: Timestamp, now: Timestamp) -> u64 {
    let millis = until.as_millis().saturating_sub(now.as_millis());
    u64::try_from(millis / 1000).unwrap_or_default().max(1)
}
