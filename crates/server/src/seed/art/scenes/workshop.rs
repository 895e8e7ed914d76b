//! Wheels, wires, boats on paper.

use std::f32::consts::{PI, TAU};

use super::super::super::dice::Dice;
use super::super::{
    canvas::{Canvas, Point},
    colour::{Rgb, hex},
    noise,
};

fn around((x, y): Point, away: f32, turn: f32) -> Point {
    (x + turn.cos() * away, y + turn.sin() * away)
}

/// A wheel in the truing stand.
pub(super) fn wheel(sheet: &mut Canvas, dice: &mut Dice) {
    let ground = dice.pick(&[hex(0xd8dfd5), hex(0xe6d9c4), hex(0xc9d6de)]).copied().unwrap_or(hex(0xd8dfd5));
    sheet.sky(&[(0.0, ground), (1.0, ground.shade(-0.18))]);
    let middle = (sheet.width() / 2.0, 0.5);
    spokes(sheet, middle, 0.42, hex(0x23272b));
}

/// A wheel: tyre, rim, hub and spokes crossing as they should.
pub(in super::super) fn spokes(sheet: &mut Canvas, middle: Point, radius: f32, dark: Rgb) {
    sheet.ring(middle, radius, radius * 0.1, dark, 1.0);
    sheet.ring(middle, radius * 0.92, radius * 0.035, hex(0xb9bfc2), 1.0);
    for spoke in 0..28_u8 {
        let turn = f32::from(spoke) / 28.0 * TAU;
        let lean = if spoke % 2 == 0 { 0.9 } else { -0.9 };
        sheet.line(
            around(middle, radius * 0.1, turn + lean),
            around(middle, radius * 0.91, turn),
            radius * 0.008,
            hex(0x6d767b),
            0.95,
        );
        sheet.disc(around(middle, radius * 0.885, turn), radius * 0.014, hex(0xc9a24a), 1.0);
    }
    sheet.disc(middle, radius * 0.13, hex(0x8b949a), 1.0);
    sheet.ring(middle, radius * 0.1, radius * 0.02, dark, 0.8);
    sheet.disc(middle, radius * 0.05, dark, 1.0);
    sheet.disc(middle, radius * 0.022, hex(0xd9dee0), 1.0);
}

/// Sprockets on the bench.
pub(super) fn gears(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x37474c)), (1.0, hex(0x263338))]);
    let metals = [hex(0xc9a85a), hex(0xb4bcc0), hex(0x8f9aa0), hex(0xb87a4b)];
    for index in 0..7 {
        let radius = dice.range(0.09, 0.2);
        let middle = (sheet.width() * (0.12 + index as f32 * 0.128), dice.range(0.24, 0.78));
        let tone = dice.pick(&metals).copied().unwrap_or(hex(0xb4bcc0));
        gear(sheet, middle, radius, tone);
    }
}

fn gear(sheet: &mut Canvas, middle: Point, radius: f32, tone: Rgb) {
    let teeth = (radius * 110.0) as u16;
    let shadow = (middle.0 + 0.008, middle.1 + 0.012);
    sheet.disc(shadow, radius * 1.04, hex(0x0c1215), 0.5);
    for tooth in 0..teeth {
        let turn = f32::from(tooth) / f32::from(teeth) * TAU;
        sheet.line(around(middle, radius * 0.9, turn), around(middle, radius * 1.05, turn), 0.016, tone, 1.0);
    }
    sheet.disc(middle, radius * 0.95, tone, 1.0);
    sheet.ring(middle, radius * 0.82, radius * 0.03, tone.shade(-0.3), 0.8);
    for hole in 0..5_u8 {
        sheet.disc(
            around(middle, radius * 0.52, f32::from(hole) / 5.0 * TAU),
            radius * 0.2,
            hex(0x2b383d),
            1.0,
        );
    }
    sheet.disc(middle, radius * 0.18, tone.shade(-0.25), 1.0);
    sheet.disc(middle, radius * 0.09, hex(0x1a2225), 1.0);
}

/// A radio's board, with its lights on.
pub(super) fn circuit(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x14503f)), (1.0, hex(0x0f3f33))]);
    let copper = hex(0x2f8a64);
    for _ in 0..44 {
        let start =
            ((dice.unit() * sheet.width() / 0.05).floor() * 0.05, (dice.unit() * 20.0).floor() * 0.05);
        let long = dice.range(0.1, 0.4);
        let bend = dice.range(0.05, 0.15) * if dice.chance(0.5) { 1.0 } else { -1.0 };
        let points = [
            start,
            (start.0 + long, start.1),
            (start.0 + long + bend.abs(), start.1 + bend),
            (start.0 + long + 0.3, start.1 + bend),
        ];
        sheet.path(&points, 0.007, copper, 1.0);
        for end in [points.first(), points.last()].into_iter().flatten() {
            sheet.disc(*end, 0.012, hex(0xd9b45a), 1.0);
            sheet.disc(*end, 0.005, hex(0x0f3f33), 1.0);
        }
    }
    for _ in 0..5 {
        let (x, y, pins) = (dice.range(0.1, sheet.width() - 0.3), dice.range(0.1, 0.8), 4 + dice.below(5));
        let wide = pins as f32 * 0.03;
        for pin in 0..pins {
            let left = x + 0.012 + pin as f32 * 0.03;
            sheet.slab((left, y - 0.02), (left + 0.01, y + 0.12), 0.002, hex(0xc9ced0), 1.0);
        }
        sheet.slab((x, y), (x + wide, y + 0.1), 0.006, hex(0x1a1d20), 1.0);
        sheet.disc((x + 0.018, y + 0.05), 0.008, hex(0x4a5055), 1.0);
    }
    for _ in 0..9 {
        let (x, y) = (dice.range(0.08, sheet.width() - 0.14), dice.range(0.06, 0.92));
        sheet.line((x - 0.03, y), (x + 0.11, y), 0.005, hex(0xc9ced0), 1.0);
        sheet.slab((x, y - 0.014), (x + 0.08, y + 0.014), 0.013, hex(0xd8c49a), 1.0);
        for (band, tone) in [hex(0x8a3324), hex(0x2d2d2d), hex(0xd98032), hex(0xc9a23a)].iter().enumerate() {
            let left = x + 0.014 + band as f32 * 0.016;
            sheet.slab((left, y - 0.014), (left + 0.006, y + 0.014), 0.0, *tone, 1.0);
        }
    }
    for tone in [hex(0xff5a3c), hex(0x7dff8a), hex(0xffc93c)] {
        let place = (dice.range(0.1, sheet.width() - 0.1), dice.range(0.1, 0.9));
        sheet.glow(place, 0.16, tone, 0.8);
        sheet.disc(place, 0.018, tone.shade(0.5), 1.0);
    }
}

/// A voice, drawn.
pub(super) fn waveform(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x1b1f2e)), (1.0, hex(0x11141f))]);
    for line in 1..8 {
        let y = line as f32 / 8.0;
        sheet.line((0.0, y), (sheet.width(), y), 0.0015, hex(0x3a4258), 0.7);
    }
    let seed = dice.below(1000) as u32;
    let bars = (sheet.width() / 0.014) as usize;
    for bar in 0..bars {
        let x = (bar as f32 + 0.5) * 0.014;
        let swell = noise::layered(x * 3.0, 1.0, seed, 3).powi(2) * 1.5;
        let tall = (0.02 + swell * dice.range(0.35, 1.0) * 0.42).min(0.42);
        let tone = hex(0x3fb6a8).mix(hex(0xf2a154), (tall / 0.36).min(1.0));
        sheet.line((x, 0.5 - tall), (x, 0.5 + tall), 0.007, tone, 0.95);
    }
    let at = sheet.width() * dice.range(0.55, 0.8);
    sheet.line((at, 0.06), (at, 0.94), 0.003, hex(0xf4efe4), 0.9);
}

/// The lines of a boat, white on blue.
pub(super) fn hull(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x1f4f7f)), (1.0, hex(0x183f68))]);
    for step in 0..60 {
        let at = step as f32 * 0.05;
        let strong = if step % 4 == 0 { 0.3 } else { 0.14 };
        sheet.line((at, 0.0), (at, 1.0), 0.0012, hex(0x9fc3e4), strong);
        sheet.line((0.0, at), (sheet.width(), at), 0.0012, hex(0x9fc3e4), strong);
    }
    let (left, right) = (sheet.width() * 0.1, sheet.width() * 0.9);
    let chalk = hex(0xeef5fb);
    let across = |share: f32| left + (right - left) * share;
    let full = dice.range(0.9, 1.1);
    for water in 0..6 {
        let deep = water as f32 / 5.0;
        let side: Vec<Point> = (0..=40)
            .map(|step| {
                let share = step as f32 / 40.0;
                let sheer = 0.3 - 0.07 * (share - 0.45).powi(2) * 4.0;
                (
                    across(share * (1.0 - deep * 0.06) + deep * 0.03),
                    sheer + deep * 0.2 * (share * PI).sin().max(0.0).powf(0.35),
                )
            })
            .collect();
        sheet.path(&side, if water == 0 || water == 5 { 0.0045 } else { 0.002 }, chalk, 0.9);
        let plan: Vec<Point> = (0..=40)
            .map(|step| {
                let share = step as f32 / 40.0;
                let beam = (share.powf(0.8) * PI).sin().max(0.0).powf(0.75 + deep * 0.5)
                    * 0.15
                    * full
                    * (1.0 - deep * 0.75);
                (across(share), 0.74 - beam)
            })
            .collect();
        let mirrored: Vec<Point> = plan.iter().map(|(x, y)| (*x, 1.48 - y)).collect();
        sheet.path(&plan, 0.0028, chalk, 0.85);
        sheet.path(&mirrored, 0.0028, chalk, 0.85);
    }
    for frame in 1..10 {
        let x = across(frame as f32 / 10.0);
        sheet.line((x, 0.2), (x, 0.56), 0.0015, chalk, 0.5);
        sheet.line((x, 0.58), (x, 0.9), 0.0015, chalk, 0.5);
    }
    sheet.line((left - 0.03, 0.74), (right + 0.03, 0.74), 0.002, chalk, 0.8);
}

/// The inside of a clock.
pub(super) fn clock(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x4a3b30)), (1.0, hex(0x32271f))]);
    let middle = (sheet.width() / 2.0, 0.5);
    gear(sheet, (middle.0 - 0.36, 0.34), 0.15, hex(0xc9a85a));
    gear(sheet, (middle.0 + 0.38, 0.66), 0.19, hex(0xb87a4b));
    sheet.disc((middle.0 + 0.01, middle.1 + 0.016), 0.4, hex(0x120c08), 0.5);
    sheet.disc(middle, 0.39, hex(0xc9a85a), 1.0);
    sheet.disc(middle, 0.365, hex(0xf5eedc), 1.0);
    for minute in 0..60_u8 {
        let turn = f32::from(minute) / 60.0 * TAU;
        let (inner, thick) = if minute % 5 == 0 { (0.295, 0.011) } else { (0.325, 0.004) };
        sheet.line(around(middle, inner, turn), around(middle, 0.345, turn), thick, hex(0x2b2520), 1.0);
    }
    let (hour, minute) = (dice.range(0.0, TAU), dice.range(0.0, TAU));
    sheet.line(middle, around(middle, 0.19, hour), 0.018, hex(0x23303a), 1.0);
    sheet.line(middle, around(middle, 0.28, minute), 0.01, hex(0x23303a), 1.0);
    sheet.line(
        around(middle, 0.06, minute + 2.4),
        around(middle, 0.3, minute + 2.4 + PI),
        0.004,
        hex(0xb8402f),
        1.0,
    );
    sheet.disc(middle, 0.02, hex(0xb8402f), 1.0);
}
