//! Bytes of an address, where its server lets this page have them.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// What stands at an address; `None` where it cannot be had.
pub async fn bytes(address: &str) -> Option<web_sys::Blob> {
    let response = JsFuture::from(super::window()?.fetch_with_str(address)).await.ok()?;
    let response = response.dyn_into::<web_sys::Response>().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()
}
