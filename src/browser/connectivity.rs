//! Whether the device believes it is online and whether the page can be seen.

use js_sys::Reflect;
use web_sys::VisibilityState;

use super::events::Listener;
use super::{document, window};

/// What the browser says of the network. `true` may still mean no internet; `false` can be believed.
pub fn online() -> bool {
    window().is_none_or(|w| w.navigator().on_line())
}

/// Whether the page is on the screen.
pub fn visible() -> bool {
    document().is_none_or(|d| d.visibility_state() == VisibilityState::Visible)
}

/// Whether the person has asked the browser to spend little data. Only some browsers tell.
pub fn saves_data() -> bool {
    let connection = window().and_then(|w| Reflect::get(&w.navigator(), &"connection".into()).ok());
    let saves = connection.and_then(|connection| Reflect::get(&connection, &"saveData".into()).ok());
    saves.is_some_and(|saves| saves.is_truthy())
}

/// Calls `changed` with the new state whenever the device goes online or offline.
pub fn watch_online(changed: impl Fn(bool) + Clone + 'static) -> Vec<Listener> {
    let Some(window) = window() else { return Vec::new() };
    let gone = changed.clone();
    vec![
        Listener::new(&window, "online", move |_| changed(true)),
        Listener::new(&window, "offline", move |_| gone(false)),
    ]
}

/// Calls `changed` with the new state whenever the page is shown or hidden.
pub fn watch_visible(changed: impl Fn(bool) + 'static) -> Option<Listener> {
    Some(Listener::new(document()?.as_ref(), "visibilitychange", move |_| changed(visible())))
}
