//! `cargo xtask icons`: the mark, as SVG and as pictures for home screens.
//!
//! Two speech shapes, one answering the other, share a lens: where they overlap is left open. The drawing is symmetric
//! about its centre. Both the SVG and the pictures come from the numbers below.

use crate::paths;
use anyhow::Result;
use flate2::{Compression, Crc, write::ZlibEncoder};
use std::io::Write;

/// Side of the drawing.
const SIDE: f64 = 64.0;
const RADIUS: f64 = 13.5;
/// How far each circle's centre is from the middle.
const APART: f64 = 7.5;
/// The left shape's tail: its tip, and where it leaves the circle.
const TIP: Point = (11.5, 49.0);
const TAIL_ANGLES: (f64, f64) = (115.0, 165.0);

/// oklch(51% 0.145 38), the accent of style/tokens.css, and its paper, in sRGB.
const ACCENT: [u8; 3] = [0xa8, 0x40, 0x1d];
const PAPER: [u8; 3] = [0xfc, 0xfa, 0xf7];

type Point = (f64, f64);

/// Writes them into `public/`.
pub(crate) fn run() -> Result<()> {
    let public = paths::root().join("public");
    std::fs::write(public.join("icon.svg"), svg())?;
    std::fs::write(public.join("icon-monochrome.svg"), monochrome())?;
    for (name, pixels, corner, scale) in [
        ("icon-180.png", 180, 0.0, 1.0),
        ("icon-192.png", 192, 14.0, 1.0),
        ("icon-512.png", 512, 14.0, 1.0),
        // Only the inner four fifths of a maskable icon are sure to be seen.
        ("icon-maskable-512.png", 512, 0.0, 0.84),
    ] {
        std::fs::write(public.join(name), png(pixels, &draw(pixels, corner, scale))?)?;
    }
    println!("The icons are drawn; look at public/icon.svg");
    Ok(())
}

fn centre(left: bool) -> Point {
    (if left { SIDE / 2.0 - APART } else { SIDE / 2.0 + APART }, SIDE / 2.0)
}

fn turned((x, y): Point) -> Point {
    (SIDE - x, SIDE - y)
}

/// Tip of the tail, and the two points where it meets the circle.
fn tail(left: bool) -> [Point; 3] {
    let (x, y) = centre(true);
    let on_circle = |degrees: f64| {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        (x + RADIUS * cosine, y + RADIUS * sine)
    };
    let tail = [TIP, on_circle(TAIL_ANGLES.1), on_circle(TAIL_ANGLES.0)];
    if left { tail } else { tail.map(turned) }
}

/// Both shapes, as the path of an SVG.
fn shapes() -> String {
    let shape = |left: bool| {
        let [tip, from, to] = tail(left).map(|(x, y)| format!("{x:.2} {y:.2}"));
        format!("M{tip}L{from}A{RADIUS} {RADIUS} 0 1 1 {to}Z")
    };
    format!("{}{}", shape(true), shape(false))
}

/// The mark alone: systems fill it with a colour of their own.
fn monochrome() -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\n<path fill-rule=\"evenodd\" d=\"{}\"/>\n</svg>\n",
        shapes()
    )
}

fn svg() -> String {
    let colour = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\n<rect width=\"64\" height=\"64\" rx=\"14\" \
         fill=\"{}\"/>\n<path fill=\"{}\" fill-rule=\"evenodd\" d=\"{}\"/>\n</svg>\n",
        colour(ACCENT),
        colour(PAPER),
        shapes(),
    )
}

/// Whether a point is in one of the shapes and not in both.
fn is_marked(point: Point) -> bool {
    let within = |left: bool| {
        let (x, y) = centre(left);
        (point.0 - x).hypot(point.1 - y) <= RADIUS || in_triangle(point, tail(left))
    };
    within(true) != within(false)
}

fn in_triangle(point: Point, [a, b, c]: [Point; 3]) -> bool {
    let side = |from: Point, to: Point| {
        (to.0 - from.0) * (point.1 - from.1) - (to.1 - from.1) * (point.0 - from.0) >= 0.0
    };
    let sides = [side(a, b), side(b, c), side(c, a)];
    sides.iter().all(|s| *s) || sides.iter().all(|s| !*s)
}

fn in_card((x, y): Point, corner: f64) -> bool {
    let beyond = |at: f64| (corner - at).max(at - (SIDE - corner)).max(0.0);
    beyond(x).hypot(beyond(y)) <= corner || (beyond(x) == 0.0 && beyond(y) == 0.0)
}

/// Samples a side of each pixel.
const SAMPLES: u32 = 5;

/// RGBA, row by row, with smooth edges.
fn draw(pixels: u32, corner: f64, scale: f64) -> Vec<u8> {
    let mut out = Vec::with_capacity((pixels * pixels * 4) as usize);
    let place = |index: u32| (f64::from(index) + 0.5) * SIDE / f64::from(pixels * SAMPLES);
    let scaled = |at: f64| (at - SIDE / 2.0) / scale + SIDE / 2.0;
    for row in 0..pixels {
        for column in 0..pixels {
            let (mut card, mut mark) = (0_u32, 0_u32);
            for sample in 0..SAMPLES * SAMPLES {
                let (x, y) =
                    (place(column * SAMPLES + sample % SAMPLES), place(row * SAMPLES + sample / SAMPLES));
                card += u32::from(in_card((x, y), corner));
                mark += u32::from(is_marked((scaled(x), scaled(y))));
            }
            let share = |count: u32| f64::from(count) / f64::from(SAMPLES * SAMPLES);
            let mix = |(accent, paper): (u8, u8)| {
                (f64::from(accent) + (f64::from(paper) - f64::from(accent)) * share(mark)).round() as u8
            };
            out.extend(ACCENT.into_iter().zip(PAPER).map(mix));
            out.push((share(card) * 255.0).round() as u8);
        }
    }
    out
}

/// A PNG of eight-bit RGBA without filters.
fn png(pixels: u32, rgba: &[u8]) -> Result<Vec<u8>> {
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in rgba.chunks((pixels * 4) as usize) {
        rows.write_all(&[0])?;
        rows.write_all(row)?;
    }
    let side = pixels.to_be_bytes();
    let header = [&side[..], &side[..], &[8, 6, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", header), (b"IDAT", rows.finish()?), (b"IEND", Vec::new())] {
        let body = [&kind[..], &content].concat();
        let mut crc = Crc::new();
        crc.update(&body);
        file.extend((content.len() as u32).to_be_bytes());
        file.extend(body);
        file.extend(crc.sum().to_be_bytes());
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_symmetric_and_its_lens_open() {
        assert!(!is_marked((32.0, 32.0)), "the lens");
        assert!(is_marked((16.0, 32.0)) && is_marked((48.0, 32.0)), "the shapes");
        for point in [(13.0, 46.0), (20.0, 25.0), (40.0, 44.0), (2.0, 2.0)] {
            assert_eq!(is_marked(point), is_marked(turned(point)), "{point:?}");
        }
    }

    #[test]
    fn pictures_are_opaque_inside_and_clear_outside_the_corners() {
        let rgba = draw(16, 14.0, 1.0);
        assert_eq!(rgba.len(), 16 * 16 * 4);
        assert_eq!(rgba[3], 0, "corner");
        assert_eq!(rgba[(8 * 16 + 8) * 4 + 3], 255, "middle");
    }

    #[test]
    fn what_is_committed_is_what_is_drawn() {
        assert_eq!(svg(), include_str!("../../../public/icon.svg"));
        assert_eq!(monochrome(), include_str!("../../../public/icon-monochrome.svg"));
    }
}
