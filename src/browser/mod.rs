//! Thin wrappers of browser APIs. Nothing here knows what a post is.
//!
//! A wrapper gives back `None` or an error where the browser lacks the API or refuses it, so that callers decide what
//! the app does without it.

pub mod badge;
pub mod channel;
pub mod clock;
pub mod connectivity;
pub mod download;
pub mod events;
pub mod fetch;
pub mod focus;
pub mod install;
pub mod intl;
pub mod locks;
pub mod marks;
pub mod quota;
pub mod random;
pub mod scroll;
pub mod service_worker;
pub mod sleep;
pub mod storage;
pub mod viewport;

use wasm_bindgen::{JsCast, JsValue};

/// The window, `None` outside a page.
pub fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document of the page.
pub fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// Tells the page of a fault that nobody handles, as browsers do of those in scripts.
pub fn report_error(words: &str) {
    // A browser without it still meets the trap that comes after a panic.
    let report = js_sys::Reflect::get(&js_sys::global(), &"reportError".into()).ok();
    if let Some(report) = report.and_then(|it| it.dyn_into::<js_sys::Function>().ok()) {
        let _ = report.call1(&JsValue::UNDEFINED, &words.into());
    }
}

/// Scheme, host and port of this page, as `https://social.example`.
pub fn origin() -> Option<String> {
    window()?.location().origin().ok()
}

/// Goes back to the page before this one, if that was a page of this origin. Says whether there was one, as far as the browser
/// tells: some know only whether there was any.
pub fn go_back() -> bool {
    let Some((window, history)) = window().and_then(|window| Some((window.clone(), window.history().ok()?)))
    else {
        return false;
    };
    let read = |from: &JsValue, name: &str| js_sys::Reflect::get(from, &name.into()).ok();
    let told = read(&window, "navigation").and_then(|navigation| read(&navigation, "canGoBack")?.as_bool());
    told.unwrap_or_else(|| history.length().is_ok_and(|length| length > 1)) && history.back().is_ok()
}

/// The path of the page's address.
pub fn path() -> Option<String> {
    window()?.location().pathname().ok()
}

/// What the page's address says of something after its question mark.
pub fn query(name: &str) -> Option<String> {
    let search = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        // Fails only while the page is being left.
        let _ = window.location().reload();
    }
}

/// Whether some text of the page is selected.
pub fn text_is_selected() -> bool {
    let selection = window().and_then(|w| w.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}
