//! Line icons from one sprite.

use leptos::prelude::*;

/// An icon of `public/icons.svg`, which the build puts into the page. It says nothing to screen readers: what it stands on has a name.
pub fn icon(name: &'static str) -> AnyView {
    view! { <svg class="icon" class:directed=points(name) aria-hidden="true"><use href=format!("#icon-{name}")></use></svg> }
        .into_any()
}

/// Whether it points along the line of text and has to turn with it.
fn points(name: &str) -> bool {
    matches!(name, "back" | "next" | "reply" | "sign-out" | "open" | "poll")
}
