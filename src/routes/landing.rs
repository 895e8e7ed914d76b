//! What somebody sees who is not signed in: what this is, the way in, and what people here write.

use leptos::prelude::*;
use rejoin_domain::TimelineKey;

use super::sign_in::server_form;
use crate::components::feed::feed;
use crate::components::live::live;
use crate::components::page::empty;
use crate::state::use_app;

/// The page.
pub fn page() -> AnyView {
    let app = use_app();
    if let Some(document) = crate::browser::document() {
        document.set_title("Rejoin");
    }
    let list = app.timeline(&TimelineKey::Local);
    let here = move || {
        app.this_server().get().map(|server| {
        let name = if server.title.is_empty() { server.domain.clone() } else { server.title.clone() };
        view! {
            <section aria-label="Latest posts">
                <h2 class="section">{format!("Latest on {name}")}</h2>
                {feed(list, "signed-out:local".to_owned(), "Latest posts", || empty("people", "Nobody has written yet", "Sign up and be the first.", None))}
            </section>
        }
    })
    };
    view! {
        <section class="landing">
            <h1>"People answer here. Even in a tunnel."</h1>
            <p>
                "Rejoin is a client for the social web: any server that speaks the Mastodon API. It shows at once what you have seen before, \
                 keeps every word you write until it is delivered, and sends it exactly once."
            </p>
            {server_form()}
            <ul class="facts">
                <li><b>"Reads offline"</b>"Feeds, threads and profiles open from your device first."</li>
                <li><b>"Loses nothing"</b>"What you write waits safely for the network."</li>
                <li><b>"Nobody watches"</b>"No analytics, no ads, nothing between you and your server."</li>
            </ul>
        </section>
        {live(here)}
    }
    .into_any()
}
