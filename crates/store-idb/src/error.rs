//! The platform's errors as the port's.

use indexed_db_futures::error::{Error, OpenDbError};
use rejoin_sync::store::StoreError;
use web_sys::DomException;

/// Why a database could not be opened.
pub(crate) fn from_opening(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(error) => from_failure(error),
        // Our versions are never zero: this is what the package makes of whatever `indexedDB.open` throws, which is that the
        // page may keep nothing.
        OpenDbError::VersionZero | OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => {
            StoreError::Refused
        }
    }
}

/// Why a transaction or a request failed.
pub(crate) fn from_failure(error: Error) -> StoreError {
    match error {
        Error::DomException(exception) => from_exception(&exception.into()),
        error => StoreError::Failed(error.to_string()),
    }
}

/// What an exception means to the engine.
pub(crate) fn from_exception(exception: &DomException) -> StoreError {
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        "VersionError" => StoreError::Newer,
        "SecurityError" | "NotAllowedError" => StoreError::Refused,
        // Chromium where the user has blocked the page's data; private windows of Firefox before 115.
        "UnknownError" | "InvalidStateError" if refuses(&exception.message()) => StoreError::Refused,
        name => StoreError::Failed(format!("{name}: {}", exception.message())),
    }
}

fn refuses(message: &str) -> bool {
    message.contains("denied permission") || message.contains("did not allow mutations")
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use indexed_db_futures::error::{Error, OpenDbError};
    use rejoin_sync::store::StoreError;
    use wasm_bindgen::JsValue;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
    use web_sys::DomException;

    use super::{from_failure, from_opening};

    wasm_bindgen_test_configure!(run_in_browser);

    fn thrown(name: &str, message: &str) -> Result<Error, JsValue> {
        DomException::new_with_message_and_name(message, name).map(Error::from)
    }

    #[wasm_bindgen_test]
    fn exceptions_are_told_by_what_can_be_done_about_them() -> Result<(), JsValue> {
        let told = |name, message| thrown(name, message).map(from_failure);
        assert_eq!(told("QuotaExceededError", "")?, StoreError::Full);
        assert_eq!(told("VersionError", "stored is 2")?, StoreError::Newer);
        assert_eq!(told("SecurityError", "")?, StoreError::Refused);
        let chromium = "The user denied permission to access the database.";
        assert_eq!(told("UnknownError", chromium)?, StoreError::Refused);
        let firefox = "A mutation operation was attempted on a database that did not allow mutations.";
        assert_eq!(told("InvalidStateError", firefox)?, StoreError::Refused);
        assert_eq!(told("DataError", "no key")?, StoreError::Failed("DataError: no key".into()));
        Ok(())
    }

    #[wasm_bindgen_test]
    fn a_browser_without_storage_refuses() -> Result<(), JsValue> {
        let told = |name| thrown(name, "").map(|error| from_opening(OpenDbError::Base(error)));
        assert_eq!(told("SecurityError")?, StoreError::Refused);
        assert_eq!(told("VersionError")?, StoreError::Newer);
        assert_eq!(from_opening(OpenDbError::NullFactory), StoreError::Refused);
        Ok(())
    }
}
