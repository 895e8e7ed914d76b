//! The media viewer: one picture as large as the window, zoom, and the arrow keys for the others.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_domain::Media;

use super::dialog::open_on_mount;
use super::icon::icon;
use super::live::live;

/// The viewer, open at one of the attachments, counted from 0, as long as there is one.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
pub fn viewer(all: Arc<[Media]>, opened: RwSignal<Option<usize>>) -> Result<AnyView, SplitLoaderError> {
    let close = move || opened.set(None);
    let first = opened.get_untracked().unwrap_or_default();
    Ok(open_at(all, first, close))
}

fn open_at(all: Arc<[Media]>, first: usize, close: impl Fn() + Copy + 'static) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    open_on_mount(node);
    let number = RwSignal::new(first);
    let zoomed = RwSignal::new(false);
    let count = all.len();
    let go = move |to: usize| {
        if to < count {
            number.set(to);
            zoomed.set(false);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => go(number.get_untracked() + 1),
        "ArrowLeft" => go(number.get_untracked().wrapping_sub(1)),
        "+" | "=" => zoomed.set(true),
        "-" | "0" => zoomed.set(false),
        _ => {}
    };
    let shown = all.clone();
    let picture = move || shown.get(number.get()).map(|media| picture(media, zoomed));
    let words = move || all.get(number.get()).and_then(|media| media.description.clone());
    let step = move |label: &'static str, symbol: &'static str, to: fn(usize) -> usize| {
        (count > 1).then(|| {
            let out = move || to(number.get()) >= count;
            view! {
                <button class="icon-button" aria-label=label disabled=out on:click=move |_| go(to(number.get_untracked()))>{icon(symbol)}</button>
            }
        })
    };
    let place = move || (count > 1).then(|| format!("{} of {count}", number.get() + 1));
    view! {
        <dialog node_ref=node class="viewer" aria-label="Media" on:close=move |_| close() on:keydown=keys>
            <div class="viewer-stage" class:zoomed=move || zoomed.get()>{live(picture)}</div>
            <div class="viewer-foot">
                {step("Previous", "back", |n| n.wrapping_sub(1))}
                <span class="count">{live(place)}</span>
                {step("Next", "next", |n| n + 1)}
                <p dir="auto">{live(words)}</p>
                <button class="icon-button" aria-label="Close" on:click=move |_| close()>{icon("close")}</button>
            </div>
        </dialog>
    }
    .into_any()
}

fn picture(media: &Media, zoomed: RwSignal<bool>) -> AnyView {
    let url = media.url.as_ref().or(media.preview_url.as_ref()).map(|url| url.as_str().to_owned());
    let alt = media.description.clone().unwrap_or_default();
    view! { <img src=url alt=alt title="Click to zoom" on:click=move |_| zoomed.update(|z| *z = !*z)/> }
        .into_any()
}
