//! Records as IndexedDB holds them.

use js_sys::{Object, Reflect};
use rejoin_sync::store::Record;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// The key, by which a table is ordered.
const KEY: &str = "k";
/// What the record is found by besides its key, if by anything. The index over it has the same name.
pub(crate) const INDEX: &str = "i";
const TEXT: &str = "t";
const FILE: &str = "f";

pub(crate) fn of_text(key: &str, text: &str, index: Option<&str>) -> JsValue {
    let record = Object::new();
    set(&record, KEY, &key.into());
    set(&record, TEXT, &text.into());
    if let Some(index) = index {
        set(&record, INDEX, &index.into());
    }
    record.into()
}

pub(crate) fn of_file(key: &str, file: &Blob) -> JsValue {
    let record = Object::new();
    set(&record, KEY, &key.into());
    set(&record, FILE, file);
    record.into()
}

pub(crate) fn text(record: &JsValue) -> Option<String> {
    get(record, TEXT)?.as_string()
}

pub(crate) fn file(record: &JsValue) -> Option<Blob> {
    get(record, FILE)?.dyn_into().ok()
}

pub(crate) fn key_and_text(record: &JsValue) -> Option<Record> {
    Some((get(record, KEY)?.as_string()?, text(record)?))
}

fn set(record: &Object, name: &str, value: &JsValue) {
    // Fails on frozen objects and proxies only, which a new object is not.
    let _ = Reflect::set(record, &name.into(), value);
}

fn get(record: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(record, &name.into()).ok()
}
