//! Colours as three numbers from 0 to 1.

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rgb(pub(super) f32, pub(super) f32, pub(super) f32);

/// The colour of `0xRRGGBB`.
pub(super) const fn hex(code: u32) -> Rgb {
    Rgb(
        ((code >> 16) & 0xFF) as f32 / 255.0,
        ((code >> 8) & 0xFF) as f32 / 255.0,
        (code & 0xFF) as f32 / 255.0,
    )
}

impl Rgb {
    /// `share` of the way to `other`.
    pub(super) fn mix(self, other: Self, share: f32) -> Self {
        let part = share.clamp(0.0, 1.0);
        let step = |from: f32, to: f32| from + (to - from) * part;
        Self(step(self.0, other.0), step(self.1, other.1), step(self.2, other.2))
    }

    /// Lighter (`by` above 0) or darker.
    pub(super) fn shade(self, by: f32) -> Self {
        if by >= 0.0 { self.mix(Self(1.0, 1.0, 1.0), by) } else { self.mix(Self(0.0, 0.0, 0.0), -by) }
    }

    /// Light added, as a lamp adds it.
    pub(super) fn lit(self, light: Self, strength: f32) -> Self {
        let add = |base: f32, more: f32| 1.0 - (1.0 - base) * (1.0 - more * strength.clamp(0.0, 1.0));
        Self(add(self.0, light.0), add(self.1, light.1), add(self.2, light.2))
    }

    /// Three bytes.
    pub(super) fn bytes(self) -> [u8; 3] {
        [self.0, self.1, self.2].map(|part| (part.clamp(0.0, 1.0) * 255.0 + 0.5) as u8)
    }
}

/// The colour at `at` (0 to 1) between `stops`, which are in order.
pub(super) fn along(stops: &[(f32, Rgb)], at: f32) -> Rgb {
    let after = stops.iter().position(|(place, _)| *place >= at);
    match after {
        Some(0) => stops.first().map_or(hex(0), |stop| stop.1),
        None => stops.last().map_or(hex(0), |stop| stop.1),
        Some(index) => match (stops.get(index - 1), stops.get(index)) {
            (Some((low, from)), Some((high, to))) => from.mix(*to, (at - low) / (high - low).max(1e-6)),
            _ => hex(0),
        },
    }
}
