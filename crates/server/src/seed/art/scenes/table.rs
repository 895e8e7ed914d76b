//! What is eaten.

use std::f32::consts::{PI, TAU};

use super::super::super::dice::Dice;
use super::super::{
    canvas::Canvas,
    colour::{Rgb, hex},
    noise,
};

fn cloth(sheet: &mut Canvas, dice: &mut Dice, ground: Rgb, stripe: Rgb) {
    let (turn, every) = (dice.range(0.3, 1.0), dice.range(0.07, 0.12));
    sheet.wash(|(x, y), _| {
        let across = x * turn.cos() + y * turn.sin();
        let share = (across / every).fract().abs();
        ground.mix(stripe, if share < 0.16 || (0.24..0.3).contains(&share) { 0.8 } else { 0.0 })
    });
}

/// A round loaf, scored as the baker signs it.
pub(super) fn loaf(sheet: &mut Canvas, dice: &mut Dice) {
    cloth(sheet, dice, hex(0xe9e0cf), hex(0x9db0b5));
    let middle = (sheet.width() / 2.0, 0.52);
    round_loaf(sheet, dice, middle, 0.38);
}

/// A loaf from above, around `middle`.
pub(in super::super) fn round_loaf(sheet: &mut Canvas, dice: &mut Dice, (cx, cy): (f32, f32), radius: f32) {
    let seed = dice.below(1000) as u32;
    sheet.disc((cx + radius * 0.05, cy + radius * 0.08), radius * 1.02, hex(0x3a2a1c), 0.35);
    let (pale, brown, dark) = (hex(0xe8b873), hex(0xb46f2f), hex(0x6d3a17));
    sheet.brush((cx - radius, cy - radius), (cx + radius, cy + radius), |(x, y), under| {
        let (dx, dy) = ((x - cx) / radius, (y - cy) / radius);
        let away = dx.hypot(dy) + (noise::layered(dx * 3.0, dy * 3.0, seed, 3) - 0.5) * 0.05;
        if away > 1.0 {
            return under;
        }
        let crust = noise::layered(dx * 7.0, dy * 7.0, seed + 3, 4);
        let dome = (1.0 - away * away).sqrt();
        let light = (dome * 0.75 - dx * 0.18 - dy * 0.24 + (crust - 0.5) * 0.5).clamp(0.0, 1.0);
        let tone = dark.mix(brown, (light * 1.9).min(1.0)).mix(pale, (light - 0.5).max(0.0) * 1.3);
        let rings = ((away * 34.0 + crust * 2.0).sin() * 0.5 + 0.5).powi(2);
        under.mix(
            tone.mix(hex(0xfaf0dc), rings * 0.3 * (1.0 - away * 0.5)),
            ((1.0 - away) * 90.0).clamp(0.0, 1.0),
        )
    });
    let leaves = 5 + dice.below(4);
    for leaf in 0..leaves {
        let turn = leaf as f32 / leaves as f32 * TAU + 0.3;
        slash(sheet, (cx, cy), radius, turn);
    }
    for _ in 0..130 {
        let (turn, away) = (dice.range(0.0, TAU), dice.unit().sqrt() * radius * 1.25);
        let place = (cx + turn.cos() * away, cy + turn.sin() * away);
        sheet.disc(place, dice.range(0.001, 0.0035), hex(0xfff8ea), 0.8);
    }
}

/// One cut of the blade: opened, pale inside, with a burnt ear.
fn slash(sheet: &mut Canvas, (cx, cy): (f32, f32), radius: f32, turn: f32) {
    let at = |along: f32, aside: f32| {
        let (sin, cos) = turn.sin_cos();
        (cx + (along * cos - aside * sin) * radius, cy + (along * sin + aside * cos) * radius)
    };
    let curve = |share: f32, wide: f32| at(0.16 + share * 0.66, (share * PI).sin() * wide);
    let edge = |wide: f32| (0..=10).map(move |step| (step as f32 / 10.0, wide));
    let outline = |wide: f32| -> Vec<_> {
        edge(wide).chain(edge(-wide * 0.35).rev()).map(|(share, wide)| curve(share, wide)).collect()
    };
    sheet.shape(&outline(0.125), hex(0x5a2d10), 1.0);
    sheet.shape(&outline(0.1), hex(0xf0d5a0), 1.0);
    sheet.shape(&outline(0.05), hex(0xf9e7c2), 0.9);
}

/// A slice, with its holes.
pub(super) fn crumb(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x7b8f83)), (1.0, hex(0x5f7369))]);
    let (cx, cy) = (sheet.width() / 2.0, 0.56);
    let slice = |grow: f32| {
        move |(x, y): (f32, f32)| {
            let (dx, dy) = ((x - cx) / 0.5, (y - cy) / 0.36);
            let squared = dx.abs().powf(2.6) + (if dy > 0.0 { dy * 1.15 } else { dy }).abs().powf(2.6);
            (squared.powf(1.0 / 2.6) - 1.0) * 0.36 - grow
        }
    };
    let (from, to) = ((cx - 0.6, cy - 0.45), (cx + 0.6, cy + 0.45));
    sheet.fill(from, to, hex(0x26332d), 0.4, |(x, y)| slice(0.02)((x - 0.012, y - 0.02)));
    sheet.fill(from, to, hex(0x7d4519), 1.0, slice(0.022));
    sheet.fill(from, to, hex(0xc98c4a), 1.0, slice(0.008));
    sheet.fill(from, to, hex(0xf3e2bf), 1.0, slice(-0.004));
    for _ in 0..330 {
        let place = (cx + dice.range(-0.5, 0.5), cy + dice.range(-0.36, 0.36));
        let size = 0.004 + dice.unit().powi(3) * 0.026;
        if slice(-0.014 - size)(place) > 0.0 {
            continue;
        }
        let (turn, flat) = (dice.range(0.0, PI), dice.range(0.55, 1.0));
        sheet.oval(place, (size, size * flat), turn, hex(0xc9a974), 0.95);
        sheet.oval(
            (place.0 + size * 0.12, place.1 + size * 0.14),
            (size * 0.8, size * flat * 0.78),
            turn,
            hex(0xe2c896),
            0.9,
        );
    }
}

/// A pot from above: broth, herbs, whatever the boats brought.
pub(super) fn stew(sheet: &mut Canvas, dice: &mut Dice) {
    cloth(sheet, dice, hex(0x33596b), hex(0x5d8494));
    let (cx, cy) = (sheet.width() / 2.0, 0.5);
    for side in [-1.0_f32, 1.0] {
        sheet.ring((cx + side * 0.43, cy), 0.06, 0.03, hex(0x22262b), 1.0);
    }
    sheet.disc((cx + 0.014, cy + 0.024), 0.43, hex(0x0f1c24), 0.45);
    sheet.disc((cx, cy), 0.42, hex(0x2d3238), 1.0);
    sheet.disc((cx, cy), 0.395, hex(0x454b52), 1.0);
    sheet.disc((cx, cy), 0.37, hex(0xc9592b), 1.0);
    sheet.glow((cx - 0.08, cy - 0.1), 0.3, hex(0xf2a14b), 0.55);
    let inside = |dice: &mut Dice, most: f32| {
        let (turn, away) = (dice.range(0.0, TAU), dice.unit().sqrt() * most);
        (cx + turn.cos() * away, cy + turn.sin() * away)
    };
    for _ in 0..9 {
        let (place, turn) = (inside(dice, 0.28), dice.range(0.0, PI));
        sheet.oval(place, (0.055, 0.036), turn, hex(0x1f2430), 1.0);
        sheet.oval((place.0 + 0.004, place.1), (0.041, 0.024), turn, hex(0xe9a861), 1.0);
    }
    for _ in 0..8 {
        let (place, turn) = (inside(dice, 0.29), dice.range(0.0, PI));
        sheet.oval(place, (0.05, 0.03), turn, hex(0xf4e4c8), 0.95);
        sheet.oval(place, (0.036, 0.012), turn, hex(0xfdf6e8), 0.8);
    }
    for _ in 0..46 {
        let (place, turn) = (inside(dice, 0.34), dice.range(0.0, PI));
        sheet.oval(place, (dice.range(0.006, 0.016), 0.006), turn, hex(0x5f8a3a), 0.95);
    }
    for _ in 0..24 {
        let place = inside(dice, 0.34);
        sheet.ring(place, dice.range(0.006, 0.017), 0.002, hex(0xffd08a), 0.55);
    }
}

/// Fish on a plate, with lemon.
pub(super) fn fish(sheet: &mut Canvas, dice: &mut Dice) {
    cloth(sheet, dice, hex(0xf2eadb), hex(0xc8553d));
    let (cx, cy) = (sheet.width() / 2.0, 0.5);
    sheet.disc((cx + 0.012, cy + 0.02), 0.44, hex(0x5d4a3a), 0.3);
    sheet.disc((cx, cy), 0.43, hex(0xfcfbf7), 1.0);
    sheet.ring((cx, cy), 0.33, 0.005, hex(0x6f93a8), 0.8);
    sheet.ring((cx, cy), 0.4, 0.012, hex(0x6f93a8), 0.6);
    for row in 0..3 {
        let y = cy - 0.17 + row as f32 * 0.16;
        let at = |dx: f32, dy: f32| (cx + dx + 0.02 * row as f32 - 0.03, y + dy);
        let (back, belly) = (hex(0x4d6c7d), hex(0xc9d6d9));
        sheet.shape(&[at(-0.21, 0.0), at(-0.3, -0.055), at(-0.275, 0.0), at(-0.3, 0.055)], back, 1.0);
        sheet.oval(at(0.0, 0.0), (0.23, 0.058), 0.0, belly, 1.0);
        sheet.oval(at(-0.003, -0.019), (0.22, 0.036), 0.0, back, 1.0);
        for stripe in 0..7 {
            let x = -0.14 + stripe as f32 * 0.042;
            sheet.line(at(x, -0.046), at(x + 0.016, -0.01), 0.006, back.shade(-0.35), 0.7);
        }
        sheet.disc(at(0.176, -0.006), 0.012, hex(0xf6f2e3), 1.0);
        sheet.disc(at(0.178, -0.006), 0.006, hex(0x20242a), 1.0);
    }
    for (dx, dy) in [(0.24, 0.22), (-0.2, 0.27), (0.3, -0.17)] {
        lemon(sheet, (cx + dx, cy + dy), 0.068);
    }
}

/// Half a lemon.
pub(in super::super) fn lemon(sheet: &mut Canvas, middle: (f32, f32), radius: f32) {
    sheet.disc(middle, radius, hex(0xe9b824), 1.0);
    sheet.disc(middle, radius * 0.88, hex(0xfbf3cf), 1.0);
    for wedge in 0..8 {
        let turn = wedge as f32 / 8.0 * TAU;
        let at = |away: f32, aside: f32| {
            (middle.0 + (turn + aside).cos() * away * radius, middle.1 + (turn + aside).sin() * away * radius)
        };
        sheet.shape(&[at(0.12, 0.0), at(0.76, -0.3), at(0.8, 0.0), at(0.76, 0.3)], hex(0xf4d24a), 1.0);
    }
}

/// Tomatoes of all sizes on the sill.
pub(super) fn tomatoes(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0xdbe7e4)), (0.58, hex(0xf3f1e4)), (0.6, hex(0xcdb48f)), (1.0, hex(0xa98a63))]);
    let reds = [hex(0xc8321f), hex(0xe0582b), hex(0xe9a13a), hex(0x8d2b2b), hex(0x7f9a3c)];
    let mut row: Vec<(f32, f32, f32)> = Vec::new();
    for index in 0..15 {
        let depth = index as f32 / 15.0;
        row.push((
            dice.range(0.1, sheet.width() - 0.1),
            0.6 + depth * 0.24,
            dice.range(0.06, 0.1) + depth * 0.03,
        ));
    }
    for (x, y, size) in row {
        let tone = dice.pick(&reds).copied().unwrap_or(hex(0xc8321f));
        sheet.oval((x, y + size * 0.75), (size * 0.95, size * 0.25), 0.0, hex(0x4a3520), 0.35);
        sheet.oval((x, y), (size, size * 0.88), 0.0, tone.shade(-0.25), 1.0);
        sheet.oval((x - size * 0.06, y - size * 0.05), (size * 0.9, size * 0.78), 0.0, tone, 1.0);
        sheet.glow((x - size * 0.35, y - size * 0.35), size * 0.6, hex(0xfff2e0), 0.6);
        for leaf in 0..5 {
            let turn = leaf as f32 / 5.0 * TAU + dice.range(0.0, 0.6);
            let tip = (x + turn.cos() * size * 0.42, y - size * 0.7 + turn.sin() * size * 0.16);
            sheet.line((x, y - size * 0.72), tip, size * 0.09, hex(0x3f6b2f), 1.0);
        }
    }
}
