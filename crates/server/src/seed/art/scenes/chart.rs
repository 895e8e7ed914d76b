//! Numbers, drawn.

use std::f32::consts::TAU;

use super::super::super::dice::Dice;
use super::super::{
    canvas::{Canvas, Point},
    colour::hex,
};

fn axes(sheet: &mut Canvas) {
    sheet.sky(&[(0.0, hex(0xfbf8f0)), (1.0, hex(0xf4efe2))]);
    for line in 0..6 {
        let y = 0.14 + line as f32 * 0.14;
        sheet.line((0.1, y), (sheet.width() - 0.08, y), 0.002, hex(0xc9c2b2), 0.9);
    }
    sheet.line((0.1, 0.84), (sheet.width() - 0.08, 0.84), 0.005, hex(0x3c4650), 1.0);
}

/// Two days of tide.
pub(super) fn tide(sheet: &mut Canvas, dice: &mut Dice) {
    axes(sheet);
    let (phase, spring) = (dice.range(0.0, TAU), dice.range(0.8, 1.1));
    let level = |x: f32| {
        let hours = x / sheet_span() * 48.0;
        0.5 - (hours / 12.42 * TAU + phase).sin() * 0.2 * spring - (hours / 24.84 * TAU + 1.0).sin() * 0.05
    };
    let (left, right) = (0.1, sheet.width() - 0.08);
    let curve: Vec<Point> = (0..=120)
        .map(|step| {
            let x = left + (right - left) * step as f32 / 120.0;
            (x, level(x))
        })
        .collect();
    sheet.fill((left, 0.0), (right, 0.838), hex(0x7fb6c4), 0.45, |(x, y)| level(x) - y);
    sheet.path(&curve, 0.012, hex(0x1f5f7a), 1.0);
    let turns = curve.iter().zip(curve.iter().skip(1)).zip(curve.iter().skip(2));
    let peaks: Vec<Point> = turns
        .filter(|((before, at), after)| (at.1 - before.1) * (after.1 - at.1) < 0.0)
        .map(|((_, at), _)| *at)
        .collect();
    for peak in peaks {
        sheet.line(peak, (peak.0, 0.84), 0.003, hex(0x1f5f7a), 0.5);
        sheet.disc(peak, 0.02, hex(0xfbf8f0), 1.0);
        sheet.ring(peak, 0.018, 0.008, hex(0xb8402f), 1.0);
    }
    for hour in 0..=8_u8 {
        let x = left + (right - left) * f32::from(hour) / 8.0;
        sheet.line((x, 0.84), (x, 0.865), 0.004, hex(0x3c4650), 1.0);
    }
}

/// The width over which 48 hours are drawn, in sheet heights.
const fn sheet_span() -> f32 {
    1.32
}

/// Seven pairs of bars.
pub(super) fn bars(sheet: &mut Canvas, dice: &mut Dice) {
    axes(sheet);
    let room = sheet.width() - 0.22;
    for day in 0..7 {
        let x = 0.13 + room * day as f32 / 7.0;
        let wide = room / 7.0 * 0.36;
        for (at, tone) in [(0.0, hex(0xd0764a)), (1.0, hex(0x3f7f86))] {
            let tall = dice.range(0.12, 0.64);
            sheet.slab((x + at * wide, 0.838 - tall), (x + (at + 0.88) * wide, 0.838), 0.006, tone, 1.0);
        }
    }
}

/// Sightings, one dot each, with a line through them.
pub(super) fn dots(sheet: &mut Canvas, dice: &mut Dice) {
    axes(sheet);
    let room = sheet.width() - 0.24;
    let rise = dice.range(0.3, 0.5);
    for _ in 0..70 {
        let share = dice.unit();
        let y = 0.76 - share * rise - dice.range(-0.12, 0.12);
        let tone = if dice.chance(0.25) { hex(0xd0764a) } else { hex(0x3f7f86) };
        sheet.disc((0.13 + share * room, y), dice.range(0.009, 0.018), tone, 0.75);
    }
    sheet.line((0.13, 0.76), (0.13 + room, 0.76 - rise), 0.006, hex(0x3c4650), 0.9);
}
