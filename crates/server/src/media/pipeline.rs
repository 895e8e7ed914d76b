//! Bytes from a stranger to files that can be served: the whole way, without a disk or a database.
//!
//! 1. The type is sniffed and the limits checked, from the first bytes.
//! 2. The picture is decoded, turned upright and brought to sRGB.
//! 3. It is scaled down where it is larger than is shown, and written anew. Position, camera, thumbnails and whatever
//!    else was hidden in the file are gone, since only pixels were carried over.
//! 4. A preview and a blurhash are made from it.

use image::{DynamicImage, imageops::FilterType};

use super::{
    animation,
    decode::decode,
    encode::{Picture, encode},
    limits,
    refusal::Refusal,
    sniff::{Kind, sniff},
};

/// What is kept of an uploaded attachment.
#[derive(Debug)]
pub struct Attachment {
    /// The picture itself, at most [`limits::MAX_SIDE`] pixels a side.
    pub original: Picture,
    /// A smaller still of about [`limits::PREVIEW_AREA`] pixels.
    pub preview: Picture,
    /// The picture as a few colours, to be painted while it loads.
    pub blurhash: String,
}

/// What is kept of an avatar or header.
#[derive(Debug)]
pub struct ProfilePicture {
    /// The picture, moving if it was.
    pub picture: Picture,
    /// A still of it, where `picture` moves.
    pub still: Option<Picture>,
}

/// Makes an attachment of an upload.
///
/// # Errors
/// A [`Refusal`] in words.
pub fn attachment(bytes: &[u8]) -> Result<Attachment, Refusal> {
    let kind = accept(bytes)?;
    let moves = kind == Kind::Gif && animation::is_animated(bytes)?;
    let picture = decode(bytes, kind)?;
    if moves {
        let preview = encode(&small(&picture), true)?;
        return Ok(Attachment { original: animation::strip(bytes)?, blurhash: blurhash(&picture)?, preview });
    }
    attachment_of(&picture, kind != Kind::Jpeg)
}

/// Makes an attachment of a picture that is already pixels.
///
/// # Errors
/// A [`Refusal`] if it cannot be encoded.
pub fn attachment_of(picture: &DynamicImage, lossless: bool) -> Result<Attachment, Refusal> {
    let shown = within(picture, limits::MAX_SIDE);
    let preview = small(&shown);
    Ok(Attachment {
        blurhash: blurhash(&preview)?,
        original: encode(&shown, lossless)?,
        preview: encode(&preview, lossless)?,
    })
}

/// Makes an avatar or header of an upload, cropped to fill `size`.
///
/// # Errors
/// A [`Refusal`] in words.
pub fn profile_picture(bytes: &[u8], size: (u32, u32)) -> Result<ProfilePicture, Refusal> {
    let kind = accept(bytes)?;
    let (width, height) = size;
    let moves = kind == Kind::Gif && animation::is_animated(bytes)?;
    let still = encode(&filling(&decode(bytes, kind)?, width, height), kind != Kind::Jpeg)?;
    if moves && let Some(picture) = animation::fill(bytes, width, height)? {
        return Ok(ProfilePicture { picture, still: Some(still) });
    }
    Ok(ProfilePicture { picture: still, still: None })
}

/// Makes an avatar or header of a picture that is already pixels, cropped to fill `size`.
///
/// # Errors
/// A [`Refusal`] if it cannot be encoded.
pub fn profile_picture_of(
    picture: &DynamicImage,
    (width, height): (u32, u32),
    lossless: bool,
) -> Result<ProfilePicture, Refusal> {
    let picture = encode(&filling(picture, width, height), lossless)?;
    Ok(ProfilePicture { picture, still: None })
}

fn accept(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.len() > limits::MAX_IMAGE_BYTES { Err(Refusal::TooManyBytes) } else { sniff(bytes) }
}

fn filling(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (picture.width(), picture.height()) == (width, height) {
        return picture.clone();
    }
    picture.resize_to_fill(width, height, FilterType::CatmullRom)
}

fn within(picture: &DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        return picture.clone();
    }
    picture.resize(side, side, FilterType::CatmullRom)
}

fn small(picture: &DynamicImage) -> DynamicImage {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (f64::from(limits::PREVIEW_AREA) / (width * height)).sqrt();
    if scale >= 1.0 {
        return picture.clone();
    }
    let shrink = |side: f64| ((side * scale).round() as u32).max(1);
    picture.resize_exact(shrink(width), shrink(height), FilterType::Triangle)
}

/// A handful of pixels say as much to a blurhash as all of them, and far sooner.
fn blurhash(picture: &DynamicImage) -> Result<String, Refusal> {
    let tiny = picture.thumbnail(48, 48).into_rgba8();
    let (x, y) = if tiny.width() >= tiny.height() { (4, 3) } else { (3, 4) };
    blurhash::encode(x, y, tiny.width(), tiny.height(), &tiny).map_err(|_| Refusal::Damaged)
}
