//! The hours without the sun.

use std::f32::consts::TAU;

use super::super::{
    super::dice::Dice,
    canvas::Canvas,
    colour::{Rgb, hex},
    noise,
};

/// Stars over the hills, with the band of the galaxy.
pub(super) fn stars(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x070b1f)), (0.6, hex(0x16224a)), (0.85, hex(0x3a4a78)), (1.0, hex(0x6b6f93))]);
    let seed = dice.below(1000) as u32;
    let lean = dice.range(-0.5, 0.5);
    let middle = sheet.width() / 2.0;
    sheet.wash(|(x, y), under| {
        let away = ((x - middle) + (y - 0.4) * (1.2 + lean)).abs() / 0.42;
        let dust = noise::layered(x * 5.0, y * 5.0, seed, 5);
        under.lit(hex(0xb9b4e6), (1.0 - away).max(0.0).powi(2) * dust * dust * 0.75)
    });
    scatter(sheet, dice, 750);
    let seed = dice.below(1000) as u32;
    sheet.below(hex(0x0b1024), 1.0, |x| 0.95 - noise::ridge(x * 1.8, seed, 5) * 0.28);
}

fn scatter(sheet: &mut Canvas, dice: &mut Dice, count: usize) {
    for _ in 0..count {
        let place = (dice.range(0.0, sheet.width()), dice.range(0.0, 0.95));
        let bright = dice.unit().powi(6);
        let warm = if dice.chance(0.3) { hex(0xffe6c4) } else { hex(0xe2ebff) };
        sheet.disc(place, 0.0011 + bright * 0.003, warm, 0.35 + 0.65 * dice.unit());
        if bright > 0.78 {
            sheet.glow(place, 0.03, warm, 0.35);
        }
    }
}

/// The moon over still water.
pub(super) fn moon(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x10183a)), (0.6, hex(0x3f4f86)), (0.62, hex(0x2a376a)), (1.0, hex(0x0d1430))]);
    scatter_high(sheet, dice);
    let place = (sheet.width() * dice.range(0.3, 0.7), dice.range(0.2, 0.32));
    sheet.glow(place, 0.6, hex(0xdfe6ff), 0.5);
    sheet.disc(place, 0.095, hex(0xf7f1dd), 1.0);
    for _ in 0..9 {
        let (away, turn) = (dice.unit().sqrt() * 0.07, dice.range(0.0, TAU));
        let crater = (place.0 + away * turn.cos(), place.1 + away * turn.sin());
        sheet.disc(crater, dice.range(0.006, 0.02), hex(0xd9d0b8), 0.55);
    }
    let seed = dice.below(1000) as u32;
    sheet.fill((0.0, 0.4), (sheet.width(), 0.62), hex(0x1a2450), 1.0, |(x, y)| {
        (0.6 - noise::ridge(x * 2.0, seed, 5) * 0.14 - y).max(y - 0.61)
    });
    for row in 0..60 {
        let deep = row as f32 / 60.0;
        let (y, spread) = (0.63 + deep * 0.37, 0.02 + deep * 0.16);
        let (x, long) = (place.0 + dice.range(-spread, spread), dice.range(0.01, 0.03 + spread * 0.6));
        sheet.line((x - long, y), (x + long, y), 0.002 + 0.004 * deep, hex(0xf3ecd2), 0.5);
    }
}

fn scatter_high(sheet: &mut Canvas, dice: &mut Dice) {
    for _ in 0..130 {
        let place = (dice.range(0.0, sheet.width()), dice.range(0.0, 0.45));
        sheet.disc(place, dice.range(0.0008, 0.0028), hex(0xeef2ff), dice.range(0.3, 0.9));
    }
}

/// Curtains of green light.
pub(super) fn aurora(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x060b1c)), (0.75, hex(0x10304a)), (1.0, hex(0x1d4a58))]);
    scatter(sheet, dice, 260);
    let seed = dice.below(1000) as u32;
    for (curtain, tone) in [(0_u32, hex(0x4be3a1)), (1, hex(0x63d8c4)), (2, hex(0xa46be0))] {
        let lift = curtain as f32 * 0.09;
        sheet.wash(|(x, y), under| {
            let foot = 0.66 - lift - noise::ridge(x * 1.5, seed + curtain, 3) * 0.34;
            let up = foot - y;
            let rays = 0.45 + 0.55 * noise::plane(x * 26.0, curtain as f32, seed + 9);
            let strength = if up < 0.0 { (1.0 + up * 26.0).max(0.0) } else { (-up * 5.0).exp() };
            under.lit(tone, strength * rays * 0.6)
        });
    }
    let ridge = dice.below(1000) as u32;
    sheet.below(hex(0x061018), 1.0, |x| 0.96 - noise::ridge(x * 1.6, ridge, 5) * 0.22);
}

/// Paper lanterns over the harbour, and in it.
pub(super) fn lanterns(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x0d1230)), (0.62, hex(0x2c2a58)), (0.63, hex(0x1c1d44)), (1.0, hex(0x0a0d24))]);
    let seed = dice.below(1000) as u32;
    sheet.fill((0.0, 0.4), (sheet.width(), 0.63), hex(0x12142f), 1.0, |(x, y)| {
        (0.62 - noise::ridge(x * 2.4, seed, 4) * 0.16 - y).max(y - 0.625)
    });
    let warm = [hex(0xffc46b), hex(0xff9d5c), hex(0xffe0a0), hex(0xf47f6b)];
    for index in 0..34 {
        let tone = dice.pick(&warm).copied().unwrap_or(hex(0xffc46b));
        let size = 0.008 + 0.03 * (index as f32 / 34.0).powi(2);
        let place = (dice.range(0.0, sheet.width()), 0.6 - dice.unit().powf(0.8) * 0.56);
        lantern(sheet, place, size, tone);
        let mirror = 0.63 + (0.63 - place.1) * 0.55;
        for ripple in 0..5 {
            let long = size * dice.range(0.4, 1.3);
            let y = mirror + ripple as f32 * size * 0.5;
            sheet.line((place.0 - long, y), (place.0 + long, y), 0.003, tone, 0.28);
        }
    }
}

fn lantern(sheet: &mut Canvas, (x, y): (f32, f32), size: f32, tone: Rgb) {
    sheet.glow((x, y), size * 5.5, tone, 0.5);
    let at = |dx: f32, dy: f32| (x + dx * size, y + dy * size);
    sheet.shape(&[at(-0.75, -1.0), at(0.75, -1.0), at(0.95, 0.9), at(-0.95, 0.9)], tone, 0.95);
    sheet.oval(at(0.0, 0.45), (size * 0.5, size * 0.45), 0.0, hex(0xfff6dc), 0.8);
    sheet.line(at(-0.8, -1.0), at(0.8, -1.0), size * 0.14, tone.shade(-0.4), 0.9);
    sheet.line(at(-1.0, 0.9), at(1.0, 0.9), size * 0.14, tone.shade(-0.4), 0.9);
}
