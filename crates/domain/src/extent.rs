//! Which rows of a long list are drawn: those near the window, between two spaces as high as the rows that are not.
//!
//! Heights are in CSS pixels. A row that was never drawn counts as high as those that were, on average; when it is drawn, its
//! height takes the place of that guess.

use std::ops::Range;

/// How far around the window rows are drawn, in CSS pixels.
pub const MARGIN: f64 = 700.0;
/// How many rows are drawn at first.
pub const FIRST: usize = 8;
/// How many rows come to those that are drawn in one go: a row that is not loaded yet has no height.
const GROWTH: usize = 24;
/// A row that has the keyboard stays drawn as long as it is no more rows than this from the others.
const KEPT: usize = 40;
/// How many rows above the one to which the reader is taken are drawn with it.
const AROUND: usize = 3;
/// How high rows are taken to be before one was measured.
const GUESS: f64 = 180.0;

/// The rows of a list that are drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extent {
    /// Of each row; none for those that were never drawn.
    heights: Vec<Option<f64>>,
    sum: f64,
    measured: usize,
    first: usize,
    last: usize,
    above: f64,
}

impl Extent {
    /// The rows that are drawn.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.first..self.last
    }

    /// How high the space before them is.
    #[must_use]
    pub fn above(&self) -> f64 {
        self.above
    }

    /// How high the space after them is.
    #[must_use]
    pub fn below(&self) -> f64 {
        self.average() * count(self.heights.len() - self.last)
    }

    /// The list has so many rows; what came or went at its end is none of those that are drawn.
    pub fn set_len(&mut self, len: usize) {
        self.heights.resize(len, None);
        self.last = self.last.max(self.first + FIRST).min(len);
        self.first = self.first.min(self.last);
    }

    /// The row that was the first of those that are drawn has this place now. What is above the window stays where it is.
    pub fn moved_to(&mut self, first: usize) {
        let drawn = self.last - self.first;
        if first == self.first {
            return;
        }
        let mut heights = vec![None; first.saturating_sub(self.first)];
        heights.extend_from_slice(self.heights.get(self.first.saturating_sub(first)..).unwrap_or_default());
        self.heights = heights;
        (self.first, self.last) = (first, first + drawn);
        self.above = (0..first).map(|at| self.height(at)).sum();
    }

    /// Draws what is around a row, of which the list may not know yet.
    pub fn go_to(&mut self, at: usize) {
        self.set_len(self.heights.len().max(at + 1));
        if !self.range().contains(&at) {
            self.begin_at(at.saturating_sub(AROUND));
        }
    }

    /// Draws from a row on, wherever that is.
    fn begin_at(&mut self, first: usize) {
        self.first = first.min(self.heights.len());
        self.last = (self.first + FIRST).min(self.heights.len());
        self.above = (0..self.first).map(|at| self.height(at)).sum();
    }

    /// Draws from the first row on, and as far as the row that has the keyboard, unless that is far.
    pub fn begin_at_top(&mut self, kept: Option<usize>) {
        self.begin_at(0);
        if let Some(kept) = kept.filter(|kept| *kept < KEPT) {
            self.last = self.last.max(kept + 1).min(self.heights.len());
        }
    }

    /// A row is so high.
    pub fn measure(&mut self, at: usize, height: f64) {
        let Some(known) = self.heights.get_mut(at) else { return };
        match known.replace(height) {
            Some(before) => self.sum += height - before,
            None => {
                self.sum += height;
                self.measured += 1;
            }
        }
    }

    /// Where the rows that are drawn end, from the beginning of the list.
    #[must_use]
    pub fn end(&self) -> f64 {
        self.above + self.range().map(|at| self.height(at)).sum::<f64>()
    }

    /// Draws what is near the window, whose edges stand here, from the beginning of the list; `kept` is the row that has the
    /// keyboard. Says whether that is not what is drawn.
    pub fn fit(&mut self, top: f64, bottom: f64, kept: Option<usize>) -> bool {
        let len = self.heights.len();
        let before = self.range();
        if self.is_good(top, bottom) {
            return false;
        }
        let (mut first, mut at) = (self.first, self.above);
        while first > 0 && at > top - MARGIN {
            first -= 1;
            at -= self.height(first);
        }
        while first < len && at + self.height(first) <= top - MARGIN {
            at += self.height(first);
            first += 1;
        }
        let (mut last, mut end) = (first, at);
        while last < len && end < bottom + MARGIN {
            end += self.height(last);
            last += 1;
        }
        if last == first {
            first = first.saturating_sub(1);
            at -= self.height(first);
        }
        if let Some(kept) = kept.filter(|kept| before.contains(kept)) {
            while first > kept && first - kept <= KEPT {
                first -= 1;
                at -= self.height(first);
            }
            if kept >= last && kept - last <= KEPT {
                last = kept + 1;
            }
        }
        // What is drawn already can stay; beyond that it grows by and by.
        let drawn = before.start.max(first)..before.end.min(last);
        if drawn.is_empty() {
            last = last.min(first + GROWTH);
        } else {
            last = last.min(drawn.end + GROWTH);
            while first + GROWTH < drawn.start {
                at += self.height(first);
                first += 1;
            }
        }
        (self.first, self.last) = (first, last);
        // A guess that was wrong ends here.
        self.above = if first == 0 { 0.0 } else { at.max(0.0) };
        self.range() != before
    }

    /// Draws more around what is drawn, up to all of it. Says whether there was more.
    pub fn grow(&mut self) -> bool {
        let before = self.range();
        let first = self.first.saturating_sub(GROWTH);
        self.above -= (first..self.first).map(|at| self.height(at)).sum::<f64>();
        if first == 0 {
            self.above = 0.0;
        }
        (self.first, self.last) = (first, (self.last + GROWTH).min(self.heights.len()));
        self.range() != before
    }

    fn is_good(&self, top: f64, bottom: f64) -> bool {
        let (near, far) = (MARGIN / 2.0, MARGIN * 2.0);
        let end = self.end();
        let above = self.first == 0 || self.above <= top - near;
        let below = self.last == self.heights.len() || end >= bottom + near;
        above && below && self.above >= top - far - self.height(self.first) && end <= bottom + far
    }

    fn height(&self, at: usize) -> f64 {
        self.heights.get(at).copied().flatten().unwrap_or_else(|| self.average())
    }

    fn average(&self) -> f64 {
        if self.measured == 0 { GUESS } else { self.sum / count(self.measured) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn count(rows: usize) -> f64 {
    rows as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WINDOW: f64 = 900.0;

    /// A page with such a list alone, that measures what is drawn.
    struct Page {
        rows: Vec<f64>,
        extent: Extent,
        scrolled: f64,
    }

    impl Page {
        fn of(rows: Vec<f64>) -> Self {
            let mut extent = Extent::default();
            extent.set_len(rows.len());
            Self { rows, extent, scrolled: 0.0 }
        }

        /// The row at the top of the window and how much of it is above; as a browser anchors it.
        fn anchor(&self) -> Option<(usize, f64)> {
            let mut top = self.extent.above();
            for at in self.extent.range() {
                if top + self.rows[at] > self.scrolled {
                    return Some((at, self.scrolled - top));
                }
                top += self.rows[at];
            }
            None
        }

        fn measure(&mut self) {
            for at in self.extent.range() {
                self.extent.measure(at, self.rows[at]);
            }
        }

        /// Scrolls, and draws until nothing changes.
        fn scroll(&mut self, to: f64) {
            self.measure();
            let height = self.extent.end() + self.extent.below();
            self.scrolled = to.clamp(0.0, (height - WINDOW).max(0.0));
            for _ in 0..1_000 {
                self.measure();
                let before = self.anchor();
                if !self.extent.fit(self.scrolled, self.scrolled + WINDOW, None) {
                    return;
                }
                if let Some((row, into)) = before.filter(|(row, _)| self.extent.range().contains(row)) {
                    let top: f64 =
                        self.extent.range().take_while(|at| at < &row).map(|at| self.rows[at]).sum();
                    self.scrolled = self.extent.above() + top + into;
                }
            }
            panic!("it never settles: {:?} at {}", self.extent.range(), self.scrolled);
        }

        fn covers_the_window(&self) -> bool {
            let range = self.extent.range();
            (range.start == 0 || self.extent.above() <= self.scrolled)
                && (range.end == self.rows.len() || self.extent.end() >= self.scrolled + WINDOW)
        }
    }

    fn some_rows() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(prop_oneof![Just(0.0), 40.0..900.0], 0..400)
    }

    proptest! {
        #[test]
        fn the_window_is_covered_wherever_it_is(rows in some_rows(), places in prop::collection::vec(0.0..100_000.0, 1..12)) {
            let mut page = Page::of(rows);
            for place in places {
                page.scroll(place);
                prop_assert!(page.covers_the_window(), "{:?} at {}", page.extent.range(), page.scrolled);
                prop_assert!(page.extent.above() >= 0.0);
            }
            page.scroll(0.0);
            let small = page.rows.iter().filter(|height| **height < 40.0).count();
            prop_assert!(page.extent.range().len() <= 120 + small, "{:?}", page.extent.range());
        }

        #[test]
        fn what_one_reads_stays_where_it_is_when_rows_come_above(rows in some_rows(), place in 0.0..50_000.0, new in 1usize..60) {
            let mut page = Page::of(rows);
            page.scroll(place);
            page.measure();
            let (before, first) = (page.anchor(), page.extent.range().start);
            page.rows.splice(0..0, std::iter::repeat_n(77.0, new));
            page.extent.moved_to(first + new);
            page.extent.set_len(page.rows.len());
            if let Some((row, _)) = before {
                prop_assert!(page.extent.range().contains(&(row + new)));
            }
            prop_assert_eq!(page.extent.heights.len(), page.rows.len());
        }
    }

    #[test]
    fn at_the_top_a_screen_and_some_more_is_drawn() {
        let mut page = Page::of(vec![200.0; 10_000]);
        page.scroll(0.0);
        assert_eq!(page.extent.range(), 0..8);
        page.scroll(100_000.0);
        assert_eq!(page.extent.range(), 496..508);
        assert!((page.extent.above() - 99_200.0).abs() < 1.0);
        assert!((page.extent.below() - 1_898_400.0).abs() < 1.0);
    }

    #[test]
    fn one_is_taken_to_a_row_before_and_after_the_list_is_known() {
        let mut extent = Extent::default();
        extent.go_to(40);
        assert!(extent.range().contains(&40));
        extent.set_len(100);
        extent.go_to(10);
        assert_eq!(extent.range(), 7..15);
        extent.go_to(12);
        assert_eq!(extent.range(), 7..15);
        assert!((extent.below() - 85.0 * GUESS).abs() < 0.1);
    }

    #[test]
    fn the_row_with_the_keyboard_stays_for_a_while() {
        let mut page = Page::of(vec![200.0; 1_000]);
        page.scroll(0.0);
        page.extent.fit(4_000.0, 4_900.0, Some(3));
        assert_eq!(page.extent.range().start, 3);
        page.extent.fit(40_000.0, 40_900.0, Some(3));
        assert!(page.extent.range().start > 100);
    }

    #[test]
    fn who_is_at_the_top_sees_what_comes_and_keeps_the_keyboard() {
        let mut page = Page::of(vec![200.0; 100]);
        page.scroll(0.0);
        page.extent.moved_to(10);
        page.extent.set_len(110);
        page.extent.begin_at_top(Some(11));
        assert_eq!(page.extent.range(), 0..12);
        assert!(page.extent.above().abs() < 0.1);
        page.extent.begin_at_top(Some(90));
        assert_eq!(page.extent.range(), 0..FIRST);
    }

    #[test]
    fn all_of_it_is_drawn_by_and_by() {
        let mut page = Page::of(vec![200.0; 100]);
        page.scroll(9_000.0);
        while page.extent.grow() {}
        assert_eq!(page.extent.range(), 0..100);
        assert!(page.extent.above().abs() < 0.1);
    }
}
