//! What one answers, edits or quotes.

use leptos::prelude::*;

use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::state::{DraftKey, use_app};

/// A line above the text.
pub(super) fn context(key: &DraftKey) -> Option<AnyView> {
    let DraftKey::Reply(id) = key else { return None };
    let parent = use_app().post(id);
    let drawn = move || {
        parent.get().map(|parent| {
            let excerpt: String = parent.post.content.plain_text().chars().take(140).collect();
            view! {
                <p class="composer-context">
                    {icon("reply")}
                    <span>"Answering "<bdi class="name">{line(&parent.author.name)}</bdi>": "<span dir="auto">{excerpt}</span></span>
                </p>
            }
        })
    };
    Some(view! { {live(drawn)} }.into_any())
}
