//! The time of day.

use rejoin_api::Timestamp;

/// How far the clock is ahead of UTC at present, in minutes.
pub fn utc_offset_minutes() -> i32 {
    // Minutes behind UTC, whole ones, fewer than a day has.
    #[expect(clippy::cast_possible_truncation, reason = "fewer than a day has")]
    let behind = js_sys::Date::new_0().get_timezone_offset() as i32;
    -behind
}

/// What the browser's clock says now.
pub fn now() -> Timestamp {
    // The clock of a browser is whole milliseconds, far inside what an i64 holds.
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 292 million years")]
    let millis = js_sys::Date::now() as i64;
    Timestamp::from_millis(millis)
}
