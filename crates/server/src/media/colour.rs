//! Colour profiles are metadata too: their effect is kept, the profile is not. Phones photograph in wider spaces than
//! sRGB, and without this their pictures would turn pale.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// `picture` in sRGB. Where the profile cannot be read, or is not one of RGB, the picture stays as it is.
pub(super) fn to_srgb(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    if !picture.color().has_color() {
        return picture;
    }
    let Ok(source) = ColorProfile::new_from_slice(profile) else { return picture };
    if source.color_space != DataColorSpace::Rgb {
        return picture;
    }
    let has_alpha = picture.color().has_alpha();
    let layout = if has_alpha { Layout::Rgba } else { Layout::Rgb };
    let target = ColorProfile::new_srgb();
    let Ok(transform) = source.create_transform_8bit(layout, &target, layout, TransformOptions::default())
    else {
        return picture;
    };
    if has_alpha {
        let before = picture.into_rgba8();
        let mut after = before.clone();
        let done = transform.transform(&before, &mut after).is_ok();
        DynamicImage::ImageRgba8(if done { after } else { before })
    } else {
        let before = picture.into_rgb8();
        let mut after = before.clone();
        let done = transform.transform(&before, &mut after).is_ok();
        DynamicImage::ImageRgb8(if done { after } else { before })
    }
}
