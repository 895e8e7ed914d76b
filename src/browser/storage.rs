//! Small texts that must be readable at once at start, shared by all tabs and kept (`localStorage`).

use web_sys::Storage;

use super::window;

/// The text under `key`; `None` where there is none or the browser forbids storage.
pub fn get(key: &str) -> Option<String> {
    open()?.get_item(key).ok().flatten()
}

/// Keeps `text` under `key`. Gives `false` when the browser did not take it (full, or forbidden).
pub fn set(key: &str, text: &str) -> bool {
    open().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Forgets what is under `key`.
pub fn remove(key: &str) {
    if let Some(storage) = open() {
        // Removing fails only where nothing could have been kept.
        let _ = storage.remove_item(key);
    }
}

/// Forgets everything whose key begins so.
pub fn remove_all(start: &str) {
    let Some(storage) = open() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count).filter_map(|place| storage.key(place).ok().flatten()).collect();
    keys.iter().filter(|key| key.starts_with(start)).for_each(|key| remove(key));
}

fn open() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}
