//! The drafts at hand: what this one was before, and what else was begun.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use rejoin_sync::Draft;
use rejoin_sync::drafts::{Kept, Version};

use super::{Composing, use_composing};
use crate::components::clock::ago;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::rich_text::line;
use crate::state::{DraftKey, SavedDraft, use_app};

/// How long a discarded draft can be had back.
const TIME_TO_UNDO: Duration = Duration::from_secs(10);

/// How much of a draft is shown in a list, in characters.
const FIRST_WORDS: usize = 120;

/// The button that shows and hides them.
pub(super) fn toggle(is_open: RwSignal<bool>) -> AnyView {
    view! {
        <button class="icon-button" type="button" aria-label="Drafts and earlier versions" title="Drafts and earlier versions"
            aria-expanded=move || is_open.get().to_string() on:click=move |_| is_open.update(|open| *open = !*open)>
            {icon("clock")}
        </button>
    }
    .into_any()
}

/// The lists, while they are open.
pub(super) fn shelf(key: DraftKey, draft: RwSignal<Draft>, is_open: RwSignal<bool>) -> AnyView {
    live(move || is_open.get().then(|| lists(key.clone(), draft)))
}

fn lists(key: DraftKey, draft: RwSignal<Draft>) -> AnyView {
    let all = use_app().drafts();
    let node = NodeRef::<html::Section>::new();
    come_into_view(node);
    let own = key.clone();
    let versions = Memo::new(move |_| {
        all.with(|all| all.iter().find(|saved| saved.key == own).map(|saved| saved.versions.clone()))
            .unwrap_or_default()
    });
    let other = key.clone();
    let others = Memo::new(move |_| {
        all.with(|all| {
            all.iter()
                .filter(|saved| saved.key != other && !saved.draft.is_empty())
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let restored = key.clone();
    let earlier = move || {
        let versions = versions.get();
        (!versions.is_empty()).then(|| {
            let rows =
                versions.into_iter().map(|version| version_row(restored.clone(), version)).collect_view();
            view! { <h2>"Earlier versions of this draft"</h2><ul>{rows}</ul> }
        })
    };
    let given_up = RwSignal::new(None::<Kept>);
    let begun = move || {
        let others = others.get();
        let rows = others.iter().cloned().map(|saved| draft_row(saved, given_up)).collect_view();
        let words = if others.is_empty() { "Nothing else is begun." } else { "" };
        view! { <h2>"Drafts"</h2><ul>{rows}</ul>{(!words.is_empty()).then(|| view! { <p class="muted small">{words}</p> })} }
    };
    view! {
        <section node_ref=node class="shelf" tabindex="-1" aria-label="Drafts">
            {live(earlier)}
            {live(begun)}
            {take_back(given_up)}
            {begin_another(key, draft)}
        </section>
    }
    .into_any()
}

/// What is below the edge of a sheet when it appears is brought up.
fn come_into_view(node: NodeRef<html::Section>) {
    Effect::new(move |_| {
        if let Some(section) = node.get() {
            request_animation_frame(move || section.scroll_into_view_with_bool(false));
        }
    });
}

/// Lays the new post aside, to begin another one.
fn begin_another(key: DraftKey, draft: RwSignal<Draft>) -> Option<AnyView> {
    if key != DraftKey::New {
        return None;
    }
    let lay_aside = move |_| {
        let app = use_app();
        app.lay_aside(draft.get_untracked());
        draft.set(super::fresh(&DraftKey::New));
    };
    let drawn = move || {
        draft.with(|draft| !draft.is_empty()).then(|| {
            view! { <button class="button" type="button" on:click=lay_aside>{icon("plus")}"Lay this aside and begin another"</button> }
        })
    };
    Some(live(drawn))
}

fn version_row(key: DraftKey, version: Version) -> AnyView {
    let (words, at) = (first_words(&version.draft), version.at);
    let label = format!("Restore: {words}");
    let restore = move |_| use_app().replace_draft(&key, version.draft.clone());
    view! {
        <li>
            <p class="text" dir="auto">{words}</p>
            <p class="muted small">{ago(at)}</p>
            <div class="row"><button class="text-button" type="button" aria-label=label on:click=restore>"Restore"</button></div>
        </li>
    }
    .into_any()
}

fn draft_row(saved: SavedDraft, given_up: RwSignal<Option<Kept>>) -> AnyView {
    let words = first_words(&saved.draft);
    let labels = [format!("Go on writing: {words}"), format!("Discard: {words}")];
    let [go_on, give_up] = labels;
    let reopened = saved.key.clone();
    let reopen = move |_| use_composing().open(Composing { key: reopened.clone(), first_draft: None });
    let kind = about(&saved.key);
    let discard = move |_| {
        given_up.set(use_app().discard_draft(&saved.key));
        // Its files go soon after.
        set_timeout(move || drop(given_up.try_set(None)), TIME_TO_UNDO);
    };
    view! {
        <li>
            <p class="text" dir="auto">{words}</p>
            <p class="muted small">{kind}" · "{ago(saved.changed_at)}</p>
            <div class="row">
                <button class="text-button" type="button" aria-label=go_on on:click=reopen>"Go on writing"</button>
                <button class="text-button danger" type="button" aria-label=give_up on:click=discard>"Discard"</button>
            </div>
        </li>
    }
    .into_any()
}

/// Says that a draft was given up, and offers to take that back: here, since nothing outside a dialog can be pressed.
fn take_back(given_up: RwSignal<Option<Kept>>) -> AnyView {
    let drawn = move || {
        given_up.get().map(|was| {
            let undo = move |_| {
                use_app().put_back_draft(was.clone());
                given_up.set(None);
            };
            view! { <p class="shelf-undo">"Draft discarded. "<button class="text-button" type="button" on:click=undo>"Undo"</button></p> }
        })
    };
    view! { <div role="status">{live(drawn)}</div> }.into_any()
}

/// What a draft is to become.
fn about(key: &DraftKey) -> AnyView {
    let of = |words: &'static str, joined: &'static str, id: &rejoin_api::StatusId| {
        let post = use_app().post(id);
        live(move || {
            let name = post.get().map(|post| view! { " "<bdi>{line(&post.author.name)}</bdi> });
            if name.is_some() { view! { {joined}{name} }.into_any() } else { words.into_any() }
        })
    };
    match key {
        DraftKey::New | DraftKey::Aside(_) => "Post".into_any(),
        DraftKey::Reply(id) => of("Reply", "Reply to", id),
        DraftKey::Quote(id) => of("Quote", "Quote of", id),
        DraftKey::Edit(_) => "Change to a post of yours".into_any(),
    }
}

/// By what one recognises a draft.
pub(super) fn first_words(draft: &Draft) -> String {
    let text = if draft.text.trim().is_empty() { &draft.warning } else { &draft.text };
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match (words.is_empty(), draft.media.len(), &draft.poll) {
        (false, ..) if words.chars().count() > FIRST_WORDS => {
            words.chars().take(FIRST_WORDS).chain(['…']).collect()
        }
        (false, ..) => words,
        (true, 0, Some(_)) => "A poll".to_owned(),
        (true, 0, None) => "Nothing yet".to_owned(),
        (true, 1, _) => "A picture".to_owned(),
        (true, count, _) => format!("{count} pictures"),
    }
}
