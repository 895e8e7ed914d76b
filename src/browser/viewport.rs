//! The window as it scrolls: what is at its top, what comes near, and going back to a place.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::request_animation_frame;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};

use super::events::Listener;
use super::scroll::Anchor;
use super::{document, window};

/// Less than this (in CSS pixels) from the top counts as at the top.
const TOP: f64 = 8.0;

/// How many frames a place is held after it was returned to, while rows above it find their heights.
const HELD_FRAMES: u32 = 20;

/// A length or share for CSS in whole units: the formatting of floats weighs 10 kB of WebAssembly.
#[expect(clippy::cast_possible_truncation, reason = "far below 2^31")]
pub fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// How far the page is scrolled, in CSS pixels.
pub fn scrolled() -> f64 {
    window().and_then(|w| w.scroll_y().ok()).unwrap_or_default()
}

/// Whether the page is scrolled to its top.
pub fn is_at_top() -> bool {
    scrolled() < TOP
}

/// How high the window is, in CSS pixels.
pub fn height() -> f64 {
    let height = window().and_then(|w| w.inner_height().ok());
    height.and_then(|height| height.as_f64()).unwrap_or_default()
}

/// Remembers where the first child of `list` stands that is in the window; what it returns puts it back there. Browsers do that by
/// themselves, but WebKit not at all, Firefox not often in a row, and no one at the top of the page.
pub fn hold_still(list: &Element) -> impl FnOnce() + use<> {
    let children = list.children();
    let held = (0..children.length())
        .filter_map(|number| children.item(number))
        .map(|child| (child.get_bounding_client_rect(), child))
        .find(|(place, child)| place.bottom() > 0.0 && child.class_name() != "space");
    move || {
        if let Some(((before, child), window)) =
            held.zip(window()).filter(|((_, child), _)| child.is_connected())
        {
            let by = child.get_bounding_client_rect().top() - before.top();
            if by.abs() >= 1.0 {
                window.scroll_by_with_x_and_y(0.0, by);
            }
        }
    }
}

/// Scrolls to the top.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The first element matching `selector` of which something is in the window, and where it stands.
pub fn anchor(selector: &str) -> Option<Anchor> {
    let all = document()?.query_selector_all(selector).ok()?;
    (0..all.length()).find_map(|number| {
        let element: HtmlElement = all.get(number)?.dyn_into().ok()?;
        let place = element.get_bounding_client_rect();
        let key = element.dataset().get("key")?;
        (place.bottom() > 0.0 && place.height() > 0.0).then(|| Anchor { key, offset: place.top() })
    })
}

/// The key of the first element matching `selector` of which something is lower than this, in CSS pixels from the top.
pub fn first_below(selector: &str, edge: f64) -> Option<String> {
    let all = document()?.query_selector_all(selector).ok()?;
    (0..all.length()).find_map(|number| {
        let element: HtmlElement = all.get(number)?.dyn_into().ok()?;
        let bottom = element.get_bounding_client_rect().bottom();
        element.dataset().get("key").filter(|_| bottom > edge)
    })
}

/// Calls `scrolled` with whether the page is at its top, at most once a frame.
pub fn watch_scroll(scrolled_to: impl Fn(bool) + 'static) -> Option<Listener> {
    let window = window()?;
    let waiting = Rc::new(Cell::new(false));
    let told = Rc::new(scrolled_to);
    Some(Listener::new(&window, "scroll", move |_| {
        if waiting.replace(true) {
            return;
        }
        let (waiting, told) = (waiting.clone(), told.clone());
        request_animation_frame(move || {
            waiting.set(false);
            told(is_at_top());
        });
    }))
}

/// Puts the anchored element back to where it stood, once it is drawn.
pub fn return_to(anchor: Anchor) {
    hold(Rc::new(anchor), HELD_FRAMES, None);
}

fn hold(anchor: Rc<Anchor>, frames: u32, last: Option<f64>) {
    if frames == 0 {
        return;
    }
    request_animation_frame(move || {
        // Somebody who scrolls meanwhile is not pulled back.
        if last.is_some_and(|last| (scrolled() - last).abs() > 1.0) {
            return;
        }
        if let (Some(window), Some(element)) = (window(), find(&anchor.key)) {
            let by = element.get_bounding_client_rect().top() - anchor.offset;
            if by.abs() >= 1.0 {
                window.scroll_by_with_x_and_y(0.0, by);
            }
            hold(anchor, frames - 1, Some(scrolled()));
        } else {
            hold(anchor, frames - 1, None);
        }
    });
}

/// The element of the entry with this key.
pub(super) fn find(key: &str) -> Option<Element> {
    let all = document()?.query_selector_all("[data-key]").ok()?;
    (0..all.length()).find_map(|number| {
        let element: HtmlElement = all.get(number)?.dyn_into().ok()?;
        (element.dataset().get("key")? == key).then_some(element.into())
    })
}

/// Tells when an element comes near the window and when it goes, until dropped.
pub struct Watch {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
}

impl Watch {
    /// `margin` is how far around the window counts as near, as a CSS length.
    pub fn start(element: &Element, margin: &str, told: impl Fn(bool) + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let last: JsValue = entries.get(entries.length().saturating_sub(1));
            if let Ok(entry) = last.dyn_into::<IntersectionObserverEntry>() {
                told(entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        let observer =
            IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
        observer.observe(element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
