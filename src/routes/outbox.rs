//! What waits to be sent, what is on its way, and what the server refused.

mod entry;
mod focus;
mod words;

use leptos::prelude::*;

use crate::components::live::live;
use crate::components::page::{empty, page_head, skeletons};
use crate::components::rows::rows;
use crate::state::{Connectivity, OutboxEntry, OutboxState, use_app};

/// The page.
pub fn page() -> AnyView {
    let (outbox, is_read) = (use_app().outbox(), use_app().outbox_read());
    let is_empty = Memo::new(move |_| outbox.with(Vec::is_empty));
    let keeper = focus::Keeper::of(outbox);
    let body = move || {
        if !is_read.get() {
            return skeletons();
        }
        if is_empty.get() {
            return empty(
                "check",
                "All sent",
                "What you do without a connection waits here and is sent once, when the connection is back.",
                None,
            );
        }
        view! {
            {how_it_stands()}
            <div on:focusin=move |event| keeper.note(&event)>
                {group("Not sent", is_refused)}{group("To send", |entry| !is_refused(entry))}
            </div>
        }
        .into_any()
    };
    view! { {page_head(|| "Outbox".into(), true)}{live(body)} }.into_any()
}

fn is_refused(entry: &OutboxEntry) -> bool {
    matches!(entry.state, OutboxState::Refused(_))
}

/// What is to be expected, in one sentence.
fn how_it_stands() -> AnyView {
    let app = use_app();
    let (online, signed_out) = (app.online(), app.token_refused());
    let words = move || {
        if signed_out.get() {
            return "Your server does not accept your sign-in any more. All of this is kept, and sent once you have signed in again.";
        }
        match online.get() {
            Connectivity::Online => "Sent in this order, each once. What the server refuses waits for you.",
            Connectivity::Offline => {
                "You are offline. All of this is kept on this device, and sent once the connection is back."
            }
            Connectivity::Unreachable => {
                "Your server does not answer. All of this is kept on this device, and sent once it does."
            }
        }
    };
    view! { <p class="outbox-note muted small">{live(words)}</p> }.into_any()
}

/// Those of one kind, in the order in which they are sent.
fn group(title: &'static str, belongs: fn(&OutboxEntry) -> bool) -> AnyView {
    let outbox = use_app().outbox();
    let own =
        move || outbox.with(|all| all.iter().filter(|entry| belongs(entry)).cloned().collect::<Vec<_>>());
    let count = Memo::new(move |_| outbox.with(|all| all.iter().filter(|entry| belongs(entry)).count()));
    let any = Memo::new(move |_| count.get() > 0);
    live(move || {
        any.get().then(|| {
            let name = |entry: &OutboxEntry| entry.id.as_str().to_owned();
            view! {
                <section aria-label=title>
                    <h2 class="outbox-head">{title}" "<span class="muted">{count}</span></h2>
                    <ol>{rows(own, name, entry::entry)}</ol>
                </section>
            }
        })
    })
}
