//! Menus: a sheet at the bottom of phones, beside their button elsewhere. They stand in the top layer, since a post in a
//! feed clips what reaches out of it.

use std::future::ready;
use std::pin::Pin;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};

use super::dialog::{is_backdrop, open_on_mount};
use super::icon::icon;
use super::later::quietly;
use super::live::live;
use super::toast::use_toasts;
use crate::browser;
use crate::browser::viewport::whole;
use crate::state::WriteError;

/// The size of a menu beside its button, in CSS pixels: its width, and the height of an entry.
const WIDTH: f64 = 256.0;
const ENTRY: f64 = 44.0;

/// How near a menu comes to the edges of the window.
const EDGE: f64 = 8.0;

/// What an entry does.
pub enum Choice {
    /// Something in the app.
    Do(Box<dyn Fn()>),
    /// Leads to a page elsewhere.
    Open(String),
}

/// An entry of a menu.
pub struct Entry {
    /// The name of its icon.
    pub symbol: &'static str,
    /// Its words.
    pub label: String,
    /// Whether it takes something away.
    pub danger: bool,
    /// What it does.
    pub choice: Choice,
}

impl Entry {
    /// An entry that does something in the app.
    pub fn new(symbol: &'static str, label: impl Into<String>, run: impl Fn() + 'static) -> Self {
        Self { symbol, label: label.into(), danger: false, choice: Choice::Do(Box::new(run)) }
    }

    /// The same, marked as taking something away.
    pub fn dangerous(self) -> Self {
        Self { danger: true, ..self }
    }

    /// An entry that leads elsewhere.
    pub fn link(symbol: &'static str, label: impl Into<String>, address: String) -> Self {
        Self { symbol, label: label.into(), danger: false, choice: Choice::Open(address) }
    }
}

/// The entries of a menu, as they come.
pub type Coming = Pin<Box<dyn Future<Output = Result<Vec<Entry>, SplitLoaderError>>>>;

/// Where a menu stands, while it is open.
type Opened = RwSignal<Option<(f64, f64)>>;

/// A button with three dots; `entries` are asked for when it is pressed.
pub fn menu_button(
    class: &'static str,
    label: &'static str,
    entries: impl Fn() -> Vec<Entry> + 'static,
) -> AnyView {
    menu_button_later(class, label, move || Box::pin(ready(Ok(entries()))))
}

/// The same, for entries that are in the later part of the app, as the menu itself is.
pub fn menu_button_later(
    class: &'static str,
    label: &'static str,
    load: impl Fn() -> Coming + 'static,
) -> AnyView {
    let opened = Opened::new(None);
    let node = NodeRef::<html::Button>::new();
    let entries = StoredValue::new_local(Vec::new());
    let open = move |_| {
        let coming = load();
        spawn_local(async move {
            let Ok(all) = coming.await else {
                return use_toasts().say(WriteError::NotLoaded.to_string());
            };
            let count = all.len();
            entries.try_set_value(all);
            let button = node.try_get_untracked().flatten().map(|button| button.get_bounding_client_rect());
            opened.try_set(button.map(|button| beside(&button, count)));
        });
    };
    let menu = move || {
        let at = opened.get()?;
        let all = move || entries.try_update_value(std::mem::take).unwrap_or_default();
        Some(quietly(move || Box::pin(menu(label, at, all(), opened))))
    };
    view! {
        <button node_ref=node class=class data-act="more" aria-label=label title=label aria-haspopup="dialog"
            aria-expanded=move || opened.get().is_some().to_string() on:click=open>
            {icon("more")}
        </button>
        {live(menu)}
    }
    .into_any()
}

#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
fn menu(
    label: &'static str,
    at: (f64, f64),
    entries: Vec<Entry>,
    opened: Opened,
) -> Result<AnyView, SplitLoaderError> {
    let node = NodeRef::<html::Dialog>::new();
    open_on_mount(node);
    let close = move || opened.set(None);
    let entries = entries.into_iter().map(|entry| drawn(entry, close)).collect_view();
    Ok(view! {
        <dialog node_ref=node class="menu" aria-label=label style:--x=format!("{}px", whole(at.0)) style:--y=format!("{}px", whole(at.1))
            on:close=move |_| close() on:keydown=arrows on:click=move |event| if is_backdrop(&event) { close() }>
            {entries}
        </dialog>
    }
    .into_any())
}

fn drawn(entry: Entry, close: impl Fn() + Copy + 'static) -> AnyView {
    let class = if entry.danger { "menu-item danger" } else { "menu-item" };
    let content = view! { {icon(entry.symbol)}<span>{entry.label}</span> };
    match entry.choice {
        Choice::Do(run) => {
            // Closed first: what runs may open a dialog of its own, and the focus goes back before that.
            let pressed = move |_| {
                close();
                run();
            };
            view! { <button class=class on:click=pressed>{content}</button> }.into_any()
        }
        Choice::Open(address) => view! {
            <a class=class href=address target="_blank" rel="noopener noreferrer" on:click=move |_| close()>{content}</a>
        }
        .into_any(),
    }
}

/// Where a menu stands beside its button: below it, or above where there is no room.
fn beside(button: &DomRect, count: usize) -> (f64, f64) {
    let size = |read: fn(&web_sys::Window) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        browser::window().and_then(|w| read(&w).ok()).and_then(|size| size.as_f64()).unwrap_or_default()
    };
    let (width, height) = (size(web_sys::Window::inner_width), size(web_sys::Window::inner_height));
    #[expect(clippy::cast_precision_loss, reason = "menus are short")]
    let own_height = count as f64 * ENTRY + 2.0 * EDGE;
    let x = (button.right() - WIDTH).max(EDGE).min(width - WIDTH - EDGE);
    let below = button.bottom() + own_height + EDGE <= height;
    let y = if below { button.bottom() } else { (button.top() - own_height).max(EDGE) };
    (x, y)
}

/// The arrow keys go from entry to entry.
fn arrows(event: web_sys::KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    event.prevent_default();
    let Some(menu) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let Ok(all) = menu.query_selector_all(".menu-item") else { return };
    let all: Vec<HtmlElement> = (0..all.length()).filter_map(|n| all.get(n)?.dyn_into().ok()).collect();
    let active = browser::document().and_then(|d| d.active_element());
    let here = all.iter().position(|item| active.as_ref().is_some_and(|active| **item == *active));
    let next = here.map_or(0, |here| here.saturating_add_signed(by)).min(all.len().saturating_sub(1));
    if let Some(item) = all.get(next) {
        let _ = item.focus();
    }
}
