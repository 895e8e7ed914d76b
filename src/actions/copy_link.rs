//! Copy a link.

use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::browser;
use crate::components::toast::use_toasts;

/// Copies an address to the clipboard and says so.
pub fn copy_link(address: String) {
    let toasts = use_toasts();
    spawn_local(async move {
        let written = match browser::window() {
            Some(window) => JsFuture::from(window.navigator().clipboard().write_text(&address)).await.is_ok(),
            None => false,
        };
        if written {
            toasts.say("Link copied");
        } else {
            toasts.say(format!("The browser did not allow copying. The link is {address}"));
        }
    });
}
