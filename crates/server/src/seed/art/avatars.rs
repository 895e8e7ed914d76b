//! Faces of the community: an emblem each, plain enough to be told apart at 24 pixels.

use std::f32::consts::{PI, TAU};

use super::super::dice::Dice;
use super::{
    canvas::{Canvas, Point},
    colour::{Rgb, hex},
    scenes::{blossom, ferry, lemon, lighthouse, round_loaf, sailboat, spokes, star},
};

const MIDDLE: Point = (0.5, 0.5);

/// Paints the avatar of `username` on a square sheet.
pub(super) fn paint(sheet: &mut Canvas, username: &str) {
    match username {
        "nell" => loaf(sheet),
        "ivo" => ferryman(sheet),
        "adaeze" => plane(sheet),
        "pip" => aerial(sheet),
        "salma" => crescent(sheet),
        "haruko" => flower(sheet),
        "paco" => kitchen(sheet),
        "wiebke" => bicycle(sheet),
        "tidebot" => tide(sheet),
        "oona" => window(sheet),
        "devika" => indigo(sheet),
        "noam" => boat(sheet),
        "edda" => light(sheet),
        "library" => shelf(sheet),
        "bram" => owl(sheet),
        "demo" => door(sheet),
        other => quilt(sheet, other),
    }
}

fn ground(sheet: &mut Canvas, top: u32, bottom: u32) {
    sheet.sky(&[(0.0, hex(top)), (1.0, hex(bottom))]);
}

fn loaf(sheet: &mut Canvas) {
    ground(sheet, 0x2f4a52, 0x24393f);
    round_loaf(sheet, &mut Dice::new(4), MIDDLE, 0.36);
}

fn ferryman(sheet: &mut Canvas) {
    sheet.sky(&[(0.0, hex(0xf2c48d)), (0.66, hex(0xf9e6c8)), (0.661, hex(0x2f6f8a)), (1.0, hex(0x1d4a63))]);
    sheet.disc((0.74, 0.28), 0.1, hex(0xfff6e0), 1.0);
    ferry(sheet, (0.48, 0.73), 0.4, hex(0xfbf6ea), hex(0xc8452f));
    for row in 0..3_u8 {
        let y = 0.8 + f32::from(row) * 0.065;
        let points: Vec<Point> = (0..=24_u8)
            .map(|step| (f32::from(step) / 24.0, y + (f32::from(step + row * 4) * 1.05).sin() * 0.01))
            .collect();
        sheet.path(&points, 0.009, hex(0xcfe6ea), 0.7);
    }
}

fn plane(sheet: &mut Canvas) {
    ground(sheet, 0xf0b23e, 0xe39a2c);
    let trail: Vec<Point> = (0..9_u8)
        .map(|step| {
            let share = f32::from(step) / 8.0;
            (0.06 + share * 0.34, 0.86 - share * 0.2 + (share * 6.0).sin() * 0.05)
        })
        .collect();
    for dash in trail.chunks(2) {
        sheet.path(dash, 0.016, hex(0xfff6df), 0.9);
    }
    sheet.shape(&[(0.88, 0.16), (0.16, 0.46), (0.4, 0.56)], hex(0xfffdf6), 1.0);
    sheet.shape(&[(0.88, 0.16), (0.4, 0.56), (0.46, 0.8)], hex(0xd8cdb4), 1.0);
    sheet.shape(&[(0.88, 0.16), (0.46, 0.8), (0.55, 0.62)], hex(0xb5a88b), 1.0);
    sheet.shape(&[(0.88, 0.16), (0.55, 0.62), (0.76, 0.72)], hex(0xf6f0e2), 1.0);
}

fn aerial(sheet: &mut Canvas) {
    ground(sheet, 0x2a2350, 0x1a1638);
    for ring in 1..=4_u8 {
        sheet.ring((0.5, 0.36), f32::from(ring) * 0.125, 0.026, hex(0x5ee0c0), 1.05 - f32::from(ring) * 0.22);
    }
    sheet.shape(&[(0.5, 0.36), (0.68, 0.98), (0.32, 0.98)], hex(0x1a1638), 1.0);
    let mast = hex(0xf4efff);
    sheet.line((0.5, 0.36), (0.33, 0.95), 0.022, mast, 1.0);
    sheet.line((0.5, 0.36), (0.67, 0.95), 0.022, mast, 1.0);
    for (high, low) in [(0.52_f32, 0.66_f32), (0.66, 0.82)] {
        let half = |y: f32| (y - 0.36) * 0.29;
        sheet.line((0.5 - half(high), high), (0.5 + half(low), low), 0.014, mast, 1.0);
        sheet.line((0.5 + half(high), high), (0.5 - half(low), low), 0.014, mast, 1.0);
    }
    sheet.disc((0.5, 0.36), 0.05, hex(0xff6b5a), 1.0);
}

fn crescent(sheet: &mut Canvas) {
    ground(sheet, 0x7c2f3e, 0x5f2231);
    for ring in [0.46_f32, 0.4] {
        sheet.shape(
            &star(MIDDLE, 8, ring, ring * 0.78, TAU / 16.0),
            hex(if ring > 0.43 { 0xe9c58b } else { 0x8f3a48 }),
            1.0,
        );
    }
    sheet.disc(MIDDLE, 0.25, hex(0xf6e9d2), 1.0);
    sheet.disc((0.58, 0.45), 0.21, hex(0x8f3a48), 1.0);
    sheet.shape(&star((0.6, 0.46), 8, 0.085, 0.035, 0.0), hex(0xf6e9d2), 1.0);
}

fn flower(sheet: &mut Canvas) {
    ground(sheet, 0xdfe9dc, 0xc6d8c6);
    for turn in [0.4_f32, 2.2, 4.3] {
        let tip = (0.5 + turn.cos() * 0.4, 0.5 + turn.sin() * 0.4);
        sheet.oval(((0.5 + tip.0) / 2.0, (0.5 + tip.1) / 2.0), (0.27, 0.11), turn, hex(0x3f6e50), 1.0);
    }
    blossom(sheet, MIDDLE, 0.34, hex(0xcf3b53));
}

fn kitchen(sheet: &mut Canvas) {
    ground(sheet, 0x2e7d74, 0x24655e);
    lemon(sheet, (0.5, 0.52), 0.36);
    sheet.oval((0.66, 0.2), (0.17, 0.07), -0.5, hex(0x9ccc6a), 1.0);
    sheet.line((0.54, 0.28), (0.78, 0.14), 0.012, hex(0x4d7f36), 1.0);
}

fn bicycle(sheet: &mut Canvas) {
    ground(sheet, 0xf2f0ea, 0xdedad0);
    sheet.disc(MIDDLE, 0.45, hex(0xe25b3a), 1.0);
    sheet.disc(MIDDLE, 0.39, hex(0xfaf6ee), 1.0);
    spokes(sheet, MIDDLE, 0.36, hex(0x22272b));
}

fn tide(sheet: &mut Canvas) {
    ground(sheet, 0xeaf2f2, 0xd3e4e6);
    for (row, tone) in [hex(0x9cc7d0), hex(0x4f95a8), hex(0x1e5c78)].into_iter().enumerate() {
        let base = 0.42 + row as f32 * 0.18;
        sheet.below(tone, 1.0, move |x| base + (x * TAU * 1.25 + row as f32 * 1.9).sin() * 0.075);
    }
    sheet.line((0.5, 0.1), (0.5, 0.66), 0.03, hex(0x23303a), 1.0);
    for mark in 0..5_u8 {
        let y = 0.14 + f32::from(mark) * 0.1;
        sheet.line((0.5, y), (if mark % 2 == 0 { 0.66 } else { 0.6 }, y), 0.024, hex(0xc8452f), 1.0);
    }
}

fn window(sheet: &mut Canvas) {
    ground(sheet, 0x232a4d, 0x1a203d);
    for (x, y) in [(0.12, 0.14), (0.86, 0.1), (0.9, 0.42), (0.08, 0.5), (0.3, 0.07)] {
        sheet.disc((x, y), 0.011, hex(0xdfe6ff), 0.9);
    }
    sheet.glow(MIDDLE, 0.6, hex(0xffcf7a), 0.35);
    sheet.slab((0.25, 0.2), (0.75, 0.84), 0.24, hex(0x3b4270), 1.0);
    sheet.slab((0.3, 0.25), (0.7, 0.8), 0.2, hex(0xffd98c), 1.0);
    sheet.line((0.5, 0.25), (0.5, 0.8), 0.026, hex(0x3b4270), 1.0);
    sheet.line((0.3, 0.52), (0.7, 0.52), 0.026, hex(0x3b4270), 1.0);
    sheet.slab((0.2, 0.8), (0.8, 0.87), 0.01, hex(0x555d91), 1.0);
    sheet.oval((0.6, 0.745), (0.055, 0.05), 0.0, hex(0x2b2430), 1.0);
    sheet.shape(&[(0.56, 0.72), (0.565, 0.655), (0.6, 0.7)], hex(0x2b2430), 1.0);
    sheet.shape(&[(0.6, 0.7), (0.635, 0.655), (0.645, 0.72)], hex(0x2b2430), 1.0);
}

fn indigo(sheet: &mut Canvas) {
    ground(sheet, 0x22307a, 0x1a2560);
    for (ring, tone) in [(0.44_f32, 0xf4efe2), (0.34, 0x3f57b5), (0.25, 0xf4efe2), (0.16, 0xe2932f)] {
        for petal in 0..12_u8 {
            let turn = (f32::from(petal) + ring * 5.0) / 12.0 * TAU;
            let place = (0.5 + turn.cos() * ring * 0.72, 0.5 + turn.sin() * ring * 0.72);
            sheet.oval(place, (ring * 0.3, ring * 0.15), turn, hex(tone), 1.0);
        }
    }
    sheet.disc(MIDDLE, 0.075, hex(0xf4efe2), 1.0);
    sheet.disc(MIDDLE, 0.04, hex(0xc4473a), 1.0);
}

fn boat(sheet: &mut Canvas) {
    ground(sheet, 0x86b6b0, 0x6ba29c);
    sailboat(sheet, (0.49, 0.76), 0.62, hex(0xfffaf0), hex(0x6b3b22));
    sheet.below(hex(0x2f6f72), 1.0, |x| 0.79 + (x * 19.0).sin() * 0.014);
    sheet.below(hex(0x24585c), 1.0, |x| 0.88 + (x * 15.0 + 2.0).sin() * 0.014);
}

fn light(sheet: &mut Canvas) {
    ground(sheet, 0x1d2a4f, 0x47598a);
    lighthouse(sheet, (0.5, 0.86), 0.74, hex(0x2a2f4d), true);
    sheet.below(hex(0x141c33), 1.0, |x| 0.86 + (x - 0.5).powi(2) * 0.5);
}

fn shelf(sheet: &mut Canvas) {
    ground(sheet, 0xe8dcc2, 0xdac9a5);
    let spines = [
        (0.15, 0.115, 0.5, 0x8c3b2e),
        (0.27, 0.09, 0.58, 0x2f5d62),
        (0.365, 0.13, 0.46, 0xd9a441),
        (0.5, 0.1, 0.6, 0x3c4f76),
    ];
    for (x, wide, tall, tone) in spines {
        sheet.slab((x, 0.8 - tall), (x + wide - 0.008, 0.8), 0.012, hex(tone), 1.0);
        for part in [0.2_f32, 0.8] {
            sheet.line(
                (x + 0.018, 0.8 - tall * part),
                (x + wide - 0.026, 0.8 - tall * part),
                0.014,
                hex(0xf3e6c4),
                0.9,
            );
        }
    }
    sheet.shape(&[(0.63, 0.8), (0.735, 0.8), (0.86, 0.31), (0.765, 0.285)], hex(0x6b7f4f), 1.0);
    sheet.line((0.675, 0.72), (0.725, 0.73), 0.014, hex(0xf3e6c4), 0.9);
    sheet.slab((0.08, 0.8), (0.92, 0.86), 0.01, hex(0x5a3d29), 1.0);
}

fn owl(sheet: &mut Canvas) {
    ground(sheet, 0x3d4f3f, 0x2c3b30);
    let (brown, cream) = (hex(0x8a6242), hex(0xf0dfc0));
    sheet.oval((0.5, 0.6), (0.3, 0.37), 0.0, brown, 1.0);
    sheet.shape(&[(0.22, 0.42), (0.2, 0.14), (0.42, 0.3)], brown, 1.0);
    sheet.shape(&[(0.78, 0.42), (0.8, 0.14), (0.58, 0.3)], brown, 1.0);
    sheet.oval((0.5, 0.4), (0.3, 0.2), 0.0, brown, 1.0);
    sheet.oval((0.5, 0.75), (0.18, 0.2), 0.0, cream, 1.0);
    for (x, y) in [(0.44, 0.68), (0.56, 0.68), (0.5, 0.75), (0.42, 0.81), (0.58, 0.81)] {
        sheet.oval((x, y), (0.022, 0.03), 0.0, brown, 0.9);
    }
    for x in [0.385_f32, 0.615] {
        sheet.disc((x, 0.4), 0.125, cream, 1.0);
        sheet.disc((x, 0.4), 0.09, hex(0xe8a72c), 1.0);
        sheet.disc((x, 0.4), 0.052, hex(0x1c1712), 1.0);
        sheet.disc((x - 0.02, 0.38), 0.017, hex(0xffffff), 1.0);
    }
    sheet.shape(&[(0.455, 0.47), (0.545, 0.47), (0.5, 0.57)], hex(0xe09a2c), 1.0);
}

fn door(sheet: &mut Canvas) {
    ground(sheet, 0xbfd8dd, 0x9fc3cb);
    sheet.slab((0.24, 0.12), (0.76, 0.92), 0.06, hex(0xf7f1e3), 1.0);
    sheet.slab((0.3, 0.18), (0.7, 0.92), 0.03, hex(0x2b4b5e), 1.0);
    sheet.shape(&[(0.3, 0.18), (0.6, 0.25), (0.6, 0.96), (0.3, 0.92)], hex(0xd9603f), 1.0);
    sheet.shape(&[(0.6, 0.25), (0.7, 0.2), (0.7, 0.92), (0.6, 0.96)], hex(0xffe3a3), 1.0);
    sheet.disc((0.545, 0.6), 0.025, hex(0xf3d07a), 1.0);
    sheet.slab((0.14, 0.92), (0.86, 1.0), 0.0, hex(0x8b7f72), 1.0);
}

/// A quilt block that only this name has.
fn quilt(sheet: &mut Canvas, name: &str) {
    let mut dice = Dice::named(name);
    let cloths: [(Rgb, Rgb, Rgb); 6] = [
        (hex(0x264653), hex(0xe9c46a), hex(0x2a9d8f)),
        (hex(0x5b2a3c), hex(0xf2d0a9), hex(0xc8553d)),
        (hex(0xf1ead8), hex(0x3d5a80), hex(0xee6c4d)),
        (hex(0x2f3e46), hex(0xcad2c5), hex(0x84a98c)),
        (hex(0xf6e7cb), hex(0x6d597a), hex(0xb56576)),
        (hex(0x1d3557), hex(0xf1faee), hex(0x457b9d)),
    ];
    let Some((base, light, third)) = dice.pick(&cloths).copied() else { return };
    sheet.sky(&[(0.0, base), (1.0, base.shade(-0.08))]);
    let tips = 4 + dice.below(5) as u8;
    let turn = dice.range(0.0, PI);
    sheet.shape(&star(MIDDLE, tips, 0.44, dice.range(0.16, 0.32), turn), light, 1.0);
    sheet.shape(&star(MIDDLE, tips, 0.3, dice.range(0.08, 0.2), turn + PI / f32::from(tips)), third, 1.0);
    sheet.disc(MIDDLE, dice.range(0.05, 0.11), base, 1.0);
}
