//! Telling the other tabs of this origin something.

use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::events::Listener;

/// A named channel on which this tab speaks to all others and hears them, never itself.
pub struct Channel {
    inner: BroadcastChannel,
    _listener: Listener,
}

impl Channel {
    /// Joins the channel; `heard` gets each text that another tab sends. `None` where the browser has no channels.
    pub fn join(name: &str, heard: impl Fn(String) + 'static) -> Option<Self> {
        let inner = BroadcastChannel::new(name).ok()?;
        let listener = Listener::new(&inner, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|m| m.data().as_string());
            if let Some(text) = text {
                heard(text);
            }
        });
        Some(Self { inner, _listener: listener })
    }

    /// Sends `text` to all other tabs.
    pub fn send(&self, text: &str) {
        // Fails only on a closed channel, and this one is closed when dropped.
        let _ = self.inner.post_message(&text.into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.inner.close();
    }
}
