//! Houses, windows, shelves, letters, and a cat.

use super::super::super::dice::Dice;
use super::super::{
    canvas::Canvas,
    colour::{Rgb, hex},
};
use super::coast;

const WALLS: [Rgb; 8] = [
    hex(0xc65d47),
    hex(0xe0a458),
    hex(0x6f9a8d),
    hex(0xf1e3c8),
    hex(0x8aa5b8),
    hex(0xb98b82),
    hex(0xd8c27a),
    hex(0x5f7f94),
];

/// The row of houses on the quay, twice: once in the water.
pub(super) fn quay(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[
        (0.0, hex(0x9cc3d9)),
        (0.45, hex(0xe8efe8)),
        (0.62, hex(0xf3ead6)),
        (0.63, hex(0x7ea2ad)),
        (1.0, hex(0x35586a)),
    ]);
    coast::clouds(sheet, dice, hex(0xffffff), 0.25, 5);
    let mut x = -0.02;
    let mut before = usize::MAX;
    while x < sheet.width() {
        let wide = dice.range(0.13, 0.22);
        let tall = dice.range(0.24, 0.4);
        let mut choice = dice.below(WALLS.len());
        if choice == before {
            choice = (choice + 1) % WALLS.len();
        }
        before = choice;
        let wall = WALLS.get(choice).copied().unwrap_or(hex(0xf1e3c8));
        house(sheet, dice, (x, 0.6), (wide, tall), wall);
        sheet.slab((x, 0.645), (x + wide, 0.645 + tall * 0.8), 0.0, wall, 0.32);
        x += wide;
    }
    sheet.slab((0.0, 0.6), (sheet.width(), 0.645), 0.0, hex(0x6e675d), 1.0);
    for _ in 0..170 {
        let deep = dice.unit();
        let (at, y, long) = (dice.range(0.0, sheet.width()), 0.655 + deep * 0.34, dice.range(0.01, 0.07));
        let tone = if dice.chance(0.5) { hex(0xcfe0e0) } else { hex(0x2f5163) };
        sheet.line((at - long, y), (at + long, y), 0.002 + deep * 0.004, tone, 0.28);
    }
    let boat = (sheet.width() * dice.range(0.2, 0.8), 0.8);
    coast::sailboat(sheet, boat, 0.16, hex(0xfbf5e6), hex(0x7d3b2d));
}

fn house(sheet: &mut Canvas, dice: &mut Dice, (x, foot): (f32, f32), (wide, tall): (f32, f32), wall: Rgb) {
    let top = foot - tall;
    let roof = dice.pick(&[hex(0x6b4a44), hex(0x4a4f5a), hex(0x8a4b3a)]).copied().unwrap_or(hex(0x4a4f5a));
    if dice.chance(0.55) {
        sheet.shape(
            &[(x - 0.006, top), (x + wide / 2.0, top - wide * 0.48), (x + wide + 0.006, top)],
            roof,
            1.0,
        );
    } else {
        let steps = [
            (0.0, 0.0),
            (0.0, -0.1),
            (0.2, -0.1),
            (0.2, -0.24),
            (0.8, -0.24),
            (0.8, -0.1),
            (1.0, -0.1),
            (1.0, 0.0),
        ];
        let gable: Vec<_> = steps.iter().map(|(dx, dy)| (x + dx * wide, top + dy * wide)).collect();
        sheet.shape(&gable, wall.shade(-0.12), 1.0);
    }
    sheet.slab((x, top), (x + wide, foot), 0.0, wall, 1.0);
    sheet.slab((x + wide - 0.008, top), (x + wide, foot), 0.0, wall.shade(-0.25), 0.7);
    let (columns, floors) = (if wide > 0.17 { 3 } else { 2 }, (tall / 0.105) as usize);
    for floor in 0..floors {
        for column in 0..columns {
            let cell = wide / columns as f32;
            let left = x + cell * (column as f32 + 0.28);
            let upper = top + 0.03 + floor as f32 * 0.1;
            let lit = dice.chance(0.2);
            let glass = if lit { hex(0xffe2a1) } else { hex(0x3d4d58) };
            let height = if floor + 1 == floors && column == 0 { foot - upper } else { 0.052 };
            sheet.slab(
                (left - 0.005, upper - 0.005),
                (left + cell * 0.44 + 0.005, upper + height),
                0.0,
                hex(0xf6efe2),
                1.0,
            );
            sheet.slab((left, upper), (left + cell * 0.44, upper + height - 0.005), 0.0, glass, 1.0);
        }
    }
}

/// Rain on a pane, and the town's lights behind it.
pub(super) fn rain(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x27323f)), (0.6, hex(0x41505e)), (1.0, hex(0x1c242d))]);
    let lamps = [hex(0xffc773), hex(0xff9a5a), hex(0xffe6b8), hex(0x7fb8c9), hex(0xd9694f)];
    for _ in 0..26 {
        let (x, y) = (dice.range(0.0, sheet.width()), dice.range(0.35, 0.9));
        let tone = dice.pick(&lamps).copied().unwrap_or(hex(0xffc773));
        let radius = dice.range(0.025, 0.07);
        sheet.disc((x, y), radius, tone, 0.3);
        sheet.ring((x, y), radius, 0.004, tone.shade(0.3), 0.25);
    }
    for _ in 0..240 {
        let (x, y, size) =
            (dice.range(0.0, sheet.width()), dice.range(0.0, 1.0), dice.unit().powi(2) * 0.011 + 0.003);
        if dice.chance(0.14) {
            sheet.line((x, y - dice.range(0.05, 0.3)), (x, y), size * 0.8, hex(0x8fa1ad), 0.22);
        }
        sheet.oval((x, y), (size, size * 1.25), 0.0, hex(0x17202a), 0.55);
        sheet.oval((x, y + size * 0.2), (size * 0.8, size * 0.9), 0.0, hex(0xaebdc6), 0.4);
        sheet.disc((x - size * 0.3, y - size * 0.35), size * 0.28, hex(0xffffff), 0.8);
    }
    let (middle, frame) = (sheet.width() / 2.0, hex(0xe9e1d2));
    sheet.slab((middle - 0.016, 0.0), (middle + 0.016, 1.0), 0.0, frame, 1.0);
    sheet.slab((0.0, 0.0), (sheet.width(), 0.03), 0.0, frame, 1.0);
    sheet.slab((0.0, 0.93), (sheet.width(), 1.0), 0.0, frame, 1.0);
    sheet.slab((0.0, 0.93), (sheet.width(), 0.942), 0.0, frame.shade(-0.3), 0.6);
}

/// A shelf, two deep.
pub(super) fn books(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x3b2a20)), (1.0, hex(0x2b1e17))]);
    let spines = [
        hex(0x8c3b2e),
        hex(0x2f5d62),
        hex(0xd9a441),
        hex(0xe8dcc3),
        hex(0x3c4f76),
        hex(0x6b7f4f),
        hex(0x9a6a8d),
        hex(0x46342c),
        hex(0xc9785a),
        hex(0x24434f),
    ];
    for shelf in 0..3 {
        let foot = 0.31 + shelf as f32 * 0.325;
        let mut x = 0.02;
        while x < sheet.width() - 0.03 {
            if dice.chance(0.05) {
                x += dice.range(0.03, 0.08);
                continue;
            }
            let (wide, tall) = (dice.range(0.018, 0.05), dice.range(0.19, 0.275));
            let tone = dice.pick(&spines).copied().unwrap_or(hex(0x8c3b2e));
            sheet.slab((x, foot - tall), (x + wide - 0.002, foot), 0.004, tone, 1.0);
            sheet.slab(
                (x + wide * 0.7, foot - tall + 0.003),
                (x + wide - 0.003, foot),
                0.0,
                tone.shade(-0.3),
                0.5,
            );
            let trim = if dice.chance(0.6) { hex(0xe6c98a) } else { tone.shade(0.4) };
            for part in [0.14, 0.18, 0.82] {
                sheet.line(
                    (x + 0.004, foot - tall * part),
                    (x + wide - 0.006, foot - tall * part),
                    0.003,
                    trim,
                    0.8,
                );
            }
            x += wide;
        }
        sheet.slab((0.0, foot), (sheet.width(), foot + 0.022), 0.0, hex(0x7a5537), 1.0);
        sheet.slab((0.0, foot + 0.022), (sheet.width(), foot + 0.05), 0.0, hex(0x150d09), 0.5);
    }
}

/// The harbour cat, on her wall.
pub(super) fn cat(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0xf3b27a)), (0.5, hex(0xf7d3a1)), (0.75, hex(0xf9e8cd)), (1.0, hex(0xe9cfae))]);
    let sun = (sheet.width() * 0.72, 0.36);
    sheet.disc(sun, 0.2, hex(0xfdf0d5), 0.9);
    let fur = hex(0x2b2430);
    let x = sheet.width() * dice.range(0.36, 0.46);
    let at = |dx: f32, dy: f32| (x + dx, 0.78 - dy);
    sheet.path(
        &[at(-0.1, 0.03), at(-0.23, 0.02), at(-0.3, -0.05), at(-0.29, -0.14), at(-0.24, -0.17)],
        0.034,
        fur,
        1.0,
    );
    sheet.oval(at(0.0, 0.15), (0.14, 0.18), 0.0, fur, 1.0);
    sheet.oval(at(0.03, 0.27), (0.095, 0.14), 0.25, fur, 1.0);
    sheet.oval(at(0.07, 0.42), (0.098, 0.085), 0.0, fur, 1.0);
    sheet.shape(&[at(-0.02, 0.44), at(-0.01, 0.56), at(0.06, 0.48)], fur, 1.0);
    sheet.shape(&[at(0.09, 0.48), at(0.155, 0.56), at(0.16, 0.43)], fur, 1.0);
    for side in [0.035_f32, 0.11] {
        sheet.oval(at(side, 0.425), (0.016, 0.02), 0.0, hex(0xf2c230), 1.0);
        sheet.oval(at(side, 0.425), (0.005, 0.018), 0.0, fur, 1.0);
    }
    for whisker in [-0.01_f32, 0.012] {
        sheet.line(at(0.1, 0.385), at(0.2, 0.39 + whisker), 0.0025, hex(0xf6e7d2), 0.9);
        sheet.line(at(0.04, 0.385), at(-0.06, 0.39 + whisker), 0.0025, hex(0xf6e7d2), 0.9);
    }
    sheet.slab((0.0, 0.77), (sheet.width(), 1.0), 0.0, hex(0x8b6f5c), 1.0);
    let mut left = -0.06;
    for row in 0..4 {
        while left < sheet.width() {
            let wide = dice.range(0.1, 0.17);
            let tone = hex(0xa4876f).shade(dice.range(-0.18, 0.1));
            let top = 0.775 + row as f32 * 0.06;
            sheet.slab((left, top), (left + wide - 0.006, top + 0.054), 0.008, tone, 1.0);
            left += wide;
        }
        left = -0.1 * dice.unit();
    }
}

/// The morning's post.
pub(super) fn letters(sheet: &mut Canvas, dice: &mut Dice) {
    sheet.sky(&[(0.0, hex(0x6c7f76)), (1.0, hex(0x52655d))]);
    let papers = [hex(0xf5ecd7), hex(0xe9dcc0), hex(0xfaf6ea), hex(0xd9e2e4), hex(0xf1d9c9)];
    let stamps = [hex(0xb8402f), hex(0x2f6690), hex(0x3f7d4e), hex(0xd9a441)];
    for index in 0..9 {
        let place = (sheet.width() * dice.range(0.14, 0.86), dice.range(0.16, 0.84));
        let (turn, half) = (dice.range(-0.7, 0.7), (0.26, 0.165));
        let (sin, cos) = f32::sin_cos(turn);
        let at = |dx: f32, dy: f32| (place.0 + dx * cos - dy * sin, place.1 + dx * sin + dy * cos);
        let paper = papers.get(index % papers.len()).copied().unwrap_or(hex(0xf5ecd7));
        let corners = |by: f32| {
            [
                at(-half.0 - by, -half.1 - by),
                at(half.0 + by, -half.1 - by),
                at(half.0 + by, half.1 + by),
                at(-half.0 - by, half.1 + by),
            ]
        };
        let shadow = corners(0.004).map(|(x, y)| (x + 0.008, y + 0.012));
        sheet.shape(&shadow, hex(0x22302b), 0.35);
        sheet.shape(&corners(0.0), paper, 1.0);
        let stamp = dice.pick(&stamps).copied().unwrap_or(hex(0xb8402f));
        sheet.shape(&[at(0.15, -0.13), at(0.23, -0.13), at(0.23, -0.03), at(0.15, -0.03)], stamp, 1.0);
        sheet.disc(at(0.19, -0.08), 0.024, hex(0xfaf6ea), 0.85);
        for wave in 0..4 {
            let y = -0.12 + wave as f32 * 0.024;
            sheet.line(at(0.02, y), at(0.15, y + 0.008), 0.003, hex(0x4a4a55), 0.5);
        }
        for (row, long) in [(0.0, 0.17), (0.035, 0.22), (0.07, 0.12)] {
            sheet.line(at(-0.1, row), at(-0.1 + long, row), 0.006, hex(0x3a3f4d), 0.75);
        }
    }
}
