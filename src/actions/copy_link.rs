//! Copy a link, or a text.

use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::browser;
use crate::components::toast::use_toasts;

/// Copies an address to the clipboard and says so.
pub fn copy_link(address: String) {
    spawn_local(async move {
        let words = match copied(&address).await {
            true => "Link copied".to_owned(),
            false => format!("The browser did not allow copying. The link is {address}"),
        };
        use_toasts().say(words);
    });
}

/// Copies a text to the clipboard and says so.
pub fn copy_text(text: String) {
    spawn_local(async move {
        let words = if copied(&text).await { "Text copied" } else { "The browser did not allow copying." };
        use_toasts().say(words);
    });
}

async fn copied(text: &str) -> bool {
    match browser::window() {
        Some(window) => JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok(),
        None => false,
    }
}
