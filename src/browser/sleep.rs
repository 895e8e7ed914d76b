//! Browsers keep a page that one left for a while, in case one comes back: asleep, with all that it holds.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;

use super::events::Listener;

/// Calls `give_up` when the page is put to sleep; it says whether it had to break something off. If so, the page loads
/// anew when it is woken. Lasts as long as the listeners.
pub fn before(give_up: impl Fn() -> bool + 'static) -> Option<[Listener; 2]> {
    let window = super::window()?;
    let broken = Rc::new(Cell::new(false));
    let lasts =
        |event: &web_sys::Event| Reflect::get(event, &"persisted".into()).is_ok_and(|is| is.is_truthy());
    let asleep = Listener::new(&window, "pagehide", {
        let broken = Rc::clone(&broken);
        move |event| broken.set(lasts(&event) && give_up())
    });
    let awake = Listener::new(&window, "pageshow", move |_| {
        if broken.get()
            && let Some(window) = super::window()
        {
            // Fails only while the page is being left again.
            let _ = window.location().reload();
        }
    });
    Some([asleep, awake])
}
