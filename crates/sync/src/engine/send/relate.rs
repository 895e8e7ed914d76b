//! Following, blocking, muting, and ending it: the same however often it is asked for.

use rejoin_api::params::{FollowOptions, MuteOptions};
use rejoin_api::requests::accounts;
use rejoin_api::{AccountId, Relationship, Request};

use super::{Outcome, done};
use crate::engine::Engine;
use crate::outbox::Relation;
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn relate(&self, id: &AccountId, relation: Relation, on: bool) -> Outcome {
        let relationship = self.deliver(&relating(id, relation, on)).await?;
        done(Batch { relationships: vec![relationship], ..Batch::default() })
    }
}

fn relating(id: &AccountId, relation: Relation, on: bool) -> Request<Relationship> {
    match (relation, on) {
        (Relation::Follow, true) => accounts::follow(id, &FollowOptions::default()),
        (Relation::Follow, false) => accounts::unfollow(id),
        (Relation::Block, true) => accounts::block(id),
        (Relation::Block, false) => accounts::unblock(id),
        (Relation::Mute, true) => accounts::mute(id, &MuteOptions::default()),
        (Relation::Mute, false) => accounts::unmute(id),
    }
}
