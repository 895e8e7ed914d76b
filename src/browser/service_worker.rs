//! The service worker: asked for after the first post has been painted, since its downloads would compete with that.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::events::Listener;
use super::window;

/// The one script address that the Trusted Types policy of the boot script lets through.
const SCRIPT: &str = "/sw.js";

/// Registers the service worker and calls `ready_to_update` when a newer version waits for the page's word.
///
/// Gives `None` where the browser has no service workers (plain http, private mode of some): the app then works
/// without offline start.
pub async fn register(ready_to_update: impl Fn() + Clone + 'static) -> Option<ServiceWorkerRegistration> {
    let container = container()?;
    let registration = JsFuture::from(register_script(&container)?).await.ok()?;
    let registration: ServiceWorkerRegistration = registration.dyn_into().ok()?;
    if waiting(&registration) {
        ready_to_update();
    }
    watch(&registration, ready_to_update);
    Some(registration)
}

/// Lets the waiting version take over, then loads the page anew under it.
pub fn update(registration: &ServiceWorkerRegistration) {
    let Some(worker) = registration.waiting() else { return };
    if let Some(container) = container() {
        let reload = Listener::new(&container, "controllerchange", |_| {
            if let Some(window) = window() {
                let _ = window.location().reload();
            }
        });
        // The page ends with the reload, and the listener with it.
        Box::leak(Box::new(reload));
    }
    tell(&worker, "activate");
}

/// Forgets the pictures that were kept for reading without network.
pub fn forget_images() {
    if let Some(worker) = container().and_then(|container| container.controller()) {
        tell(&worker, "forget-images");
    }
}

/// Forgets what another app has shared, which is a draft by now.
pub fn forget_shared() {
    if let Some(worker) = container().and_then(|container| container.controller()) {
        tell(&worker, "forget-shared");
    }
}

fn tell(worker: &ServiceWorker, what: &str) {
    let message = Object::new();
    let _ = Reflect::set(&message, &"type".into(), &what.into());
    let _ = worker.post_message(&message);
}

fn container() -> Option<ServiceWorkerContainer> {
    // web-sys declares it always there; outside secure contexts it is undefined.
    let navigator = window()?.navigator();
    Reflect::get(&navigator, &"serviceWorker".into()).ok()?.dyn_into().ok()
}

/// Called by name, so that a Trusted Types error comes back as an error instead of an exception.
fn register_script(container: &ServiceWorkerContainer) -> Option<Promise> {
    let register: Function = Reflect::get(container, &"register".into()).ok()?.dyn_into().ok()?;
    register.call1(container, &SCRIPT.into()).ok()?.dyn_into().ok()
}

/// A first installation is nothing to tell: only a version that waits behind an active one is.
fn waiting(registration: &ServiceWorkerRegistration) -> bool {
    registration.waiting().is_some() && registration.active().is_some()
}

fn watch(registration: &ServiceWorkerRegistration, ready_to_update: impl Fn() + Clone + 'static) {
    let outer = registration.clone();
    let found = Listener::new(registration, "updatefound", move |_| {
        let Some(worker) = outer.installing() else { return };
        let registration = outer.clone();
        let tell = ready_to_update.clone();
        let changed = Listener::new(&worker, "statechange", move |_: web_sys::Event| {
            if waiting(&registration) {
                tell();
            }
        });
        Box::leak(Box::new(changed));
    });
    // As long as the page: a registration outlives everything on it.
    Box::leak(Box::new(found));
}
