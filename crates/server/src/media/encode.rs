//! Pixels to bytes. What is written here holds pixels and nothing else.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, ImageError,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

use super::refusal::Refusal;

const JPEG_QUALITY: u8 = 86;

/// Width and height of what a whole picture is judged by.
const SAMPLE: u32 = 320;

/// How a stored file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Photos
    Jpeg,
    /// Transparency, and drawings that would suffer from JPEG
    Png,
    /// Animations
    Gif,
}

impl Format {
    /// The ending of the stored name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
        }
    }
}

/// An encoded picture, ready to be stored.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub format: Format,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Encodes `picture`: PNG where it is transparent, or where it came `lossless` and a JPEG would not be much smaller
/// (screenshots and drawings); else JPEG.
///
/// # Errors
/// [`Refusal::Damaged`] when an encoder refuses, which a decoded picture gives no reason for.
pub fn encode(picture: &DynamicImage, lossless: bool) -> Result<Picture, Refusal> {
    let (width, height) = (picture.width(), picture.height());
    let keep = |bytes, format| Ok(Picture { bytes, format, width, height });
    if is_transparent(picture) {
        return keep(png(picture, true)?, Format::Png);
    }
    if lossless && is_drawing(picture)? {
        return keep(png(picture, false)?, Format::Png);
    }
    keep(jpeg(picture)?, Format::Jpeg)
}

/// True if a JPEG would not be much smaller, judged by the middle, since a PNG of a whole photo takes long to make.
fn is_drawing(picture: &DynamicImage) -> Result<bool, Refusal> {
    let left = picture.width().saturating_sub(SAMPLE) / 2;
    let top = picture.height().saturating_sub(SAMPLE) / 2;
    let middle = picture.crop_imm(left, top, SAMPLE, SAMPLE);
    Ok(png(&middle, false)?.len() <= jpeg(&middle)?.len() * 3 / 2)
}

fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let pixels = picture.to_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .write_image(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8)
        .map_err(refused)?;
    Ok(bytes)
}

fn png(picture: &DynamicImage, alpha: bool) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    if alpha {
        let pixels = picture.to_rgba8();
        encoder.write_image(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgba8)
    } else {
        let pixels = picture.to_rgb8();
        encoder.write_image(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8)
    }
    .map_err(refused)?;
    Ok(bytes)
}

fn is_transparent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0.last() != Some(&u8::MAX))
}

fn refused(error: ImageError) -> Refusal {
    tracing::warn!(%error, "a picture could not be encoded");
    Refusal::Damaged
}
