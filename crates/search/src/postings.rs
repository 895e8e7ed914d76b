//! Where a token stands: posts in the order they were added, and positions in each, as differences in variable-length
//! bytes (seven bits each, the highest says that more follow). A word in one more post costs some three bytes.
//!
//! A post's entry: how far its number is from the one before, how many positions, how far each is from the one before.

use smallvec::SmallVec;

/// Most tokens stand in one post or two: their bytes need no memory of their own.
type Bytes = SmallVec<[u8; 16]>;

/// The list of one token.
#[derive(Default)]
pub(crate) struct Postings {
    bytes: Bytes,
    last: u32,
}

impl Postings {
    /// Adds a post, whose number must be above all earlier ones, with its positions in rising order.
    pub(crate) fn push(&mut self, post: u32, positions: &[u32]) {
        write(&mut self.bytes, post.wrapping_sub(self.last));
        self.last = post;
        write(&mut self.bytes, u32::try_from(positions.len()).unwrap_or(u32::MAX));
        let mut before = 0;
        for &position in positions {
            write(&mut self.bytes, position.wrapping_sub(before));
            before = position;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Gives back what growing has reserved.
    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// The same list under other numbers, which rise as the old ones did, without those that have none.
    pub(crate) fn renumbered(&self, number: impl Fn(u32) -> Option<u32>) -> Self {
        let mut out = Self::default();
        let mut current = None;
        let mut held = Vec::new();
        self.positions(|post, position| {
            if current != Some(post) {
                out.push_if(current.and_then(&number), &held);
                held.clear();
                current = Some(post);
            }
            held.push(position);
        });
        out.push_if(current.and_then(&number), &held);
        out.shrink();
        out
    }

    fn push_if(&mut self, post: Option<u32>, positions: &[u32]) {
        if let Some(post) = post {
            self.push(post, positions);
        }
    }

    /// Calls with each post.
    pub(crate) fn posts(&self, each: impl FnMut(u32)) {
        self.walk(each, |_, _| {});
    }

    /// Calls with each post and each of its positions.
    pub(crate) fn positions(&self, each: impl FnMut(u32, u32)) {
        self.walk(|_| {}, each);
    }

    fn walk(&self, mut post_seen: impl FnMut(u32), mut position_seen: impl FnMut(u32, u32)) {
        let mut bytes = self.bytes.iter();
        let mut post = 0_u32;
        while let Some(difference) = read(&mut bytes) {
            post = post.wrapping_add(difference);
            let count = read(&mut bytes).unwrap_or(0);
            post_seen(post);
            let mut position = 0_u32;
            for _ in 0..count {
                position = position.wrapping_add(read(&mut bytes).unwrap_or(0));
                position_seen(post, position);
            }
        }
    }
}

fn write(out: &mut Bytes, mut number: u32) {
    while let Some(more) = std::num::NonZeroU32::new(number >> 7) {
        out.push((number & 0x7f) as u8 | 0x80);
        number = more.get();
    }
    out.push(number as u8);
}

fn read(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u32> {
    let mut number = 0_u32;
    let mut shift = 0;
    loop {
        let byte = *bytes.next()?;
        number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let mut postings = Postings::default();
        postings.push(0, &[0, 1, 127, 128, 70_000]);
        postings.push(300, &[5]);
        postings.push(u32::MAX, &[u32::MAX]);
        let mut seen = Vec::new();
        postings.positions(|post, position| seen.push((post, position)));
        assert_eq!(seen, [(0, 0), (0, 1), (0, 127), (0, 128), (0, 70_000), (300, 5), (u32::MAX, u32::MAX)]);
        let mut posts = Vec::new();
        postings.posts(|post| posts.push(post));
        assert_eq!(posts, [0, 300, u32::MAX]);
    }
}
