//! Where the keyboard is.

use leptos::prelude::{Effect, Get, NodeRef, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::{document, viewport};

/// The element that has the focus; `None` when it is the page itself.
pub fn active() -> Option<HtmlElement> {
    let element = document()?.active_element()?;
    (element.tag_name() != "BODY").then(|| element.dyn_into().ok()).flatten()
}

/// Whether something matches a selector.
pub fn exists(selector: &str) -> bool {
    document().and_then(|document| document.query_selector(selector).ok().flatten()).is_some()
}

/// All elements that match a selector, in the order of the page.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let each = |all: web_sys::NodeList| (0..all.length()).filter_map(move |n| all.get(n)?.dyn_into().ok());
    found.into_iter().flat_map(each).collect()
}

/// The element of this kind that comes after the one in which the focus is, or before it at the end.
pub fn beside(selector: &str) -> Option<HtmlElement> {
    let (here, all) = (active()?, all(selector));
    let at = all.iter().position(|one| one.contains(Some(&here)))?;
    all.get(at + 1).or_else(|| all.get(at.checked_sub(1)?)).cloned()
}

/// Does what takes away the element that has the focus, one of those that match the selector, and gives the focus to the next
/// of them.
pub fn leave(selector: &str, act: impl FnOnce()) {
    let next = beside(selector);
    act();
    give(next);
}

/// Gives the focus, once the page is drawn, to an element, or to the page's content where that has gone. For what takes away
/// the element that had it: without this the keyboard would start at the top again.
pub fn give(element: Option<HtmlElement>) {
    request_animation_frame(move || match element.filter(|element| element.is_connected()) {
        Some(element) => {
            // What cannot have the focus leaves it where it is.
            let _ = element.focus();
        }
        None => give_page(),
    });
}

/// The same, to the first of these elements that is there then, by their ids.
pub fn give_to(ids: Vec<String>) {
    request_animation_frame(move || {
        let by_id = |id: &String| document()?.get_element_by_id(id)?.dyn_into().ok();
        give(ids.iter().find_map(by_id));
    });
}

/// Gives the focus back to an element, if it is still there, without scrolling.
pub fn give_back(element: &HtmlElement) {
    if element.is_connected() {
        still(element);
    }
}

/// Gives the focus to the entry with this key, without scrolling. Says whether there is one.
pub fn give_entry(key: &str) -> bool {
    let found = viewport::find(key).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    found.as_ref().is_some_and(still)
}

/// Gives the focus to the page itself, unless something in it has taken it.
pub fn give_page() {
    let Some(main) = document().and_then(|document| document.get_element_by_id("main")) else { return };
    let taken = active().is_some_and(|active| *active != main && main.contains(Some(&active)));
    if !taken && let Ok(main) = main.dyn_into::<HtmlElement>() {
        still(&main);
    }
}

/// Gives the focus, where it is within `from`, to what `to` matches around it.
pub fn hand_up(from: &str, to: &str) {
    let within = active().filter(|active| active.closest(from).is_ok_and(|found| found.is_some()));
    let around = within.and_then(|active| active.closest(to).ok().flatten()?.dyn_into::<HtmlElement>().ok());
    around.as_ref().map(still);
}

/// Gives the focus to an element as soon as it stands in the page.
pub fn on_mount<E>(node: NodeRef<E>)
where
    E: leptos::tachys::html::element::ElementType + 'static,
    E::Output: JsCast + AsRef<HtmlElement> + Clone + 'static,
{
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            let _ = AsRef::<HtmlElement>::as_ref(&element).focus();
        }
    });
}

fn still(element: &HtmlElement) -> bool {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    element.focus_with_options(&options).is_ok()
}
