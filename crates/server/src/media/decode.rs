//! Bytes to pixels: limits first, then the decoder, then the camera's orientation and colour profile applied, so that
//! nothing of the metadata is needed any more.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, Limits,
    codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
};

use super::{colour, limits, refusal::Refusal, sniff::Kind};

/// Decodes one picture (the first, of an animation).
///
/// # Errors
/// [`Refusal::TooManyPixels`] before decoding, [`Refusal::Damaged`] when the decoder gives up.
pub(super) fn decode(bytes: &[u8], kind: Kind) -> Result<DynamicImage, Refusal> {
    let reader = Cursor::new(bytes);
    match kind {
        Kind::Jpeg => upright(JpegDecoder::new(reader)),
        Kind::Png => upright(PngDecoder::with_limits(reader, decoder_limits())),
        Kind::WebP => upright(WebPDecoder::new(reader)),
        Kind::Gif => upright(GifDecoder::new(reader)),
    }
}

fn upright<D: ImageDecoder>(decoder: Result<D, ImageError>) -> Result<DynamicImage, Refusal> {
    let mut decoder = decoder.map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check_pixels(width, height)?;
    decoder.set_limits(decoder_limits()).map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if let Some(profile) = profile {
        picture = colour::to_srgb(picture, &profile);
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Refuses a size that no honest picture has.
pub(super) fn check_pixels(width: u32, height: u32) -> Result<(), Refusal> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Refusal::Damaged);
    }
    if pixels > limits::MAX_IMAGE_PIXELS { Err(Refusal::TooManyPixels { width, height }) } else { Ok(()) }
}

/// Room for the largest allowed picture at eight bytes a pixel (16-bit RGBA), and no more.
pub(super) fn decoder_limits() -> Limits {
    let mut most = Limits::default();
    most.max_alloc = Some(limits::MAX_IMAGE_PIXELS * 8 + 1024 * 1024);
    most
}

fn damaged(error: ImageError) -> Refusal {
    tracing::debug!(%error, "a picture could not be decoded");
    Refusal::Damaged
}
