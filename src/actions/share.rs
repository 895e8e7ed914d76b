//! Share by the system's own dialog.

use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

use crate::browser;

/// Whether the system has such a dialog.
pub fn can_share() -> bool {
    browser::window()
        .and_then(|window| js_sys::Reflect::has(&window.navigator(), &JsValue::from_str("share")).ok())
        .unwrap_or(false)
}

/// Offers an address to the system's share dialog.
pub fn share(title: &str, address: &str) {
    let Some(window) = browser::window() else { return };
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(address);
    let shared = window.navigator().share_with_data(&data);
    spawn_local(async move {
        // Refused only when the person closes the dialog.
        let _ = JsFuture::from(shared).await;
    });
}
