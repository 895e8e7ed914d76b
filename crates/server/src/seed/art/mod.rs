//! Pictures made by code, so that the demo brings none: every name and number paints the same picture every time.

mod avatars;
mod canvas;
mod colour;
mod noise;
mod scenes;

use image::DynamicImage;

use self::{canvas::Canvas, scenes::PAINTERS};
use super::dice::Dice;

/// True if there is a painter of this name.
pub(crate) fn is_known(name: &str) -> bool {
    PAINTERS.iter().any(|(known, _)| *known == name)
}

/// The picture `name`, in the version `number`, or `None` if nobody paints that.
pub(crate) fn picture(name: &str, number: u32, size: (u32, u32)) -> Option<DynamicImage> {
    let (_, paint) = PAINTERS.iter().find(|(known, _)| *known == name)?;
    let mut dice = Dice::named(&format!("{name} {number}"));
    let mut sheet = Canvas::new(size, colour::hex(0xFF_FFFF));
    paint(&mut sheet, &mut dice);
    sheet.vignette(0.12);
    sheet.grain(&mut dice, 0.022);
    Some(DynamicImage::ImageRgb8(sheet.finish()))
}

/// The avatar of `username`: one of its own for those who have one, else a pattern of its name.
pub(crate) fn avatar(username: &str, side: u32) -> DynamicImage {
    let mut sheet = Canvas::new((side, side), colour::hex(0xFF_FFFF));
    avatars::paint(&mut sheet, username);
    DynamicImage::ImageRgb8(sheet.finish())
}
