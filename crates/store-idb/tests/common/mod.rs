//! What the tests share.

/// Databases of their own for each test and run, so that a run that was cut short spoils no other.
pub(crate) fn fresh_name() -> String {
    format!("test-{}-{}", js_sys::Date::now(), js_sys::Math::random())
}
