//! How much room the browser gives the page, and whether it may take it back. Absent in some browsers and outside secure
//! contexts.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Bytes used by all of the page's storage, and the most that the browser allows.
pub async fn estimate() -> Option<(f64, f64)> {
    let answer = ask("estimate").await?;
    let number = |name: &str| Reflect::get(&answer, &name.into()).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// Whether the browser keeps what is stored until the user deletes it.
pub async fn is_persistent() -> Option<bool> {
    ask("persisted").await?.as_bool()
}

/// Asks the browser to keep what is stored until the user deletes it; some ask the user.
pub async fn persist() -> Option<bool> {
    ask("persist").await?.as_bool()
}

/// The cache in which the service worker keeps pictures (`public/sw.js`).
const PICTURES: &str = "rejoin-images";

/// Deletes the pictures that were kept for reading without network; they are gone when this returns. One by one: a cache
/// that is deleted as a whole lives on as long as the service worker has it open.
pub async fn forget_pictures() -> Option<()> {
    let caches = Reflect::get(&*window()?, &"caches".into()).ok()?;
    let pictures = call(&caches, "open", &[PICTURES.into()]).await?;
    let addresses: Array = call(&pictures, "keys", &[]).await?.dyn_into().ok()?;
    for address in addresses {
        call(&pictures, "delete", &[address]).await?;
    }
    Some(())
}

async fn ask(what: &str) -> Option<JsValue> {
    let manager = Reflect::get(&window()?.navigator(), &"storage".into()).ok()?;
    call(&manager, what, &[]).await
}

async fn call(object: &JsValue, method: &str, given: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let answer: Promise = method.apply(object, &given.iter().collect::<Array>()).ok()?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()
}
