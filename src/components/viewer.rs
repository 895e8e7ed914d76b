//! The media viewer: one picture as large as the window, zoom, and arrow keys or swipes for the others.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rejoin_domain::Media;

use super::dialog::open_on_mount;
use super::icon::icon;
use super::live::live;

/// How far a finger goes for a swipe, in CSS pixels.
const SWIPE: i32 = 48;

/// What a finger meant that went so far.
fn swiped(across: i32, down: i32) -> Option<Swipe> {
    match (across.abs(), down.abs()) {
        (wide, high) if wide > SWIPE && wide > 2 * high => {
            Some(if across < 0 { Swipe::Next } else { Swipe::Previous })
        }
        (wide, high) if high > SWIPE && high > 2 * wide => Some(Swipe::Close),
        _ => None,
    }
}

enum Swipe {
    Next,
    Previous,
    Close,
}

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
    let down_at = StoredValue::new(None::<(i32, i32)>);
    let touch = move |event: web_sys::PointerEvent| {
        // A zoomed picture is moved about in its frame, and a mouse has the buttons.
        let swipes = !zoomed.get_untracked() && event.pointer_type() != "mouse" && event.is_primary();
        down_at.set_value(swipes.then(|| (event.client_x(), event.client_y())));
    };
    let lift = move |event: web_sys::PointerEvent| {
        let Some((x, y)) = down_at.try_update_value(Option::take).flatten() else { return };
        match swiped(event.client_x() - x, event.client_y() - y) {
            Some(Swipe::Next) => go(number.get_untracked() + 1),
            Some(Swipe::Previous) => go(number.get_untracked().wrapping_sub(1)),
            Some(Swipe::Close) => close(),
            None => {}
        }
    };
    let (shown, itself) = (all.clone(), all.clone());
    let original = move || {
        let href =
            itself.get(number.get()).and_then(|media| media.url.clone()).map(|url| url.as_str().to_owned());
        href.map(|href| {
            view! {
                <a class="icon-button" href=href target="_blank" rel="noopener noreferrer" download="" aria-label="Open the file itself" title="Open the file itself">{icon("open")}</a>
            }
        })
    };
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
            <div class="viewer-stage" class:zoomed=move || zoomed.get() on:pointerdown=touch on:pointerup=lift>{live(picture)}</div>
            <div class="viewer-foot">
                {step("Previous", "back", |n| n.wrapping_sub(1))}
                <span class="count">{live(place)}</span>
                {step("Next", "next", |n| n + 1)}
                <p dir="auto">{live(words)}</p>
                {live(original)}
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
