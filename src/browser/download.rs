//! Giving the user a file.

use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement, Url};

use super::document;

/// Offers `text` as a file of this name. `None` where the browser cannot.
pub fn offer(name: &str, text: &str) -> Option<()> {
    let blob = Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into())).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The browser has taken hold of the content by now.
    Url::revoke_object_url(&address).ok()
}
