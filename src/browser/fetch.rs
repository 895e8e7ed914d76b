//! Bytes of an address, where its server lets this page have them.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// What stands at an address; `None` where it cannot be had.
pub async fn bytes(address: &str) -> Option<web_sys::Blob> {
    JsFuture::from(get(address).await?.blob().ok()?).await.ok()?.dyn_into().ok()
}

/// The form that stands at an address; `None` where it cannot be had.
pub async fn form(address: &str) -> Option<web_sys::FormData> {
    JsFuture::from(get(address).await?.form_data().ok()?).await.ok()?.dyn_into().ok()
}

async fn get(address: &str) -> Option<web_sys::Response> {
    let response = JsFuture::from(super::window()?.fetch_with_str(address)).await.ok()?;
    response.dyn_into::<web_sys::Response>().ok().filter(web_sys::Response::ok)
}
