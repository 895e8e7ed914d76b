//! Hills, woods, and the map of both.

use super::super::super::dice::Dice;
use super::super::{
    canvas::Canvas,
    colour::{Rgb, hex},
    noise,
};

const PALETTES: [[Rgb; 5]; 4] = [
    [hex(0xf6d9b0), hex(0xe9b48c), hex(0xb9848a), hex(0x6d5c7d), hex(0x2f3350)],
    [hex(0xe8f0ea), hex(0xb5d1c4), hex(0x7fa999), hex(0x487a6b), hex(0x1f4640)],
    [hex(0xfdeccb), hex(0xf0c27b), hex(0xc98a4b), hex(0x83603f), hex(0x3c3a2e)],
    [hex(0xdfe8f4), hex(0xa9bfdb), hex(0x7590b8), hex(0x475f8c), hex(0x23325a)],
];

/// Ranges behind ranges, paler the farther.
pub(super) fn hills(sheet: &mut Canvas, dice: &mut Dice) {
    let Some([sky, far, middle, near, feet]) = dice.pick(&PALETTES).copied() else { return };
    sheet.sky(&[(0.0, far.mix(sky, 0.35)), (0.55, sky), (1.0, sky)]);
    let sun = (sheet.width() * dice.range(0.2, 0.8), dice.range(0.18, 0.34));
    sheet.glow(sun, 0.5, hex(0xfff8e4), 0.5);
    sheet.disc(sun, 0.06, hex(0xfffaf0), 0.9);
    let seed = dice.below(10_000) as u32;
    let tones = [sky.mix(far, 0.6), far, far.mix(middle, 0.6), middle, near, feet];
    for (layer, tone) in tones.iter().enumerate() {
        let deep = layer as f32 / 5.0;
        let (base, height) = (0.46 + deep * 0.5, 0.34 - deep * 0.16);
        let scale = 1.1 + deep * 1.3;
        let edge =
            |x: f32| base - (noise::ridge(x * scale + deep * 5.0, seed + layer as u32 * 7, 5) - 0.3) * height;
        sheet.below(*tone, 1.0, edge);
        if layer + 1 < tones.len() {
            let mist = sky.mix(*tone, 0.35);
            sheet.below(mist, 0.28, |x| edge(x) + 0.12);
        } else {
            wood(sheet, dice, *tone, edge);
        }
    }
}

/// Firs along a slope.
fn wood(sheet: &mut Canvas, dice: &mut Dice, tone: Rgb, edge: impl Fn(f32) -> f32) {
    let mut x = 0.0;
    while x < sheet.width() {
        let tall = dice.range(0.04, 0.11);
        let foot = edge(x) + 0.012;
        for tier in 0..3 {
            let up = tier as f32 * 0.27;
            let half = tall * (0.24 - up * 0.17);
            let top = foot - tall * (0.5 + up);
            sheet.shape(
                &[(x - half, foot - tall * up), (x, top), (x + half, foot - tall * up)],
                tone.shade(-0.1),
                1.0,
            );
        }
        x += dice.range(0.018, 0.075);
    }
}

/// The island on a chart, with lines of equal height and depth.
pub(super) fn map(sheet: &mut Canvas, dice: &mut Dice) {
    let seed = dice.below(10_000) as u32;
    let (middle, stretch) = ((sheet.width() / 2.0, 0.5), dice.range(0.85, 1.15));
    let height = move |(x, y): (f32, f32)| {
        let away = ((x - middle.0) / (middle.0 * 0.95 * stretch)).hypot((y - middle.1) / 0.55);
        noise::layered(x * 2.6, y * 2.6, seed, 4) * 1.05 - away * away * 0.62 - 0.16
    };
    let (sea, shoal) = (hex(0xa9cfd8), hex(0xcfe5e4));
    let (sand, grass, hill) = (hex(0xf1e6c4), hex(0xc9d5a0), hex(0xa9a878));
    sheet.wash(|place, _| {
        let up = height(place);
        let step = (up * 14.0).floor() / 14.0;
        let tone = match up {
            depth if depth < 0.0 => shoal.mix(sea, (-step * 3.2).clamp(0.0, 1.0)),
            beach if beach < 0.035 => sand,
            _ => grass.mix(hill, (step * 2.4).clamp(0.0, 1.0)),
        };
        let slope =
            (height((place.0 + 0.002, place.1)) - up).hypot(height((place.0, place.1 + 0.002)) - up) / 0.002;
        let line = |every: f32, thick: f32| {
            let near = (up / every - (up / every).round()).abs() * every / slope.max(0.05);
            (1.0 - near / thick).clamp(0.0, 1.0)
        };
        let ink = if up < 0.0 { hex(0x5f93a5) } else { hex(0x7b6a47) };
        let coast = (1.0 - up.abs() / slope.max(0.05) / 0.004).clamp(0.0, 1.0);
        tone.mix(ink, line(1.0 / 14.0, 0.0022) * 0.6).mix(hex(0x3f4a3a), coast * 0.85)
    });
    let (x, y) = (sheet.width() - 0.13, 0.15);
    sheet.ring((x, y), 0.07, 0.004, hex(0x3a4a52), 0.8);
    sheet.shape(&[(x, y - 0.1), (x + 0.018, y), (x - 0.018, y)], hex(0xb8402f), 1.0);
    sheet.shape(&[(x, y + 0.1), (x + 0.018, y), (x - 0.018, y)], hex(0x3a4a52), 1.0);
    let route = [(0.0, 0.8), (0.18, 0.93), (middle.0, 0.965), (sheet.width(), 0.9)];
    for (from, to) in route.iter().zip(route.iter().skip(1)) {
        for dash in 0..9 {
            let part = |share: f32| (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            sheet.line(part(dash as f32 / 9.0), part(dash as f32 / 9.0 + 0.06), 0.006, hex(0xb8402f), 0.9);
        }
    }
}
