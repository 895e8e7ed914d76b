//! Animated GIFs: kept animated, without comments, application data or anything else that is not a picture.
//!
//! An attachment's frames are copied as they are, palette and all, one at a time: nothing is lost, and memory holds
//! one frame however long the animation is. A profile picture has to be cropped, so its frames are painted anew.

use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, Decoder, DecodingError, Encoder, EncodingError, Frame, MemoryLimit};
use image::{
    AnimationDecoder, DynamicImage,
    codecs::gif::{GifDecoder, GifEncoder, Repeat},
    imageops::FilterType,
};

use super::{
    decode::check_pixels,
    encode::{Format, Picture},
    limits,
    refusal::Refusal,
};

/// NeuQuant's speed, 1 to 30: quick, and good enough for a small moving picture.
const QUANTISE_SPEED: i32 = 20;

/// Most pixels that a profile picture's frames may have in all; a longer one is kept as a still.
const MAX_PROFILE_ANIMATION_PIXELS: u64 = 40_000_000;

/// The same for the upload, each frame as large as the canvas: however small a frame is, the whole canvas is painted
/// and scaled for it.
const MAX_CANVAS_PIXELS: u64 = 100_000_000;

/// How much there is of an animation.
struct Extent {
    frames: u64,
    canvas: u64,
}

/// True if `bytes` is a GIF of more than one frame. Every frame's size is weighed here, before any is unpacked.
///
/// # Errors
/// [`Refusal::AnimationTooLong`], or [`Refusal::Damaged`] if it cannot be read to its end.
pub fn is_animated(bytes: &[u8]) -> Result<bool, Refusal> {
    Ok(measure(bytes)?.frames > 1)
}

fn measure(bytes: &[u8]) -> Result<Extent, Refusal> {
    let mut decoder = open(bytes, true)?;
    let canvas = u64::from(decoder.width()) * u64::from(decoder.height());
    let (mut frames, mut pixels) = (0, 0);
    while let Some(frame) = decoder.next_frame_info().map_err(damaged)? {
        frames += 1;
        pixels += u64::from(frame.width) * u64::from(frame.height);
        if frames > limits::MAX_ANIMATION_FRAMES || pixels > limits::MAX_ANIMATION_PIXELS {
            return Err(Refusal::AnimationTooLong);
        }
    }
    Ok(Extent { frames, canvas })
}

/// The same animation, of pictures only.
///
/// # Errors
/// [`Refusal::AnimationTooLong`] or [`Refusal::Damaged`].
pub fn strip(bytes: &[u8]) -> Result<Picture, Refusal> {
    let mut decoder = open(bytes, false)?;
    let (width, height) = (decoder.width(), decoder.height());
    check_pixels(u32::from(width), u32::from(height))?;
    if u32::from(width.max(height)) > limits::MAX_SIDE {
        return Err(Refusal::TooManyPixels { width: width.into(), height: height.into() });
    }
    let palette = decoder.global_palette().unwrap_or_default().to_vec();
    let mut encoder = Encoder::new(Vec::new(), width, height, &palette).map_err(refused)?;
    encoder.set_repeat(decoder.repeat()).map_err(refused)?;
    while let Some(frame) = next_frame(&mut decoder)? {
        encoder.write_frame(&frame).map_err(refused)?;
    }
    let bytes = encoder.into_inner().map_err(|_| Refusal::Damaged)?;
    Ok(Picture { bytes, format: Format::Gif, width: width.into(), height: height.into() })
}

/// The animation cropped to fill `width` x `height`, or `None` if that would be too much work.
///
/// # Errors
/// [`Refusal::Damaged`] if a frame cannot be read.
pub fn fill(bytes: &[u8], width: u32, height: u32) -> Result<Option<Picture>, Refusal> {
    let Extent { frames, canvas } = measure(bytes)?;
    let filled = u64::from(width) * u64::from(height);
    if frames * canvas > MAX_CANVAS_PIXELS || frames * filled > MAX_PROFILE_ANIMATION_PIXELS {
        return Ok(None);
    }
    let decoder = GifDecoder::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    let mut out = Vec::new();
    {
        let mut encoder = GifEncoder::new_with_speed(&mut out, QUANTISE_SPEED);
        encoder.set_repeat(Repeat::Infinite).map_err(|_| Refusal::Damaged)?;
        for frame in decoder.into_frames() {
            let frame = frame.map_err(|_| Refusal::Damaged)?;
            let delay = frame.delay();
            let cropped = DynamicImage::ImageRgba8(frame.into_buffer())
                .resize_to_fill(width, height, FilterType::Triangle)
                .into_rgba8();
            encoder
                .encode_frame(image::Frame::from_parts(cropped, 0, 0, delay))
                .map_err(|_| Refusal::Damaged)?;
        }
    }
    Ok(Some(Picture { bytes: out, format: Format::Gif, width, height }))
}

fn next_frame(decoder: &mut Decoder<Cursor<&[u8]>>) -> Result<Option<Frame<'static>>, Refusal> {
    let Some(info) = decoder.next_frame_info().map_err(damaged)? else { return Ok(None) };
    let mut frame = info.clone();
    let mut pixels = vec![0; decoder.buffer_size()];
    decoder.read_into_buffer(&mut pixels).map_err(damaged)?;
    // The decoder hands rows out in order, so the copy is not interlaced.
    frame.interlaced = false;
    frame.buffer = pixels.into();
    Ok(Some(frame))
}

fn open(bytes: &[u8], skip_pixels: bool) -> Result<Decoder<Cursor<&[u8]>>, Refusal> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.skip_frame_decoding(skip_pixels);
    options.check_frame_consistency(true);
    options.set_memory_limit(MemoryLimit::Bytes(
        std::num::NonZeroU64::new(limits::MAX_IMAGE_PIXELS * 4).unwrap_or(std::num::NonZeroU64::MIN),
    ));
    options.read_info(Cursor::new(bytes)).map_err(damaged)
}

fn damaged(error: DecodingError) -> Refusal {
    tracing::debug!(%error, "an animation could not be decoded");
    Refusal::Damaged
}

fn refused(error: EncodingError) -> Refusal {
    tracing::debug!(%error, "an animation could not be written");
    Refusal::Damaged
}
