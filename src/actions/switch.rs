//! Turn something on or off that has a name: follow a hashtag, block a server, and their like.

use rejoin_api::{AccountId, ConversationId, NotificationRequestId, PolicyDecision, ScheduledStatusId};
use rejoin_sync::{Mutation, PolicyOf, Switch};

/// Follows a hashtag, or ends that.
pub fn follow_tag(name: &str, on: bool) {
    switch(Switch::FollowTag, name, on);
}

/// Puts a hashtag on the own profile, or takes it off.
pub fn feature_tag(name: &str, on: bool) {
    switch(Switch::FeatureTag, name, on);
}

/// Blocks all of a server, or ends that.
pub fn block_domain(domain: &str, on: bool) {
    switch(Switch::BlockDomain, domain, on);
}

/// Does not want somebody to be suggested.
pub fn decline_suggestion(id: &AccountId) {
    switch(Switch::Suggestion, id.as_str(), false);
}

/// Marks a conversation as unread, or as read.
pub fn mark_unread(id: &ConversationId, on: bool) {
    switch(Switch::Unread, id.as_str(), on);
}

/// Takes a conversation off the list. Its posts stay.
pub fn delete_conversation(id: &ConversationId) {
    switch(Switch::Conversation, id.as_str(), false);
}

/// Lets the notifications of somebody through, and later ones; or drops those there are.
pub fn answer_put_aside(id: &NotificationRequestId, accept: bool) {
    switch(Switch::NotificationRequest, id.as_str(), accept);
}

/// Takes back that a post is to be published later.
pub fn unschedule(id: &ScheduledStatusId) {
    super::perform(Mutation::unscheduled(id));
}

/// Says what becomes of notifications by some people.
pub fn set_policy(of: PolicyOf, decision: PolicyDecision) {
    super::perform(Mutation::Policy { of, decision });
}

fn switch(what: Switch, name: &str, on: bool) {
    super::perform(Mutation::Switch { what, name: name.to_owned(), on });
}
