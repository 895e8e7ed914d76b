//! Where the keyboard is.

use leptos::prelude::{Effect, Get, NodeRef, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::document;

/// The element that has the focus; `None` when it is the page itself.
pub fn active() -> Option<HtmlElement> {
    let element = document()?.active_element()?;
    (element.tag_name() != "BODY").then(|| element.dyn_into().ok()).flatten()
}

/// Whether something matches a selector.
pub fn exists(selector: &str) -> bool {
    document().and_then(|document| document.query_selector(selector).ok().flatten()).is_some()
}

/// The element of this kind that comes after the one in which the focus is, or before it at the end.
pub fn beside(selector: &str) -> Option<HtmlElement> {
    let (here, all) = (active()?, document()?.query_selector_all(selector).ok()?);
    let all: Vec<HtmlElement> = (0..all.length()).filter_map(|n| all.get(n)?.dyn_into().ok()).collect();
    let at = all.iter().position(|one| one.contains(Some(&here)))?;
    all.get(at + 1).or_else(|| all.get(at.checked_sub(1)?)).cloned()
}

/// Gives the focus, once the page is drawn, to an element, or to the page's content where that has gone. For what takes away
/// the element that had it: without this the keyboard would start at the top again.
pub fn give(element: Option<HtmlElement>) {
    request_animation_frame(move || {
        let main = || document()?.get_element_by_id("main")?.dyn_into().ok();
        if let Some(element) = element.filter(|element| element.is_connected()).or_else(main) {
            // What cannot have the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// The same, to the first of these elements that is there then, by their ids.
pub fn give_to(ids: Vec<String>) {
    request_animation_frame(move || {
        let by_id = |id: &String| document()?.get_element_by_id(id)?.dyn_into().ok();
        give(ids.iter().find_map(by_id));
    });
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
