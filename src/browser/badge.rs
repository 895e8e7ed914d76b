//! The number on the icon of the installed app.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::window;

/// Shows how many wait for being looked at; none takes the number away. Browsers that have no such thing show none.
pub fn show(count: usize) {
    let Some(navigator) = window().map(|window| window.navigator()) else { return };
    let set =
        Reflect::get(&navigator, &"setAppBadge".into()).ok().and_then(|set| set.dyn_into::<Function>().ok());
    #[expect(clippy::cast_precision_loss, reason = "counts stay below 2^53")]
    let count = JsValue::from_f64(count as f64);
    let promise = set.and_then(|set| set.call1(&navigator, &count).ok()?.dyn_into::<Promise>().ok());
    if let Some(promise) = promise {
        spawn_local(async move {
            // Refused where the app is not installed, which is no fault.
            let _ = JsFuture::from(promise).await;
        });
    }
}
