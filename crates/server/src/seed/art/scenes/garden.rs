//! What grows.

use std::f32::consts::{PI, TAU};

use super::super::super::dice::Dice;
use super::super::{
    canvas::{Canvas, Point},
    colour::{Rgb, hex},
};

/// A leaf from `stalk`, pointing where `turn` says.
fn leaf(sheet: &mut Canvas, stalk: Point, long: f32, wide: f32, turn: f32, tone: Rgb) {
    let (sin, cos) = turn.sin_cos();
    let at =
        |along: f32, aside: f32| (stalk.0 + along * cos - aside * sin, stalk.1 + along * sin + aside * cos);
    let side = |sign: f32| {
        (0..=9).map(move |step| {
            let share = step as f32 / 9.0;
            (share * long, sign * wide * (share * PI).sin().max(0.0).powf(0.8) * (1.0 - share * 0.35))
        })
    };
    let outline: Vec<Point> =
        side(1.0).chain(side(-1.0).rev()).map(|(along, aside)| at(along, aside)).collect();
    sheet.shape(&outline, tone, 1.0);
    let half: Vec<Point> =
        side(1.0).chain([(long, 0.0), (0.0, 0.0)]).map(|(along, aside)| at(along, aside)).collect();
    sheet.shape(&half, tone.shade(-0.16), 0.8);
    sheet.line(stalk, at(long * 0.94, 0.0), wide * 0.09, tone.shade(0.3), 0.8);
}

/// Camellias on a dark branch.
pub(super) fn camellia(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0xf1ece0)), (1.0, hex(0xe2dccb))]);
    let wide = sheet.width();
    let bough =
        [(-0.05, 0.86), (wide * 0.25, 0.7), (wide * 0.5, 0.58), (wide * 0.78, 0.36), (wide * 1.05, 0.2)];
    sheet.path(&bough, 0.022, hex(0x4b3a32), 1.0);
    for (index, from) in bough.iter().enumerate().skip(1).take(3) {
        for side in 0..5 {
            let turn = index as f32 * 1.3 + side as f32 * 1.25 + dice.range(-0.2, 0.2);
            leaf(
                sheet,
                *from,
                dice.range(0.16, 0.24),
                0.05,
                turn,
                hex(0x2f5a43).shade(dice.range(-0.1, 0.15)),
            );
        }
    }
    let blooms = [(wide * 0.27, 0.66, 0.15), (wide * 0.53, 0.52, 0.19), (wide * 0.78, 0.36, 0.13)];
    let tone = dice
        .pick(&[hex(0xc2293f), hex(0xe77f91), hex(0xf4e9df), hex(0xd9485b)])
        .copied()
        .unwrap_or(hex(0xc2293f));
    for (x, y, size) in blooms {
        blossom(sheet, (x, y), size, tone);
    }
}

/// A flower of rings of petals.
pub(in super::super) fn blossom(sheet: &mut Canvas, (x, y): Point, size: f32, tone: Rgb) {
    for ring in 0..4_u8 {
        let inward = f32::from(ring) / 4.0;
        let petals = 8 - ring;
        for petal in 0..petals {
            let turn = (f32::from(petal) + f32::from(ring) * 0.5) / f32::from(petals) * TAU;
            let away = size * (0.58 - inward * 0.46);
            let place = (x + turn.cos() * away, y + turn.sin() * away);
            let shape = (size * (0.42 - inward * 0.2), size * (0.36 - inward * 0.17));
            sheet.oval(place, (shape.0 * 1.04, shape.1 * 1.05), turn, tone.shade(-0.28), 0.9);
            sheet.oval(place, shape, turn, tone.shade(inward * 0.16), 1.0);
        }
    }
    sheet.disc((x, y), size * 0.16, hex(0xe8b93c), 1.0);
    for dot in 0..12 {
        let turn = dot as f32 / 12.0 * TAU;
        sheet.disc(
            (x + turn.cos() * size * 0.11, y + turn.sin() * size * 0.11),
            size * 0.022,
            hex(0xfff0b8),
            1.0,
        );
    }
}

/// A page of pressed plants.
pub(super) fn herbarium(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0xf6f0e1)), (1.0, hex(0xede4cf))]);
    let greens = [hex(0x5f7f4f), hex(0x7d9461), hex(0x47694d), hex(0x93a06a), hex(0x3f6b5c)];
    let stems = (sheet.width() / 0.26) as usize;
    for stem in 0..stems {
        let foot = (0.16 + stem as f32 * (sheet.width() - 0.2) / stems as f32, 0.93);
        let tone = greens.get((stem + dice.below(2)) % greens.len()).copied().unwrap_or(hex(0x5f7f4f));
        let (lean, tall, pairs) = (dice.range(-0.1, 0.1), dice.range(0.55, 0.78), 5 + dice.below(6));
        let top = (foot.0 + lean, foot.1 - tall);
        sheet.line(foot, top, 0.007, tone.shade(-0.2), 1.0);
        let fern = dice.chance(0.4);
        for pair in 0..pairs {
            let share = 0.18 + pair as f32 / pairs as f32 * 0.78;
            let at = (foot.0 + lean * share, foot.1 - tall * share);
            let long = if fern { 0.13 * (1.15 - share) } else { dice.range(0.08, 0.12) };
            for side in [-1.0_f32, 1.0] {
                let turn = -PI / 2.0 + side * if fern { 1.1 } else { dice.range(0.6, 1.0) };
                leaf(sheet, at, long, if fern { 0.014 } else { 0.03 }, turn, tone);
            }
        }
        match stem % 3 {
            0 => blossom(sheet, top, 0.06, hex(0xb9586a)),
            1 => berries(sheet, dice, top),
            _ => leaf(sheet, top, 0.09, 0.026, -PI / 2.0 + lean, tone),
        }
    }
}

fn berries(sheet: &mut Canvas, dice: &mut Dice, top: Point) {
    for _ in 0..9 {
        let place = (top.0 + dice.range(-0.05, 0.05), top.1 + dice.range(-0.06, 0.05));
        sheet.line(top, place, 0.003, hex(0x6b5a3c), 1.0);
        sheet.disc(place, 0.014, hex(0x5b4b8a), 1.0);
        sheet.disc((place.0 - 0.004, place.1 - 0.004), 0.004, hex(0xcfc6f0), 0.9);
    }
}

/// Seedlings in their trays.
pub(super) fn seedlings(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0xdfeae6)), (1.0, hex(0xb9cfc6))]);
    let columns = (sheet.width() / 0.2) as usize;
    let cell = sheet.width() / columns as f32;
    for row in 0..4 {
        for column in 0..columns {
            let (x, y) = ((column as f32 + 0.5) * cell, 0.15 + row as f32 * 0.235);
            sheet.slab((x - cell * 0.44, y - 0.1), (x + cell * 0.44, y + 0.115), 0.02, hex(0x8a5a3c), 1.0);
            sheet.slab((x - cell * 0.38, y - 0.08), (x + cell * 0.38, y + 0.095), 0.016, hex(0x3d2b20), 1.0);
            for _ in 0..14 {
                let crumb = (x + dice.range(-0.06, 0.06), y + dice.range(-0.06, 0.07));
                sheet.disc(crumb, dice.range(0.002, 0.005), hex(0x6b4f3a), 0.8);
            }
            if dice.chance(0.1) {
                continue;
            }
            let size = dice.range(0.035, 0.07);
            let tone = hex(0x6fae4f).mix(hex(0x3f8a55), dice.unit());
            let turn = dice.range(0.0, PI);
            for side in 0..(2 + dice.below(3)) {
                leaf(sheet, (x, y), size, size * 0.34, turn + side as f32 * 2.2, tone);
            }
        }
    }
}

/// Raked gravel and three stones.
pub(super) fn gravel(sheet: &mut Canvas, dice: &mut Dice) {
    let wide = sheet.width();
    let stones = [
        (wide * dice.range(0.24, 0.34), dice.range(0.34, 0.46), 0.13_f32),
        (wide * dice.range(0.58, 0.66), dice.range(0.58, 0.7), 0.095),
        (wide * dice.range(0.74, 0.84), dice.range(0.24, 0.34), 0.065),
    ];
    let (light, dark) = (hex(0xe6dfd0), hex(0xb9b09d));
    sheet.wash(|(x, y), _| {
        let nearest = stones
            .iter()
            .map(|(sx, sy, size)| ((x - sx) * 0.8).hypot(y - sy) - size)
            .fold(f32::MAX, f32::min);
        let wave = if nearest < 0.11 { nearest } else { y + 0.11 };
        let groove = ((wave * TAU / 0.026).sin() * 0.5 + 0.5).powf(0.7);
        dark.mix(light, groove)
    });
    for (x, y, size) in stones {
        sheet.oval((x + 0.012, y + 0.018), (size * 1.22, size * 0.97), 0.0, hex(0x4d463b), 0.4);
        sheet.oval((x, y), (size * 1.2, size * 0.92), 0.2, hex(0x5b605c), 1.0);
        sheet.oval((x - size * 0.18, y - size * 0.2), (size * 0.85, size * 0.56), 0.2, hex(0x7d837c), 0.8);
        for _ in 0..26 {
            let (turn, away) = (dice.range(0.0, TAU), dice.unit() * size * 0.8);
            sheet.disc(
                (x + turn.cos() * away, y + turn.sin() * away * 0.8),
                dice.range(0.004, 0.014),
                hex(0x6e8a4c),
                0.5,
            );
        }
    }
}
