//! Installing the app, where the browser offers that. The boot script keeps what it offered, which comes once and early.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The name under which the boot script keeps the offer.
const OFFER: &str = "rejoinInstall";

/// Whether the browser would install the app now.
pub fn is_offered() -> bool {
    offer().is_some()
}

/// Has the browser ask the person. An offer is good once.
pub async fn accept() {
    let Some(offer) = offer() else { return };
    let _ = Reflect::set(&js_sys::global(), &OFFER.into(), &JsValue::UNDEFINED);
    let prompt = Reflect::get(&offer, &"prompt".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let asked = prompt.and_then(|prompt| prompt.call0(&offer).ok()?.dyn_into::<Promise>().ok());
    if let Some(asked) = asked {
        // Whatever is answered: the browser does the rest.
        let _ = JsFuture::from(asked).await;
    }
}

fn offer() -> Option<JsValue> {
    Reflect::get(&js_sys::global(), &OFFER.into()).ok().filter(JsValue::is_object)
}
