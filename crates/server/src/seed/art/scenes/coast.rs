//! The sea and what stands or floats on it.

use std::f32::consts::TAU;

use super::super::super::dice::Dice;
use super::super::{
    canvas::{Canvas, Point},
    colour::{Rgb, hex},
    noise,
};

/// Sky from top to horizon, sun, water near the horizon, water at the feet.
struct Light {
    sky: [Rgb; 3],
    sun: Rgb,
    far: Rgb,
    near: Rgb,
    land: Rgb,
}

const DAWN: Light = Light {
    sky: [hex(0x5b7fa6), hex(0xd9a7a0), hex(0xfbe0b5)],
    sun: hex(0xfff1cf),
    far: hex(0xd7a79a),
    near: hex(0x2f4a66),
    land: hex(0x4b4a63),
};
const NOON: Light = Light {
    sky: [hex(0x4d94c9), hex(0x8fc1df), hex(0xe4f0f2)],
    sun: hex(0xfffbe8),
    far: hex(0x86b9cb),
    near: hex(0x1d5f80),
    land: hex(0x4c7266),
};
const DUSK: Light = Light {
    sky: [hex(0x2c2f55), hex(0x9d5470), hex(0xf2a65a)],
    sun: hex(0xffd18a),
    far: hex(0xb0645f),
    near: hex(0x1b1f3b),
    land: hex(0x2a2440),
};
const STORM: Light = Light {
    sky: [hex(0x39434e), hex(0x66727a), hex(0xa9b2ae)],
    sun: hex(0xc9d0c8),
    far: hex(0x7c8a8b),
    near: hex(0x26343c),
    land: hex(0x333d42),
};

/// Dawn over the bay.
pub(super) fn dawn(sheet: &mut Canvas, dice: &mut Dice) {
    let horizon = view(sheet, dice, &DAWN);
    gulls(sheet, dice, hex(0x3d3b52), 5);
    let place = (sheet.width() * dice.range(0.25, 0.7), horizon + 0.09);
    sailboat(sheet, place, 0.16, hex(0xfff6e6), hex(0x39344d));
}

/// A bright day, with the ferry on her way.
pub(super) fn noon(sheet: &mut Canvas, dice: &mut Dice) {
    let horizon = view(sheet, dice, &NOON);
    clouds(sheet, dice, hex(0xffffff), horizon * 0.7, 5);
    let place = (sheet.width() * dice.range(0.35, 0.65), horizon + 0.12);
    ferry(sheet, place, 0.3, hex(0xfaf6ec), hex(0xc8452f));
    gulls(sheet, dice, hex(0x36505e), 4);
}

/// The last light, and the lighthouse lit.
pub(super) fn dusk(sheet: &mut Canvas, dice: &mut Dice) {
    let horizon = view(sheet, dice, &DUSK);
    let x = sheet.width() * dice.range(0.72, 0.84);
    headland(sheet, x, horizon, hex(0x1d1a30));
    lighthouse(sheet, (x, horizon - 0.08), 0.36, hex(0x2a2440), true);
}

/// A gale from the north-west.
pub(super) fn storm(sheet: &mut Canvas, dice: &mut Dice) {
    let horizon = view(sheet, dice, &STORM);
    clouds(sheet, dice, hex(0x4a555d), horizon * 0.75, 12);
    for row in 0..7_u32 {
        let deep = row as f32 / 6.0;
        let base = horizon + 0.05 + (1.0 - horizon) * deep * deep * 0.95;
        let (phase, height) = (dice.range(0.0, TAU), 0.012 + 0.045 * deep);
        let water = STORM.far.mix(STORM.near, deep);
        sheet
            .below(water, 0.85, |x| base - (x * (26.0 - 20.0 * deep) + phase).sin().abs().powf(1.7) * height);
        let crest = |x: f32| base - (x * (26.0 - 20.0 * deep) + phase).sin().abs().powf(1.7) * height;
        let steps = (sheet.width() * 90.0) as usize;
        for step in 0..steps {
            let x = step as f32 / 90.0;
            if noise::plane(x * 9.0, deep * 7.0, 77) > 0.62 {
                sheet.line(
                    (x, crest(x)),
                    (x + 0.011, crest(x + 0.011)),
                    0.004 + 0.005 * deep,
                    hex(0xe6ece8),
                    0.75,
                );
            }
        }
    }
    for _ in 0..260 {
        let (x, y) = (dice.range(0.0, sheet.width() + 0.2), dice.range(0.0, 1.0));
        sheet.line((x, y), (x - 0.012, y + 0.035), 0.0016, hex(0xdfe6e6), 0.28);
    }
}

/// Fog, and what little one sees in it.
pub(super) fn fog(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0xc9d1d3)), (0.55, hex(0xe7e9e6)), (1.0, hex(0xa9b6b9))]);
    let place = (sheet.width() * dice.range(0.4, 0.6), 0.62);
    ferry(sheet, place, 0.34, hex(0xcfd5d6), hex(0xb9aaa6));
    for layer in 0..5_u32 {
        let base = 0.5 + layer as f32 * 0.1;
        sheet
            .below(hex(0xdfe3e1), 0.3, |x| base - noise::ridge(x * 2.2 + layer as f32, 31 + layer, 3) * 0.16);
    }
    for _ in 0..3 {
        let (x, top) = (dice.range(0.05, sheet.width() - 0.05), dice.range(0.72, 0.82));
        sheet.line((x, top), (x, 1.02), 0.022, hex(0x59666b), 0.9);
        sheet.line((x, top), (x, top + 0.02), 0.026, hex(0xf2f3f0), 0.9);
    }
}

fn view(sheet: &mut Canvas, dice: &mut Dice, light: &Light) -> f32 {
    let horizon = dice.range(0.46, 0.58);
    let [high, middle, low] = light.sky;
    sheet.sky(&[
        (0.0, high),
        (horizon * 0.6, middle),
        (horizon, low),
        (horizon + 0.001, light.far),
        (1.0, light.near),
    ]);
    let sun = (sheet.width() * dice.range(0.2, 0.8), horizon - dice.range(0.06, 0.2));
    sheet.glow(sun, 0.55, light.sun, 0.7);
    sheet.disc(sun, 0.045, light.sun, 0.95);
    let seed = dice.below(900) as u32;
    for (layer, height) in [(0_u32, 0.1), (1, 0.055)] {
        let tone = light.land.mix(low, 0.62 - 0.3 * layer as f32);
        sheet.below_band(tone, horizon, |x| {
            horizon + 0.02 - noise::ridge(x * (1.4 + layer as f32), seed + layer, 4) * height - 0.002
        });
    }
    glitter(sheet, dice, sun.0, horizon, light);
    horizon
}

impl Canvas {
    /// As [`Canvas::below`], but not under `floor`: land ends at the water.
    fn below_band(&mut self, colour: Rgb, floor: f32, edge: impl Fn(f32) -> f32) {
        let corner = (self.width(), floor);
        self.fill((0.0, 0.0), corner, colour, 1.0, |(x, y)| (edge(x) - y).max(y - floor));
    }
}

fn glitter(sheet: &mut Canvas, dice: &mut Dice, sun: f32, horizon: f32, light: &Light) {
    for _ in 0..420 {
        let deep = dice.unit().powf(1.5);
        let y = horizon + 0.004 + deep * (1.0 - horizon);
        let towards_sun = dice.chance(0.55);
        let spread = 0.03 + deep * 0.22;
        let x = if towards_sun { sun + dice.range(-spread, spread) } else { dice.range(0.0, sheet.width()) };
        let long = 0.008 + deep * 0.06 * dice.unit();
        let (tone, alpha) =
            if towards_sun { (light.sun, 0.42) } else { (light.near.mix(light.far, 0.3), 0.35) };
        sheet.line((x - long, y), (x + long, y), 0.0018 + 0.004 * deep, tone, alpha);
    }
}

/// Soft heaps of white, below `floor` none.
pub(super) fn clouds(sheet: &mut Canvas, dice: &mut Dice, tone: Rgb, floor: f32, count: usize) {
    for _ in 0..count {
        let (x, y) = (dice.range(-0.1, sheet.width() + 0.1), dice.range(0.03, floor));
        let size = dice.range(0.05, 0.12);
        for _ in 0..16 {
            let away = dice.range(-1.0, 1.0);
            let at = (x + away * size * 1.7, y + dice.range(-0.3, 0.12) * size * (1.0 - away.abs()));
            let puff = size * dice.range(0.35, 0.8);
            sheet.puff(at, (puff * 1.6, puff * 0.7), tone, 0.34);
        }
    }
}

/// Birds as children draw them.
pub(super) fn gulls(sheet: &mut Canvas, dice: &mut Dice, tone: Rgb, count: usize) {
    for _ in 0..count {
        let (x, y) = (dice.range(0.1, sheet.width() - 0.1), dice.range(0.08, 0.36));
        let size = dice.range(0.012, 0.026);
        let wings = [(-1.0, -0.25), (-0.5, -0.55), (0.0, 0.0), (0.5, -0.55), (1.0, -0.25)];
        let points: Vec<Point> = wings.iter().map(|(dx, dy)| (x + dx * size, y + dy * size)).collect();
        sheet.path(&points, size * 0.16, tone, 0.9);
    }
}

/// A small sailing boat; `place` is where she meets the water.
pub(in super::super) fn sailboat(sheet: &mut Canvas, (x, y): Point, size: f32, sail: Rgb, hull: Rgb) {
    let at = |dx: f32, dy: f32| (x + dx * size, y + dy * size);
    sheet.oval(at(0.0, 0.1), (size * 0.5, size * 0.035), 0.0, hull, 0.35);
    sheet.shape(&[at(0.03, -0.95), at(0.48, -0.14), at(0.03, -0.14)], sail, 1.0);
    sheet.shape(&[at(-0.03, -0.85), at(-0.03, -0.14), at(-0.36, -0.14)], sail.shade(-0.12), 1.0);
    sheet.line(at(0.0, -1.0), at(0.0, -0.05), size * 0.03, hull, 1.0);
    sheet.shape(&[at(-0.5, -0.08), at(0.55, -0.1), at(0.38, 0.1), at(-0.36, 0.1)], hull, 1.0);
}

/// The ferry *Patience*; `place` is the middle of her waterline.
pub(in super::super) fn ferry(sheet: &mut Canvas, (x, y): Point, size: f32, white: Rgb, red: Rgb) {
    let at = |dx: f32, dy: f32| (x + dx * size, y + dy * size);
    let dark = red.shade(-0.45);
    sheet.oval(at(0.0, 0.03), (size * 1.1, size * 0.05), 0.0, dark, 0.25);
    sheet.shape(&[at(-1.0, -0.2), at(1.08, -0.26), at(0.9, 0.03), at(-0.92, 0.03)], red, 1.0);
    sheet.shape(&[at(-0.97, -0.2), at(1.05, -0.26), at(1.02, -0.2), at(-0.98, -0.14)], white, 1.0);
    sheet.slab(at(-0.78, -0.42), at(0.66, -0.2), size * 0.03, white, 1.0);
    sheet.slab(at(-0.5, -0.62), at(0.42, -0.4), size * 0.03, white.shade(-0.05), 1.0);
    sheet.slab(at(0.05, -0.8), at(0.4, -0.6), size * 0.03, white, 1.0);
    sheet.slab(at(0.2, -0.75), at(0.42, -0.66), size * 0.02, dark, 1.0);
    for window in 0..9 {
        let left = -0.7 + window as f32 * 0.145;
        sheet.slab(at(left, -0.36), at(left + 0.09, -0.28), size * 0.015, dark, 0.85);
    }
    sheet.slab(at(-0.36, -0.92), at(-0.16, -0.6), size * 0.02, red, 1.0);
    sheet.slab(at(-0.36, -0.92), at(-0.16, -0.84), size * 0.02, dark, 1.0);
    sheet.line(at(0.5, -0.42), at(0.5, -1.0), size * 0.018, dark, 1.0);
}

fn headland(sheet: &mut Canvas, x: f32, horizon: f32, tone: Rgb) {
    let edge = |at: f32| {
        let away = ((at - x) / 0.42).abs();
        horizon + 0.13 - 0.24 * (1.0 - away * away).max(0.0).powf(0.7) - noise::ridge(at * 9.0, 5, 4) * 0.03
    };
    sheet.fill((0.0, 0.0), (sheet.width(), horizon + 0.07), tone, 1.0, |(at, y)| {
        if (at - x).abs() > 0.42 { 1.0 } else { (edge(at) - y).max(y - horizon - 0.06) }
    });
}

/// A lighthouse standing on `foot`; its beam when `lit`.
pub(in super::super) fn lighthouse(sheet: &mut Canvas, foot: Point, tall: f32, shade: Rgb, lit: bool) {
    let at = |dx: f32, dy: f32| (foot.0 + dx * tall, foot.1 - dy * tall);
    if lit {
        for side in [-1.0_f32, 1.0] {
            for width in [0.5_f32, 0.34, 0.2] {
                let beam = [at(0.0, 0.88), at(side * 4.0, 0.88 + width), at(side * 4.0, 0.88 - width * 0.6)];
                sheet.shape(&beam, hex(0xffe9ae), 0.09);
            }
        }
        sheet.glow(at(0.0, 0.88), tall * 0.9, hex(0xffe9ae), 0.85);
    }
    let white = hex(0xf4efe4).mix(shade, if lit { 0.35 } else { 0.0 });
    let red = hex(0xb8402f).mix(shade, if lit { 0.3 } else { 0.0 });
    let half = |up: f32| 0.13 - 0.05 * up;
    for band in 0..5 {
        let (low, high) = (band as f32 * 0.16, (band + 1) as f32 * 0.16);
        let tone = if band % 2 == 0 { white } else { red };
        let ring = [at(-half(low), low), at(half(low), low), at(half(high), high), at(-half(high), high)];
        sheet.shape(&ring, tone, 1.0);
    }
    sheet.slab(at(-0.12, 0.83), at(0.12, 0.79), 0.0, shade, 1.0);
    sheet.slab(at(-0.065, 0.94), at(0.065, 0.82), 0.0, if lit { hex(0xfff3cc) } else { hex(0xcfe0e6) }, 1.0);
    sheet.shape(&[at(-0.09, 0.93), at(0.0, 1.05), at(0.09, 0.93)], red, 1.0);
}
