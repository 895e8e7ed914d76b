//! The time of day.

use rejoin_api::Timestamp;
use wasm_bindgen::JsValue;

/// How far the clock is ahead of UTC at present, in minutes.
pub fn utc_offset_minutes() -> i32 {
    // Minutes behind UTC, whole ones, fewer than a day has.
    #[expect(clippy::cast_possible_truncation, reason = "fewer than a day has")]
    let behind = js_sys::Date::new_0().get_timezone_offset() as i32;
    -behind
}

/// A time of this device's zone as fields for dates have it: `2026-11-24T09:05`.
pub fn as_field(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any date stay below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.as_millis() as f64));
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The same, read; `None` for what is no time.
pub fn of_field(text: &str) -> Option<Timestamp> {
    let millis = js_sys::Date::new(&JsValue::from_str(text)).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 292 million years")]
    millis.is_finite().then(|| Timestamp::from_millis(millis as i64))
}

/// What the browser's clock says now.
pub fn now() -> Timestamp {
    // The clock of a browser is whole milliseconds, far inside what an i64 holds.
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 292 million years")]
    let millis = js_sys::Date::now() as i64;
    Timestamp::from_millis(millis)
}
