//! The home feed; for someone signed out, the landing page.

use leptos::prelude::*;
use rejoin_domain::TimelineKey;

use super::landing;
use crate::components::feed::feed;
use crate::components::icon::icon;
use crate::components::page::{empty, page_head};
use crate::state::use_app;

/// The page at `/`.
pub fn page() -> AnyView {
    let app = use_app();
    match app.session().get_untracked().me() {
        None => landing::page(),
        Some(me) => {
            let list = app.timeline(&TimelineKey::Home);
            view! {
                {page_head(|| "Home".into(), false)}
                {feed(list, format!("{}:home", me.key), "Home", nothing)}
            }
            .into_any()
        }
    }
}

fn nothing() -> AnyView {
    let step =
        view! { <a class="button primary" href="/local">{icon("people")}"See who is here"</a> }.into_any();
    empty(
        "home",
        "Your home is quiet",
        "Posts of people you follow appear here. Look around, and follow whoever you would like to hear from.",
        Some(step),
    )
}
