//! Follow, block, mute, and answers to who asks to follow.

use rejoin_api::AccountId;
use rejoin_sync::{Mutation, Relation};

/// Follows an account, or ends that.
pub fn follow(id: &AccountId, on: bool) {
    relate(id, Relation::Follow, on);
}

/// Blocks an account, or ends that.
pub fn block(id: &AccountId, on: bool) {
    relate(id, Relation::Block, on);
}

/// Mutes an account, or ends that.
pub fn mute(id: &AccountId, on: bool) {
    relate(id, Relation::Mute, on);
}

/// Lets somebody follow, or refuses it.
pub fn answer_follow_request(id: &AccountId, accept: bool) {
    super::perform(Mutation::AnswerFollowRequest { id: id.clone(), accept });
}

fn relate(id: &AccountId, relation: Relation, on: bool) {
    super::perform(Mutation::Relate { id: id.clone(), relation, on });
}
