//! Decide about what waits in the outbox: try again, give up, or edit.

use leptos::task::spawn_local;
use rejoin_sync::MutationId;

use crate::components::composer::{Composing, use_composing};
use crate::components::toast::use_toasts;
use crate::state::use_app;

/// Tries an entry again now.
pub fn retry(id: MutationId) {
    let (app, toasts) = (use_app(), use_toasts());
    spawn_local(async move {
        if let Err(error) = app.retry(&id).await {
            toasts.say(error.to_string());
        }
    });
}

/// Gives up an entry.
pub fn discard(id: MutationId) {
    let (app, toasts) = (use_app(), use_toasts());
    spawn_local(async move {
        if let Err(error) = app.discard(&id).await {
            toasts.say(error.to_string());
        }
    });
}

/// Takes a post out of the outbox and opens it in the composer.
pub fn edit(id: MutationId) {
    let (app, toasts, composing) = (use_app(), use_toasts(), use_composing());
    spawn_local(async move {
        match app.take_back(&id).await {
            Ok(Some(key)) => composing.open(Composing { key, first_draft: None }),
            Ok(None) => toasts.say("It was sent in the meantime."),
            Err(error) => toasts.say(error.to_string()),
        }
    });
}
