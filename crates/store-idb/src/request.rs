//! Requests as futures.

use js_sys::{Function, Promise};
use rejoin_sync::store::StoreError;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbRequest;

use crate::error::from_js;

/// Waits for a request that has just been made. The promise's own functions are the handlers, so that what awaits it runs
/// while the transaction is still active.
pub(crate) fn pending(request: IdbRequest) -> impl Future<Output = Result<JsValue, StoreError>> {
    let mut wire = |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    };
    let done = JsFuture::from(Promise::new(&mut wire));
    async move {
        match done.await {
            Ok(_) => request.result().map_err(|error| from_js(&error)),
            Err(_) => Err(failure(&request)),
        }
    }
}

fn failure(request: &IdbRequest) -> StoreError {
    match request.error() {
        Ok(Some(exception)) => from_js(&exception),
        Ok(None) => StoreError::Failed("the request was given up".into()),
        Err(error) => from_js(&error),
    }
}
