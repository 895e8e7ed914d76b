//! One leader among the tabs of an account, by the Web Locks API.
//!
//! The browser hands a lock to the next tab in line when its holder releases it, is closed or crashes, so a leader that
//! dies is replaced without any heartbeat of ours. From a leader that lives and does nothing, since the system has frozen
//! its page, another tab can take the lock; the leader learns of it when it thaws. The API is called by name: web-sys keeps
//! its binding behind a flag that every build would have to set.

use futures::channel::oneshot;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// A lock held by this tab until this is dropped.
#[must_use = "leadership ends when this is dropped"]
pub struct Leadership {
    release: Option<Function>,
    /// Settles when the lock is lost or released.
    request: Option<Promise>,
}

impl Leadership {
    /// Returns when another tab has taken the lead.
    pub async fn lost(&self) {
        match &self.request {
            // Rejected when the lock is taken; settled otherwise only by our own release.
            Some(request) => drop(JsFuture::from(request.clone()).await),
            None => std::future::pending().await,
        }
    }
}

impl Drop for Leadership {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Settling a promise does not throw.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits until this tab leads in `name`, or takes the lead at once. In a browser without Web Locks every tab leads: then a
/// write can be sent by two tabs, and the idempotency keys have to hold.
pub async fn lead(name: &str, at_once: bool) -> Leadership {
    let (granted, held) = oneshot::channel();
    let mut granted = Some(granted);
    // The lock lasts as long as the promise that the callback returns, and `release` settles that promise.
    // It is called even when nobody waits any more.
    let callback = Closure::once_into_js(move |_lock: JsValue| {
        Promise::new(&mut |release, _reject| {
            if let Some(granted) = granted.take()
                && let Err(unwanted) = granted.send(release)
            {
                let _ = unwanted.call0(&JsValue::NULL);
            }
        })
    });
    let Some(request) = request(name, at_once, callback.unchecked_ref()) else {
        return Leadership { release: None, request: None };
    };
    let release = held.await.ok();
    Leadership { release, request: Some(request) }
}

fn request(name: &str, steal: bool, callback: &Function) -> Option<Promise> {
    let locks = Reflect::get(&window()?.navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"steal".into(), &steal.into()).ok()?;
    request.call3(&locks, &name.into(), &options, callback).ok()?.dyn_into().ok()
}
