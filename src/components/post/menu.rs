//! What else can be done with a post.

use std::sync::Arc;

use leptos::prelude::*;

use super::actions::address;
use crate::actions;
use crate::components::composer::{Composing, use_composing};
use crate::components::icon::icon;
use crate::components::toast::use_toasts;
use crate::state::{DraftKey, PostView, use_app};

type Live = Signal<Option<Arc<PostView>>>;

/// The button and, while it is open, its menu.
pub(super) fn menu(view: Live) -> AnyView {
    let open = RwSignal::new(false);
    let list = move || open.get().then(|| view.get_untracked().map(|v| items(v, open)));
    let close_on_escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            open.set(false);
        }
    };
    let close_when_left = move |event: web_sys::FocusEvent| {
        if left(&event) {
            open.set(false);
        }
    };
    view! {
        <div on:keydown=close_on_escape on:focusout=close_when_left>
            <button class="action" data-act="more" aria-label="More" aria-haspopup="true" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|o| *o = !*o)>
                {icon("more")}
            </button>
            {list}
        </div>
    }
    .into_any()
}

/// Whether the focus goes to something outside the element that listens.
pub(crate) fn left(event: &web_sys::FocusEvent) -> bool {
    use wasm_bindgen::JsCast;
    let here = event.current_target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
    let to = event.related_target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
    match (here, to) {
        (Some(here), Some(to)) => !here.contains(Some(&to)),
        _ => true,
    }
}

fn items(view: Arc<PostView>, open: RwSignal<bool>) -> AnyView {
    let signed_in = use_app().session().with_untracked(|s| s.me().is_some());
    let name = format!("@{}", view.author.acct);
    let item = move |symbol: &'static str, label: String, class: &'static str, run: Box<dyn Fn()>| {
        let pressed = move |_| {
            open.set(false);
            run();
        };
        // Pressing must not take the focus first: the menu would close before the click.
        view! {
            <button class=format!("menu-item {class}") on:mousedown=|e| e.prevent_default() on:click=pressed>{icon(symbol)}{label}</button>
        }
        .into_any()
    };
    let mut drawn = Vec::new();
    if let Some(address) = address(&view) {
        let copied = address.clone();
        drawn.push(item(
            "link",
            "Copy link".into(),
            "",
            Box::new(move || actions::copy_link(copied.clone())),
        ));
        drawn.push(
            view! {
                <a class="menu-item" href=address target="_blank" rel="noopener noreferrer">{icon("open")}"Open original page"</a>
            }
            .into_any(),
        );
    }
    if signed_in {
        let v = view.clone();
        let muted = view.post.mine.muted == Some(true);
        let words = if muted { "Unmute conversation" } else { "Mute conversation" };
        drawn.push(item("bell", words.into(), "", Box::new(move || actions::mute_conversation(&v))));
    }
    if view.is_mine {
        let v = view.clone();
        let words = if view.post.mine.pinned == Some(true) { "Unpin from profile" } else { "Pin to profile" };
        drawn.push(item("pin", words.into(), "", Box::new(move || actions::pin(&v))));
        let v = view.clone();
        drawn.push(item("compose", "Edit".into(), "", Box::new(move || edit(&v))));
        let v = view;
        drawn.push(item("trash", "Delete".into(), "danger", Box::new(move || confirm_delete(v.clone()))));
    } else if signed_in {
        let id = view.author.id.clone();
        drawn.push(item("mute", format!("Mute {name}"), "", Box::new(move || actions::mute(&id, true))));
        let id = view.author.id.clone();
        drawn.push(item(
            "block",
            format!("Block {name}"),
            "danger",
            Box::new(move || actions::block(&id, true)),
        ));
    }
    view! { <div class="menu">{drawn}</div> }.into_any()
}

fn edit(view: &PostView) {
    let (app, toasts, composing) = (use_app(), use_toasts(), use_composing());
    let id = view.post.id.clone();
    leptos::task::spawn_local(async move {
        match app.edit_draft(&id).await {
            Ok(draft) => composing.open(Composing { key: DraftKey::Edit(id), first_draft: Some(draft) }),
            Err(words) => toasts.say(format!("This post cannot be edited now. {words}")),
        }
    });
}

fn confirm_delete(view: Arc<PostView>) {
    use_toasts().offer("Delete this post for good?", "Delete", move || actions::delete(&view));
}
