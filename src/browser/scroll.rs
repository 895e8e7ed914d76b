//! Where one was reading: the post at the top edge and how far it was scrolled, per feed.
//!
//! A place is kept under a key for as long as the device keeps it, so back, reload and days later lead to the same post.
//! It names a post and never a distance in pixels, since the posts above may have changed their number and height.

use web_sys::ScrollRestoration;

use super::storage;
use super::window;

rejoin_domain::record! {
    /// A place in a list: an entry, and how far its upper edge stands below the top edge of the window, in CSS pixels.
    pub struct Anchor {
        /// The id of the entry, as in its element's `data-key`.
        pub key: String,
        /// Negative when the entry begins above the window.
        pub offset: f64,
    }
}

/// Tells the browser that the app restores places itself. Called once at start.
pub fn take_over() {
    if let Some(history) = window().and_then(|w| w.history().ok()) {
        // A browser without the property restores by itself, which is as good there.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Keeps the place of `list`.
pub fn remember(list: &str, anchor: &Anchor) {
    if let Ok(text) = serde_json::to_string(anchor) {
        storage::set(&storage_key(list), &text);
    }
}

/// The place of `list` as last kept.
pub fn recall(list: &str) -> Option<Anchor> {
    rejoin_api::parse(&storage::get(&storage_key(list))?).ok()
}

/// Forgets the place of `list`: it is then opened at its top.
pub fn forget(list: &str) {
    storage::remove(&storage_key(list));
}

/// What the keys of the lists of an account begin with, in `localStorage`.
pub fn key_of_lists(account: &str) -> String {
    storage_key(&format!("{account}:"))
}

fn storage_key(list: &str) -> String {
    format!("rejoin.place.{list}")
}
