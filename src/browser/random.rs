//! Randomness and hashing, by the browser's own `crypto`.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Fills `bytes` from the browser's secure generator.
///
/// Gives `false` where there is none; a caller that needs a secret must then stop.
#[must_use]
pub fn fill(bytes: &mut [u8]) -> bool {
    window().and_then(|w| w.crypto().ok()).is_some_and(|c| c.get_random_values_with_u8_array(bytes).is_ok())
}

/// SHA-256 of `data`. `None` where the page is not a secure context, since `crypto.subtle` is missing there.
pub async fn sha256(data: &[u8]) -> Option<Vec<u8>> {
    let crypto = window()?.crypto().ok()?;
    let subtle =
        js_sys::Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into::<web_sys::SubtleCrypto>().ok()?;
    let bytes = js_sys::Uint8Array::from(data);
    let digest = subtle.digest_with_str_and_buffer_source("SHA-256", &bytes).ok()?;
    let buffer = JsFuture::from(digest).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
