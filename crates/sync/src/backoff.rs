//! How long to wait before trying again.

/// The wait before attempt `tries` (counted from 1), in milliseconds: it doubles up to `longest`, and is spread over its
/// second half, so that many devices do not come back in step. `chance` is from 0 to 1.
#[must_use]
pub(crate) fn delay(tries: u32, shortest: u32, longest: u32, chance: f64) -> u32 {
    let doubled =
        shortest.saturating_mul(1_u32.checked_shl(tries.saturating_sub(1).min(20)).unwrap_or(u32::MAX));
    let full = doubled.min(longest);
    let half = full / 2;
    // Both factors are non-negative and the product is at most `half`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0 and half")]
    let spread = (f64::from(half) * chance.clamp(0.0, 1.0)) as u32;
    half + spread
}

#[cfg(test)]
mod tests {
    use super::delay;

    #[test]
    fn it_doubles_within_its_bounds() {
        assert_eq!(delay(1, 1000, 60_000, 0.0), 500);
        assert_eq!(delay(1, 1000, 60_000, 1.0), 1000);
        assert_eq!(delay(3, 1000, 60_000, 1.0), 4000);
        assert_eq!(delay(60, 1000, 60_000, 0.5), 45_000);
        assert_eq!(delay(u32::MAX, u32::MAX, u32::MAX, 7.0), u32::MAX - 1);
    }
}
