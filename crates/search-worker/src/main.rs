//! The search on the device, beside the page: the index is built, kept and asked here, so that neither typing nor scrolling
//! ever waits for it.
//!
//! The page says which database is meant ([`rejoin_search::wire`]). All its posts are read, in pages; meanwhile and
//! afterwards the worker listens on the channel on which tabs tell each other what they have written, and reads those posts
//! anew. Nothing is written anywhere: the index goes with the worker, and the worker with the session.

mod device;
mod posts;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::global;
use rejoin_search::wire::{Answer, Ask};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::device::Device;

fn main() {
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let device = Rc::new(RefCell::new(None::<Rc<Device>>));
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(ask) = event.data().as_string().and_then(|text| Ask::of_text(&text)) else { return };
        match ask {
            Ask::Open { .. } => {
                let opened = Device::new(&ask);
                device.replace(opened.clone());
                if let Some(device) = opened {
                    spawn_local(device.read_all());
                }
            }
            Ask::Find { number, limit, typed } => {
                if let Some(device) = &*device.borrow() {
                    device.find(number, limit, typed);
                }
            }
            Ask::Mark { number, texts } => {
                if let Some(device) = &*device.borrow() {
                    device.mark(number, &texts);
                }
            }
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // As long as the worker.
    heard.forget();
}

/// Tells the page.
fn say(answer: &Answer) {
    if let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() {
        // Fails for what cannot be copied, which a text always can.
        let _ = scope.post_message(&answer.to_text().into());
    }
}
