//! Tiles, cloth and knitting.

use std::f32::consts::TAU;

use super::super::super::dice::Dice;
use super::super::{
    canvas::{Canvas, Point},
    colour::{Rgb, hex},
    noise,
};

/// A star of `points` tips.
pub(in super::super) fn star(middle: Point, points: u8, outer: f32, inner: f32, turn: f32) -> Vec<Point> {
    (0..points * 2)
        .map(|tip| {
            let away = if tip % 2 == 0 { outer } else { inner };
            let angle = turn + f32::from(tip) / f32::from(points * 2) * TAU;
            (middle.0 + angle.cos() * away, middle.1 + angle.sin() * away)
        })
        .collect()
}

/// Eight-pointed stars, as in the courtyard of the house in Salma's poems.
pub(super) fn tiles(sheet: &mut Canvas, dice: &mut Dice) {
    let sets = [
        [hex(0x12415e), hex(0xf3ead3), hex(0x2e7f86), hex(0xd99a3d)],
        [hex(0x5c2333), hex(0xf5e6d0), hex(0x9c4a4a), hex(0x2f6b62)],
        [hex(0x1f4d43), hex(0xf1ecd9), hex(0x4f9077), hex(0xc6623c)],
    ];
    let Some([ground, light, second, third]) = dice.pick(&sets).copied() else { return };
    sheet.sky(&[(0.0, ground), (1.0, ground.shade(-0.12))]);
    let cell = 0.25;
    let columns = (sheet.width() / cell) as usize + 2;
    for row in 0..6 {
        for column in 0..columns {
            let middle = (column as f32 * cell, row as f32 * cell);
            let corner = (middle.0 + cell / 2.0, middle.1 + cell / 2.0);
            sheet.shape(&star(middle, 8, cell * 0.5, cell * 0.38, 0.0), light, 1.0);
            sheet.shape(
                &star(middle, 8, cell * 0.45, cell * 0.34, 0.0),
                if (row + column) % 2 == 0 { second } else { third },
                1.0,
            );
            sheet.shape(&star(middle, 8, cell * 0.3, cell * 0.22, TAU / 16.0), light, 1.0);
            sheet.shape(&star(middle, 8, cell * 0.24, cell * 0.11, 0.0), ground, 1.0);
            sheet.disc(middle, cell * 0.06, third, 1.0);
            sheet.shape(&star(corner, 4, cell * 0.22, cell * 0.07, 0.0), light, 1.0);
            sheet.shape(&star(corner, 4, cell * 0.17, cell * 0.05, 0.0), third, 1.0);
        }
    }
    let seed = dice.below(1000) as u32;
    sheet.wash(|(x, y), under| under.shade((noise::layered(x * 9.0, y * 9.0, seed, 3) - 0.5) * 0.22));
}

/// Cloth dyed before it was woven, its edges feathered.
pub(super) fn ikat(sheet: &mut Canvas, dice: &mut Dice) {
    let sets = [
        [hex(0x1b2a5c), hex(0xf4efe2), hex(0x4b6cb7), hex(0xc4473a)],
        [hex(0x7a1f2b), hex(0xf6e7cf), hex(0xd98032), hex(0x223a4d)],
        [hex(0x23483f), hex(0xf2ead6), hex(0x8fae5d), hex(0xd9a53a)],
    ];
    let Some([ground, light, second, third]) = dice.pick(&sets).copied() else { return };
    let seed = dice.below(1000) as u32;
    let (wide, tall) = (0.3, 0.42);
    sheet.wash(|(x, y), _| {
        let feather = (noise::plane(x * 150.0, y * 3.0, seed) - 0.5) * 0.16;
        let (column, row) = ((x / wide).fract() - 0.5, ((y + feather * 0.3) / tall).fract() - 0.5);
        let away = column.abs() * 2.0 + row.abs() * 2.0 + feather;
        let tone = match away {
            core if core < 0.16 => third,
            ring if ring < 0.34 => light,
            ring if ring < 0.56 => second,
            ring if ring < 0.68 => light,
            ring if ring < 0.78 => third,
            _ if ((x / wide).fract() - 0.5).abs() > 0.46 => light,
            _ => ground,
        };
        let thread = noise::plane(x * 420.0, y * 12.0, seed + 1) * 0.1 + ((y * 900.0).sin() * 0.03);
        tone.shade(thread - 0.08)
    });
}

/// Rows of stitches with a band of waves.
pub(super) fn knit(sheet: &mut Canvas, dice: &mut Dice) {
    let wools = [hex(0x2f4a63), hex(0xf0e6d2), hex(0xc6583e), hex(0x6f93a1)];
    let shift = dice.below(4);
    let wool = |index: usize| -> Rgb { wools.get((index + shift) % 4).copied().unwrap_or(hex(0x2f4a63)) };
    sheet.sky(&[(0.0, wool(0).shade(-0.5)), (1.0, wool(0).shade(-0.5))]);
    let (wide, tall) = (0.034, 0.03);
    let columns = (sheet.width() / wide) as usize + 1;
    for row in 0..35_usize {
        for column in 0..columns {
            let wave = ((column % 12) as f32 - 6.0).abs() as usize;
            let tone = match row % 18 {
                band @ 3..=8 if band == 3 + wave % 6 => wool(1),
                band @ 3..=8 if band > 3 + wave % 6 => wool(3),
                11 | 16 => wool(2),
                13..=14 if (column / 2 + row) % 2 == 0 => wool(1),
                _ => wool(0),
            };
            let (x, y) = ((column as f32 + 0.5) * wide, row as f32 * tall);
            let tint = tone.shade(dice.range(-0.06, 0.06));
            sheet.oval((x - wide * 0.23, y), (wide * 0.22, tall * 0.62), -0.5, tint, 1.0);
            sheet.oval((x + wide * 0.23, y), (wide * 0.22, tall * 0.62), 0.5, tint.shade(-0.1), 1.0);
        }
    }
}
