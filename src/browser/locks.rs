//! One leader among the tabs of an account, by the Web Locks API.
//!
//! The browser hands a lock to the next tab in line when its holder releases it, is closed or crashes, so a leader that
//! dies is replaced without any heartbeat of ours. The API is called by name: web-sys keeps its binding behind a flag
//! that every build would have to set.

use futures::channel::oneshot;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::window;

/// A lock held by this tab until this is dropped.
#[must_use = "leadership ends when this is dropped"]
pub struct Leadership {
    release: Option<Function>,
}

impl Drop for Leadership {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Settling a promise does not throw.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits until this tab leads in `name`. In a browser without Web Locks every tab leads at once: then a write can be
/// sent by two tabs, and the idempotency keys have to hold.
pub async fn lead(name: &str) -> Leadership {
    let (granted, held) = oneshot::channel();
    let mut granted = Some(granted);
    // The lock lasts as long as the promise that the callback returns, and `release` settles that promise.
    let callback = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_lock| {
        Promise::new(&mut |release, _reject| {
            if let Some(granted) = granted.take() {
                // Nobody waits any more: release at once.
                if let Err(unwanted) = granted.send(Leadership { release: Some(release) }) {
                    drop(unwanted);
                }
            }
        })
    });
    if request(name, callback.as_ref().unchecked_ref()).is_none() {
        return Leadership { release: None };
    }
    held.await.unwrap_or(Leadership { release: None })
}

fn request(name: &str, callback: &Function) -> Option<JsValue> {
    let locks = Reflect::get(&window()?.navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    request.call2(&locks, &name.into(), callback).ok()
}
