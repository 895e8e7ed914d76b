//! What a user can do, one file a verb. Each makes a mutation and hands it to the outbox; what the screen then shows is
//! the outbox folded over the server's truth, so no verb touches what is shown.

mod bookmark;
mod boost;
mod copy_link;
mod delete;
mod favourite;
mod filters;
mod lists;
mod mute_conversation;
mod outbox;
mod pin;
mod profile;
mod quote;
mod relate;
mod report;
mod share;
mod switch;
mod vote;

pub use bookmark::bookmark;
pub use boost::{boost, may_boost};
pub use copy_link::{copy_link, copy_text};
pub use delete::delete;
pub use favourite::favourite;
pub use filters::{FILTER_PLACES, delete_filter, filter_post, filter_post_anew, save_filter};
pub use lists::{create_list, delete_list, edit_list, put_on_list};
pub use mute_conversation::mute_conversation;
pub use outbox::{discard, edit, move_before, retry};
pub use pin::pin;
pub use profile::edit_profile;
pub use quote::{may_be_quotable, may_quote, revoke_quote, set_quote_policy};
pub use relate::{
    answer_follow_request, block, endorse, follow, follow_how, mute, note, remove_follower, unmute,
};
pub use report::report;
pub use share::{can_share, share};
pub use switch::{
    answer_put_aside, block_domain, decline_suggestion, delete_conversation, feature_tag, follow_tag,
    mark_unread, set_policy, unschedule,
};
pub use vote::vote;

use leptos::task::spawn_local;
use rejoin_sync::{Mark, Mutation, MutationId};

use crate::components::toast::use_toasts;
use crate::state::{PostView, WriteError, use_app};

/// Hands a mutation to the outbox, and tells the person when the device could not keep it.
fn perform(mutation: Mutation) {
    perform_then(mutation, || {});
}

fn perform_then(mutation: Mutation, done: impl FnOnce() + 'static) {
    perform_with(mutation, |_| done());
}

/// The same, for what has to know its entry of the outbox.
fn perform_with(mutation: Mutation, done: impl FnOnce(MutationId) + 'static) {
    let (app, toasts) = (use_app(), use_toasts());
    spawn_local(async move {
        match app.submit(mutation).await {
            Ok(id) => done(id),
            Err(error @ WriteError::SignedOut) => {
                toasts.offer(error.to_string(), "Sign in", || crate::routes::go("/sign-in"));
            }
            Err(error) => toasts.say(error.to_string()),
        }
    });
}

/// Sets a mark, or takes it back.
fn mark(view: &PostView, mark: Mark, on: bool) {
    perform(Mutation::Mark { id: view.post.id.clone(), mark, on });
}
