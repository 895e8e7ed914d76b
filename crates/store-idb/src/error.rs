//! The platform's errors as the port's.

use rejoin_sync::store::StoreError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// What an exception means to the engine.
pub(crate) fn from_js(value: &JsValue) -> StoreError {
    let Some(exception) = value.dyn_ref::<DomException>() else {
        let message = js_sys::Reflect::get(value, &"message".into()).ok().and_then(|m| m.as_string());
        return StoreError::Failed(message.unwrap_or_else(|| "no reason given".into()));
    };
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::Outdated,
        "SecurityError" | "NotAllowedError" => StoreError::Refused,
        // Firefox's private windows of old, and profiles on which the browser cannot write.
        "UnknownError" if exception.message().contains("not allow") => StoreError::Refused,
        name => StoreError::Failed(format!("{name}: {}", exception.message())),
    }
}
