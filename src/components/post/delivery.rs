//! How a post of one's own stands that is not on the server yet.

use std::sync::Arc;

use leptos::prelude::*;
use rejoin_sync::MutationId;

use crate::actions;
use crate::browser::focus;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::state::{Connectivity, Delivery, PostView, use_app};

/// A line under the text; nothing for a post that the server has.
pub(super) fn delivery(view: Signal<Option<Arc<PostView>>>) -> AnyView {
    let online = use_app().online();
    let state =
        Memo::new(move |_| view.with(|v| v.as_ref().map(|v| (v.post.id.clone(), v.delivery.clone()))));
    let words = move || match online.get() {
        Connectivity::Online => "Sending…",
        Connectivity::Offline | Connectivity::Unreachable => "Sending when online",
    };
    live(move || {
        let (id, delivery) = state.get()?;
        let entry = MutationId::of_post(&id);
        let buttons = |refused: bool| entry.map(|entry| decisions(entry, refused));
        match delivery {
            Delivery::Sent => None,
            Delivery::Queued | Delivery::Sending => Some(
                view! { <p class="post-state">{icon("clock")}<span class="spread">{live(words)}</span>{buttons(false)}</p> }.into_any(),
            ),
            Delivery::Refused(why) => Some(
                view! {
                    <p class="post-state refused">{icon("warning")}<span class="spread">"Not sent: "{why}</span>{buttons(true)}</p>
                }
                .into_any(),
            ),
        }
    })
}

fn decisions(entry: MutationId, refused: bool) -> AnyView {
    let (edit, retry, discarded) = (entry.clone(), entry.clone(), entry);
    let discard = move |_| {
        let next = focus::beside("main article[tabindex]");
        actions::discard(discarded.clone(), move || focus::give(next));
    };
    // They go when the post arrives; a focus on one of them stays with the post.
    on_cleanup(|| focus::hand_up(".post-decisions", "article"));
    view! {
        <span class="post-decisions">
        <button class="text-button" on:click=move |_| actions::edit(edit.clone())>"Edit"</button>
        {refused.then(|| view! { <button class="text-button" on:click=move |_| actions::retry(retry.clone())>"Retry"</button> })}
        <button class="text-button danger" on:click=discard>"Discard"</button>
        </span>
    }
    .into_any()
}
