//! What one answers, quotes or edits, and what to do when it is not there any more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rejoin_api::StatusId;
use rejoin_sync::Draft;

use super::{Composing, use_composing};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::state::{DraftKey, use_app};

/// A line above the text.
pub(super) fn context(key: &DraftKey) -> Option<AnyView> {
    let (symbol, id) = match key {
        DraftKey::Reply(id) => ("reply", id),
        DraftKey::Quote(id) => ("quote", id),
        DraftKey::Edit(id) => ("compose", id),
        DraftKey::New | DraftKey::Aside(_) => return None,
    };
    let (post, key) = (use_app().post(id), key.clone());
    let drawn = move || {
        post.get().map(|post| {
            let excerpt: String = post.post.content.plain_text().chars().take(140).collect();
            let words = match key {
                DraftKey::Reply(_) => view! { "Answering "<bdi class="name">{line(&post.author.name)}</bdi>": " }.into_any(),
                DraftKey::Quote(_) => view! { "Quoting "<bdi class="name">{line(&post.author.name)}</bdi>": " }.into_any(),
                _ => "Changing your post: ".into_any(),
            };
            view! { <p class="composer-context">{icon(symbol)}<span>{words}<span dir="auto">{excerpt}</span></span></p> }
        })
    };
    Some(live(drawn))
}

/// Whether the post that is to be changed or answered has been deleted. The server is asked where that may have been long ago.
pub(super) fn is_gone(key: &DraftKey, was_begun: bool) -> Signal<bool> {
    let (DraftKey::Edit(id) | DraftKey::Reply(id) | DraftKey::Quote(id)) = key else {
        return Signal::stored(false);
    };
    let (app, gone) = (use_app(), RwSignal::new(false));
    let post = app.post(id);
    Effect::new(move |was_there: Option<bool>| {
        let is_there = post.with(Option::is_some);
        if was_there == Some(true) && !is_there {
            gone.set(true);
        }
        is_there
    });
    if was_begun || super::is_edit(key) {
        let id = id.clone();
        spawn_local(async move {
            if app.is_deleted(&id).await {
                gone.try_set(true);
            }
        });
    }
    gone.into()
}

/// Offers to make a new post of what was to change or answer one that is gone.
pub(super) fn instead(key: &DraftKey, draft: RwSignal<Draft>, gone: Signal<bool>) -> AnyView {
    let key = key.clone();
    live(move || {
        gone.get().then(|| {
            let words = match key {
                DraftKey::Edit(_) => "The post you are changing was deleted. Your text is kept and can become a new post.",
                _ => "The post you are answering was deleted. Your text is kept and can become a post of its own.",
            };
            let key = key.clone();
            let go = move |_| {
                let (app, new) = (use_app(), of_its_own(draft.get_untracked()));
                let place = app.new_key();
                // Kept before the other goes: in between it exists twice, never not at all.
                app.replace_draft(&place, new);
                app.discard_draft(&key);
                use_composing().open(Composing { key: place, first_draft: None });
            };
            view! {
                <div class="notice error" role="alert">
                    <p>{words}</p>
                    <button class="button" type="button" on:click=go>"Make it a new post"</button>
                </div>
            }
        })
    })
}

/// The same words without the post they belonged to. Media of that post are gone with it; files of this device are not.
fn of_its_own(draft: Draft) -> Draft {
    let media = draft.media.into_iter().filter(|media| !media.file.is_empty()).collect();
    Draft { media, in_reply_to: None::<StatusId>, ..draft }
}
