//! The time of day.

use rejoin_api::Timestamp;

/// What the browser's clock says now.
pub fn now() -> Timestamp {
    // The clock of a browser is whole milliseconds, far inside what an i64 holds.
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 292 million years")]
    let millis = js_sys::Date::now() as i64;
    Timestamp::from_millis(millis)
}
