//! Chance that repeats itself: everything random of a run comes from its seed.

use std::cell::Cell;

/// SplitMix64.
pub struct Rng(Cell<u64>);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995))
    }

    pub fn next(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`.
    pub fn below(&self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).expect("fits")).expect("fits")
    }

    pub fn range(&self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.next() % u64::try_from((to - from).max(1)).expect("positive"))
            .expect("fits")
    }

    /// Happens so many times in a thousand.
    pub fn odds(&self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    pub fn fraction(&self) -> f64 {
        f64::from(u32::try_from(self.next() >> 40).expect("24 bits")) / f64::from(1 << 24)
    }

    pub fn pick<'a, T>(&self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}
