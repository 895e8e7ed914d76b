//! Smooth chance: the outline of hills, the edge of clouds, the lines of a map.

/// A value from 0 to 1 for a whole place, always the same.
fn lattice(x: i32, y: i32, seed: u32) -> f32 {
    let mut bits = (x as u32).wrapping_mul(0x27D4_EB2D)
        ^ (y as u32).wrapping_mul(0x1656_67B1)
        ^ seed.wrapping_mul(0x9E37_79B9);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x85EB_CA6B);
    bits = (bits ^ (bits >> 13)).wrapping_mul(0xC2B2_AE35);
    (bits ^ (bits >> 16)) as f32 / u32::MAX as f32
}

fn ease(share: f32) -> f32 {
    share * share * (3.0 - 2.0 * share)
}

/// The whole number at or below, without a call into the mathematics library for each pixel.
fn whole(x: f32) -> i32 {
    let cut = x as i32;
    if x < cut as f32 { cut - 1 } else { cut }
}

/// Smooth noise on a plane, 0 to 1.
pub(super) fn plane(x: f32, y: f32, seed: u32) -> f32 {
    let (column, row) = (whole(x), whole(y));
    let (across, down) = (ease(x - column as f32), ease(y - row as f32));
    let at = |dx: i32, dy: i32| lattice(column.wrapping_add(dx), row.wrapping_add(dy), seed);
    let upper = at(0, 0) + (at(1, 0) - at(0, 0)) * across;
    let lower = at(0, 1) + (at(1, 1) - at(0, 1)) * across;
    upper + (lower - upper) * down
}

/// Noise of several sizes on one another, 0 to 1.
pub(super) fn layered(x: f32, y: f32, seed: u32, layers: u32) -> f32 {
    let (mut sum, mut weight, mut total, mut scale) = (0.0, 0.5, 0.0, 1.0);
    for layer in 0..layers {
        sum += plane(x * scale, y * scale, seed.wrapping_add(layer * 101)) * weight;
        total += weight;
        weight *= 0.5;
        scale *= 2.03;
    }
    sum / total
}

/// The outline of a range: heights along a line, 0 to 1.
pub(super) fn ridge(x: f32, seed: u32, layers: u32) -> f32 {
    layered(x, f32::from(seed as u16 % 97) * 3.7, seed, layers)
}
