//! Decide about what waits in the outbox: try again, edit, copy, give up. What is seldom wanted is in the later part of the app.

use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_sync::MutationId;

use crate::components::composer::{Composing, use_composing};
use crate::components::toast::use_toasts;
use crate::state::{GivenUp, WriteError, use_app};

/// Tries an entry again now.
pub fn retry(id: MutationId) {
    decide(id, Decision::Retry, || {});
}

/// Gives up an entry, and offers to take that back.
pub fn discard(id: MutationId, done: impl FnOnce() + 'static) {
    decide(id, Decision::Discard, done);
}

/// Takes a post out of the outbox and opens it in the composer.
pub fn edit(id: MutationId) {
    decide(id, Decision::Edit, || {});
}

/// Lets one waiting post be sent before another.
pub fn move_before(id: MutationId, before: MutationId) {
    spawn_local(async move {
        if let Err(error) = use_app().move_before(&id, &before).await {
            use_toasts().say(error.to_string());
        }
    });
}

enum Decision {
    Retry,
    Discard,
    Edit,
}

fn decide(id: MutationId, decision: Decision, done: impl FnOnce() + 'static) {
    spawn_local(async move {
        if carry_out(id, decision, Box::new(done)).await.is_err() {
            use_toasts().say(WriteError::NotLoaded.to_string());
        }
    });
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn carry_out(id: MutationId, decision: Decision, done: Box<dyn FnOnce()>) -> Result<(), SplitLoaderError> {
    let (app, toasts) = (use_app(), use_toasts());
    spawn_local(async move {
        let outcome = match decision {
            Decision::Retry => app.retry(&id).await,
            Decision::Discard => app.discard(&id).await.map(offer_to_restore),
            Decision::Edit => app.take_back(&id).await.map(|key| match key {
                Some(key) => use_composing().open(Composing { key, first_draft: None }),
                None => toasts.say("It was sent in the meantime."),
            }),
        };
        match outcome {
            Ok(()) => {
                toasts.withdraw(&id);
                done();
            }
            Err(error) => toasts.say(error.to_string()),
        }
    });
    Ok(())
}

/// Says that something was given up, and offers to take that back.
fn offer_to_restore(gone: GivenUp) {
    if gone.is_empty() {
        use_toasts().say("It was sent in the meantime.");
        return;
    }
    use_toasts().offer("Discarded.", "Undo", move || {
        let gone = gone.clone();
        spawn_local(async move {
            if let Err(error) = use_app().restore(gone).await {
                use_toasts().say(error.to_string());
            }
        });
    });
}
