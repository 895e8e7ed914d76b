//! Passwords, kept as argon2id with a salt of their own. Both functions take tens of milliseconds of CPU: the caller
//! is off the async threads.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier, password_hash::SaltString};
use rand::RngCore;

use crate::error::{ApiError, ApiResult};

/// Fewest and most characters. The upper bound keeps hashing cheap.
pub(crate) const LENGTH: std::ops::RangeInclusive<usize> = 8..=128;

/// The text that the database keeps.
pub(crate) fn hash(password: &str) -> ApiResult<String> {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    let salt = SaltString::encode_b64(&bytes).map_err(|error| ApiError::internal(error.to_string()))?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt);
    Ok(hash.map_err(|error| ApiError::internal(error.to_string()))?.to_string())
}

/// True if `password` is the one that `stored` was made of. Without a `stored` it takes as long and is false, so that
/// the time tells nobody which names exist.
pub(crate) fn verify(password: &str, stored: Option<&str>) -> bool {
    let Some(stored) = stored else {
        let _ = hash(password);
        return false;
    };
    PasswordHash::new(stored)
        .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_only_its_own_hash() {
        let stored = hash("correct horse").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse", Some(&stored)));
        assert!(!verify("correct horsf", Some(&stored)));
        assert!(!verify("correct horse", None));
    }
}
