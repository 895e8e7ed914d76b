//! The app by keyboard alone. Keys act on the post that has the focus, by pressing its own buttons, so that a key can do
//! nothing that a button could not.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::composer::{Composing, use_composing};
use super::dialog::dialog;
use super::live::live;
use crate::browser::{self, events::Listener, focus, viewport};
use crate::routes::go;
use crate::state::{DraftKey, use_app};

/// What the keys do, as the help shows it.
const KEYS: [(&[&str], &str); 15] = [
    (&["j", "k"], "Next and previous post"),
    (&["o", "Enter"], "Open the post"),
    (&["r"], "Reply"),
    (&["b"], "Boost"),
    (&["f"], "Favourite"),
    (&["x"], "Show or hide what is covered"),
    (&["m"], "Open its media"),
    (&["u"], "Next new reply in a thread"),
    (&["n"], "New post"),
    (&["/"], "Search"),
    (&["g", "h"], "Home"),
    (&["g", "n"], "Notifications"),
    (&["g", "p"], "Your profile"),
    (&["g", "s"], "Settings"),
    (&["Esc"], "Close what is open"),
];

/// Listens as long as the page lives; answers with the help, which `?` opens.
pub fn keyboard() -> AnyView {
    let help = RwSignal::new(false);
    let after_g = StoredValue::new(false);
    let listener = browser::document().map(|document| {
        Listener::new(&document, "keydown", move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                && !is_taken(event)
            {
                let was_g = after_g.get_value();
                after_g.set_value(event.key() == "g" && !was_g);
                if act(event, was_g, help) {
                    event.prevent_default();
                }
            }
        })
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
    live(move || {
        help.get().then(|| {
            let keys = KEYS
                .into_iter()
                .map(|(keys, words)| {
                    let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
                    view! { <dt>{keys}</dt><dd>{words}</dd> }
                })
                .collect_view();
            let body = view! { <div class="dialog-body"><dl class="keys">{keys}</dl></div> }.into_any();
            dialog("Keyboard", "", move || help.set(false), body)
        })
    })
}

/// Whether the key belongs to what has the focus, or to the browser.
fn is_taken(event: &KeyboardEvent) -> bool {
    if event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.is_composing()
        || event.default_prevented()
    {
        return true;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        element.closest("input, textarea, select, dialog, [contenteditable]").ok().flatten().is_some()
            || (event.key() == "Enter" && element.tag_name() != "ARTICLE")
    })
}

fn act(event: &KeyboardEvent, after_g: bool, help: RwSignal<bool>) -> bool {
    let key = event.key();
    if after_g {
        return jump(&key);
    }
    match key.as_str() {
        "j" => step(1),
        "k" => step(-1),
        "o" | "Enter" => press(".post-link, .post-facts a"),
        "r" => press("[data-act=reply]"),
        "b" => press("[data-act=boost]"),
        "f" => press("[data-act=favourite]"),
        "x" => press("[data-act=show]"),
        "m" => press(".media-open"),
        "u" => focus::all("[data-act=unread]").first().is_some_and(|button| {
            button.click();
            true
        }),
        "n" => {
            if use_app().session().with_untracked(|s| s.me().is_some()) {
                use_composing().open(Composing { key: DraftKey::New, first_draft: None });
            }
            true
        }
        "/" => {
            go("/search");
            true
        }
        "?" => {
            help.set(true);
            true
        }
        "." => {
            viewport::to_top();
            true
        }
        _ => false,
    }
}

fn jump(key: &str) -> bool {
    match key {
        "h" => go("/"),
        "n" => go("/notifications"),
        "s" => go("/settings"),
        "p" => {
            let path = use_app().session().with_untracked(|s| s.me().map(|me| format!("/@{}", me.username)));
            go(path.as_deref().unwrap_or("/sign-in"));
        }
        _ => return false,
    }
    true
}

/// Moves the focus to the next or previous post; from elsewhere to the first that is in the window.
fn step(by: i32) -> bool {
    let all = focus::all("main article[tabindex]");
    let active = focused();
    let here = active.and_then(|active| all.iter().position(|element| **element == active));
    let next = match here {
        Some(here) => here.checked_add_signed(by as isize),
        None => all.iter().position(|element| element.get_bounding_client_rect().bottom() > 60.0),
    };
    let Some(element) = next.and_then(|next| all.get(next)) else { return true };
    let _ = element.focus();
    let place = element.get_bounding_client_rect();
    if let Some(window) = browser::window() {
        // The head of the page covers its top.
        window.scroll_by_with_x_and_y(0.0, place.top() - 72.0);
    }
    true
}

fn focused() -> Option<Element> {
    let active = browser::document()?.active_element()?;
    active.closest("article").ok().flatten()
}

/// Presses a button of the post that has the focus; on the page of a post, of that one.
fn press(selector: &str) -> bool {
    let post =
        focused().or_else(|| browser::document()?.query_selector("main article.focused-post").ok().flatten());
    let button = post.and_then(|article| article.query_selector(selector).ok().flatten());
    let Some(button) = button.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    button.click();
    true
}
