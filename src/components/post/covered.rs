//! Content warnings and filters: what is covered until the reader asks for it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Layout, body, filtered, head};
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::state::{PostView, use_app};

/// The lines under the head: the content, or what covers it unless it is `open`.
pub(super) fn covered(
    view: Arc<PostView>,
    latest: Signal<Option<Arc<PostView>>>,
    layout: Layout,
    open: RwSignal<bool>,
) -> AnyView {
    let own = view.post.id.to_string();
    let lines = match layout {
        Layout::Row => head::first_lines(&view, latest),
        Layout::Focus => head::answers(&view).into_any(),
    };
    let warning = (!view.post.warning.is_empty()).then(|| line(&view.post.warning));
    let filter = filtered::covering(&view.post);
    let cover = match (warning, filter) {
        (_, Some(title)) => Some(view! { <p>"Filtered: "{title}</p> }.into_any()),
        (Some(warning), None) => Some(view! { <p dir="auto">{warning}</p> }.into_any()),
        (None, None) => None,
    };
    let content = move || body::body(&view, latest, layout);
    let Some(cover) = cover else {
        return view! { {lines}{content()} }.into_any();
    };
    let toggle = move |_| {
        let now = !open.get_untracked();
        use_app().lift(&own, now);
        open.set(now);
    };
    let label = move || if open.get() { "Hide" } else { "Show" };
    view! {
        {lines}
        <div class="post-warning">
            {cover}
            <button class="text-button" data-act="show" aria-expanded=move || open.get().to_string() on:click=toggle>
                {live(label)}
            </button>
        </div>
        {live(move || open.get().then(&content))}
    }
    .into_any()
}
