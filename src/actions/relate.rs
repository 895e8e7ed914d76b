//! Follow, block, mute, and answers to who asks to follow.

use rejoin_api::AccountId;
use rejoin_sync::{How, Mutation, Relation};

/// Follows an account, or ends that.
pub fn follow(id: &AccountId, on: bool) {
    relate(id, Relation::Follow, on, How::default());
}

/// Follows an account in another way than now: with its boosts or without, with notifications of its posts or without.
pub fn follow_how(id: &AccountId, how: How) {
    relate(id, Relation::Follow, true, how);
}

/// Blocks an account, or ends that.
pub fn block(id: &AccountId, on: bool) {
    relate(id, Relation::Block, on, How::default());
}

/// Mutes an account.
pub fn mute(id: &AccountId, how: How) {
    relate(id, Relation::Mute, true, how);
}

/// Mutes an account no more.
pub fn unmute(id: &AccountId) {
    relate(id, Relation::Mute, false, How::default());
}

/// Features an account on the own profile, or ends that.
pub fn endorse(id: &AccountId, on: bool) {
    relate(id, Relation::Endorse, on, How::default());
}

/// Lets an account follow no more.
pub fn remove_follower(id: &AccountId) {
    relate(id, Relation::Follower, false, How::default());
}

/// Notes something about an account, for the reader alone, then goes on.
pub fn note(id: &AccountId, comment: String, done: impl FnOnce() + 'static) {
    super::perform_then(Mutation::Note { id: id.clone(), comment }, done);
}

/// Lets somebody follow, or refuses it.
pub fn answer_follow_request(id: &AccountId, accept: bool) {
    super::perform(Mutation::AnswerFollowRequest { id: id.clone(), accept });
}

fn relate(id: &AccountId, relation: Relation, on: bool, how: How) {
    super::perform(Mutation::Relate { id: id.clone(), relation, on, how });
}
