//! The second column of wide windows: what waits to be sent, and where else one can read.

use leptos::prelude::*;

use super::icon::icon;
use crate::state::use_app;

/// The column.
pub fn aside() -> AnyView {
    let app = use_app();
    let waiting = Memo::new(move |_| app.outbox().with(Vec::len));
    let outbox = move || {
        let count = waiting.get();
        (count > 0).then(|| {
            let things = if count == 1 { "thing" } else { "things" };
            view! {
                <section class="panel">
                    <h2>"Waiting to send"</h2>
                    <p class="small"><a href="/outbox">{icon("clock")}" "{count}" "{things}</a></p>
                </section>
            }
        })
    };
    let about = move || {
        app.capabilities().with(|c| {
            (!c.title.is_empty()).then(|| {
                view! {
                    <section class="panel">
                        <h2 dir="auto">{c.title.clone()}</h2>
                        <p class="small muted" dir="auto">{c.description.clone()}</p>
                        <p class="small"><a href="/local">"What people here write"</a></p>
                    </section>
                }
            })
        })
    };
    view! { <aside class="aside" aria-label="More">{outbox}{about}</aside> }.into_any()
}
