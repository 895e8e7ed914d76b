//! Small texts that must be readable at once at start (`localStorage`) or only in this tab (`sessionStorage`).

use web_sys::Storage;

use super::window;

/// Which of the two storages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Shared by all tabs and kept.
    Local,
    /// Of this tab, gone with it.
    Session,
}

impl Area {
    fn open(self) -> Option<Storage> {
        let window = window()?;
        match self {
            Self::Local => window.local_storage(),
            Self::Session => window.session_storage(),
        }
        .ok()
        .flatten()
    }

    /// The text under `key`; `None` where there is none or the browser forbids storage.
    pub fn get(self, key: &str) -> Option<String> {
        self.open()?.get_item(key).ok().flatten()
    }

    /// Keeps `text` under `key`. Gives `false` when the browser did not take it (full, or forbidden).
    pub fn set(self, key: &str, text: &str) -> bool {
        self.open().is_some_and(|s| s.set_item(key, text).is_ok())
    }

    /// Forgets what is under `key`.
    pub fn remove(self, key: &str) {
        if let Some(storage) = self.open() {
            // Removing fails only where nothing could have been kept.
            let _ = storage.remove_item(key);
        }
    }
}
