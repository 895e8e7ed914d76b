//! A sheet to paint on. Its height is 1, its width the picture's proportion, so that a painting knows no pixels and
//! comes out alike in every size. Edges are smooth: what a shape covers of a pixel is told from its distance.

use image::RgbImage;

use super::{
    super::dice::Dice,
    colour::{Rgb, along},
};

/// A place on the sheet: from the left, from the top.
pub(super) type Point = (f32, f32);

/// A painting under way.
pub(super) struct Canvas {
    columns: usize,
    rows: usize,
    pixels: Vec<Rgb>,
    /// The size of a pixel.
    pixel: f32,
}

impl Canvas {
    /// An empty sheet of one colour.
    pub(super) fn new((columns, rows): (u32, u32), ground: Rgb) -> Self {
        let (columns, rows) = (columns.max(1) as usize, rows.max(1) as usize);
        Self { columns, rows, pixels: vec![ground; columns * rows], pixel: 1.0 / rows as f32 }
    }

    /// The width, where the height is 1.
    pub(super) fn width(&self) -> f32 {
        self.columns as f32 * self.pixel
    }

    /// Repaints each pixel within the box of two corners: `brush` gets its place and what is there.
    pub(super) fn brush(&mut self, from: Point, to: Point, brush: impl Fn(Point, Rgb) -> Rgb) {
        let cell = |place: f32, end: usize| ((place / self.pixel).max(0.0) as usize).min(end);
        let (left, right) = (cell(from.0, self.columns), cell(to.0 + self.pixel, self.columns));
        let (top, bottom) = (cell(from.1, self.rows), cell(to.1 + self.pixel, self.rows));
        let pixel = self.pixel;
        for (row, line) in self.pixels.chunks_exact_mut(self.columns).enumerate().take(bottom).skip(top) {
            let y = (row as f32 + 0.5) * pixel;
            for (column, under) in line.iter_mut().enumerate().take(right).skip(left) {
                *under = brush(((column as f32 + 0.5) * pixel, y), *under);
            }
        }
    }

    /// As [`Self::brush`] on the whole sheet.
    pub(super) fn wash(&mut self, brush: impl Fn(Point, Rgb) -> Rgb) {
        let corner = (self.width(), 1.0);
        self.brush((0.0, 0.0), corner, brush);
    }

    /// Fills where `distance` (negative inside) says, with smooth edges.
    pub(super) fn fill(
        &mut self,
        from: Point,
        to: Point,
        colour: Rgb,
        alpha: f32,
        distance: impl Fn(Point) -> f32,
    ) {
        let pixel = self.pixel;
        let pad = |corner: Point, by: f32| (corner.0 + by, corner.1 + by);
        self.brush(pad(from, -2.0 * pixel), pad(to, 2.0 * pixel), |place, under| {
            let cover = (0.5 - distance(place) / pixel).clamp(0.0, 1.0);
            if cover > 0.0 { under.mix(colour, cover * alpha) } else { under }
        });
    }

    /// Top to bottom, through `stops`.
    pub(super) fn sky(&mut self, stops: &[(f32, Rgb)]) {
        self.wash(|(_, y), _| along(stops, y));
    }

    /// A filled circle.
    pub(super) fn disc(&mut self, (x, y): Point, radius: f32, colour: Rgb, alpha: f32) {
        self.fill((x - radius, y - radius), (x + radius, y + radius), colour, alpha, |place| {
            (place.0 - x).hypot(place.1 - y) - radius
        });
    }

    /// A circle's line.
    pub(super) fn ring(&mut self, (x, y): Point, radius: f32, thick: f32, colour: Rgb, alpha: f32) {
        let reach = radius + thick;
        self.fill((x - reach, y - reach), (x + reach, y + reach), colour, alpha, |place| {
            ((place.0 - x).hypot(place.1 - y) - radius).abs() - thick / 2.0
        });
    }

    /// A filled ellipse, turned by `turn` radians.
    pub(super) fn oval(&mut self, (x, y): Point, (rx, ry): Point, turn: f32, colour: Rgb, alpha: f32) {
        let reach = rx.max(ry);
        let (sin, cos) = turn.sin_cos();
        self.fill((x - reach, y - reach), (x + reach, y + reach), colour, alpha, |place| {
            let (dx, dy) = (place.0 - x, place.1 - y);
            let (u, v) = ((dx * cos + dy * sin) / rx, (dy * cos - dx * sin) / ry);
            (u.hypot(v) - 1.0) * rx.min(ry)
        });
    }

    /// A line with round ends.
    pub(super) fn line(&mut self, from: Point, to: Point, thick: f32, colour: Rgb, alpha: f32) {
        let low = (from.0.min(to.0) - thick, from.1.min(to.1) - thick);
        let high = (from.0.max(to.0) + thick, from.1.max(to.1) + thick);
        let along = (to.0 - from.0, to.1 - from.1);
        let length = (along.0 * along.0 + along.1 * along.1).max(1e-9);
        self.fill(low, high, colour, alpha, |(x, y)| {
            let (dx, dy) = (x - from.0, y - from.1);
            let share = ((dx * along.0 + dy * along.1) / length).clamp(0.0, 1.0);
            (dx - along.0 * share).hypot(dy - along.1 * share) - thick / 2.0
        });
    }

    /// Lines from point to point.
    pub(super) fn path(&mut self, points: &[Point], thick: f32, colour: Rgb, alpha: f32) {
        for (from, to) in points.iter().zip(points.iter().skip(1)) {
            self.line(*from, *to, thick, colour, alpha);
        }
    }

    /// A box with corners rounded by `round`.
    pub(super) fn slab(&mut self, from: Point, to: Point, round: f32, colour: Rgb, alpha: f32) {
        let (cx, cy) = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let (hx, hy) = ((to.0 - from.0) / 2.0 - round, (to.1 - from.1) / 2.0 - round);
        self.fill(from, to, colour, alpha, |(x, y)| {
            let (dx, dy) = ((x - cx).abs() - hx, (y - cy).abs() - hy);
            dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - round
        });
    }

    /// A filled polygon.
    pub(super) fn shape(&mut self, points: &[Point], colour: Rgb, alpha: f32) {
        let spread = |pick: fn(&Point) -> f32| {
            points.iter().map(pick).fold((f32::MAX, f32::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        let ((left, right), (top, bottom)) = (spread(|point| point.0), spread(|point| point.1));
        self.fill((left, top), (right, bottom), colour, alpha, |place| polygon_distance(points, place));
    }

    /// Everything below a line of heights given by `edge` for each place from the left.
    pub(super) fn below(&mut self, colour: Rgb, alpha: f32, edge: impl Fn(f32) -> f32) {
        let pixel = self.pixel;
        let heights: Vec<f32> = (0..self.columns).map(|column| edge((column as f32 + 0.5) * pixel)).collect();
        let top = heights.iter().copied().fold(1.0_f32, f32::min);
        let first = ((top / pixel).max(1.0) as usize) - 1;
        for (row, line) in self.pixels.chunks_exact_mut(self.columns).enumerate().skip(first) {
            let y = (row as f32 + 0.5) * pixel;
            for (under, height) in line.iter_mut().zip(&heights) {
                let cover = (0.5 + (y - height) / pixel).clamp(0.0, 1.0);
                *under = under.mix(colour, cover * alpha);
            }
        }
    }

    /// Light around a lamp, fading out at `reach`.
    pub(super) fn glow(&mut self, (x, y): Point, reach: f32, light: Rgb, strength: f32) {
        self.brush((x - reach, y - reach), (x + reach, y + reach), |place, under| {
            let away = (place.0 - x).hypot(place.1 - y) / reach;
            if away >= 1.0 { under } else { under.lit(light, strength * (1.0 - away).powi(2)) }
        });
    }

    /// A soft heap of mist, without an edge.
    pub(super) fn puff(&mut self, (x, y): Point, (rx, ry): Point, tone: Rgb, strength: f32) {
        self.brush((x - rx, y - ry), (x + rx, y + ry), |place, under| {
            let away = ((place.0 - x) / rx).hypot((place.1 - y) / ry);
            if away >= 1.0 { under } else { under.mix(tone, strength * (1.0 - away * away).powi(2)) }
        });
    }

    /// A grain as of paper, so that plain areas are not dead.
    pub(super) fn grain(&mut self, dice: &mut Dice, amount: f32) {
        for pixel in &mut self.pixels {
            let by = (dice.unit() - 0.5) * amount;
            *pixel = Rgb(pixel.0 + by, pixel.1 + by, pixel.2 + by);
        }
    }

    /// Darker towards the corners.
    pub(super) fn vignette(&mut self, strength: f32) {
        let half = self.width() / 2.0;
        self.wash(|(x, y), under| {
            let away = ((x - half) / half).powi(2) * 0.5 + ((y - 0.5) / 0.5).powi(2) * 0.5;
            under.shade(-strength * away * away)
        });
    }

    /// The finished picture.
    pub(super) fn finish(self) -> RgbImage {
        let bytes = self.pixels.iter().flat_map(|pixel| pixel.bytes()).collect();
        RgbImage::from_raw(self.columns as u32, self.rows as u32, bytes).unwrap_or_default()
    }
}

/// How far `place` is from the polygon's edge, negative inside.
fn polygon_distance(points: &[Point], place: Point) -> f32 {
    let Some(last) = points.last() else { return f32::MAX };
    let mut nearest = f32::MAX;
    let mut inside = false;
    let mut before = *last;
    for &point in points {
        let edge = (before.0 - point.0, before.1 - point.1);
        let to = (place.0 - point.0, place.1 - point.1);
        let share =
            ((to.0 * edge.0 + to.1 * edge.1) / (edge.0 * edge.0 + edge.1 * edge.1).max(1e-9)).clamp(0.0, 1.0);
        nearest = nearest.min((to.0 - edge.0 * share).hypot(to.1 - edge.1 * share));
        if (point.1 > place.1) != (before.1 > place.1)
            && place.0 < (before.0 - point.0) * (place.1 - point.1) / (before.1 - point.1) + point.0
        {
            inside = !inside;
        }
        before = point;
    }
    if inside { -nearest } else { nearest }
}
