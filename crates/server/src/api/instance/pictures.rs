//! Pictures for people without one, drawn from their names, so that no two look alike.

use std::io::Cursor;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use image::{ImageFormat, Rgb, RgbImage};

use crate::{
    auth::secret,
    error::{ApiError, ApiResult},
    extract::Path,
};

/// `GET /media/default/{kind}/{name}.png`
pub(super) async fn picture(Path((kind, file)): Path<(String, String)>) -> ApiResult<Response> {
    let name = file
        .strip_suffix(".png")
        .filter(|name| !name.is_empty() && name.len() <= 64)
        .ok_or(ApiError::NotFound)?;
    let seed = secret::hash(&name.to_ascii_lowercase());
    let draw = match kind.as_str() {
        "avatar" => avatar,
        "header" => header,
        "thumbnail" => thumbnail,
        _ => return Err(ApiError::NotFound),
    };
    let bytes =
        tokio::task::spawn_blocking(move || png(&draw(&seed))).await.map_err(ApiError::internal)??;
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "public, max-age=604800"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, bytes).into_response())
}

fn png(picture: &RgbImage) -> ApiResult<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(ApiError::internal)?;
    Ok(bytes.into_inner())
}

/// Five by five fields, the same left and right, on a pale ground of the same hue.
fn avatar(seed: &[u8; 32]) -> RgbImage {
    let (ground, ink) = colours(seed);
    let (cell, edge) = (44_u32, 10_u32);
    RgbImage::from_fn(cell * 5 + edge * 2, cell * 5 + edge * 2, |x, y| {
        let field = |at: u32| at.checked_sub(edge).map(|at| at / cell).filter(|at| *at < 5);
        let Some((column, row)) = field(x).zip(field(y)) else { return ground };
        let column = column.min(4 - column);
        if bit(seed, row * 3 + column) { ink } else { ground }
    })
}

/// Wide waves, one above the other.
fn header(seed: &[u8; 32]) -> RgbImage {
    waves(seed, 750, 250)
}

fn thumbnail(seed: &[u8; 32]) -> RgbImage {
    waves(seed, 1200, 630)
}

fn waves(seed: &[u8; 32], width: u32, height: u32) -> RgbImage {
    let (ground, ink) = colours(seed);
    let phase = f64::from(seed.first().copied().unwrap_or_default()) / 40.0;
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let above = (0..4).filter(|band| {
            let crest =
                0.3 + 0.2 * f64::from(*band) + 0.06 * (x * 5.0 + phase + f64::from(*band) * 1.7).sin();
            y > crest
        });
        mix(ground, ink, above.count() as f64 * 0.13)
    })
}

fn bit(seed: &[u8; 32], at: u32) -> bool {
    let byte = usize::try_from(at).ok().and_then(|at| seed.get(4 + at)).copied().unwrap_or_default();
    byte % 2 == 1
}

/// A pale and a deep colour of one hue.
fn colours(seed: &[u8; 32]) -> (Rgb<u8>, Rgb<u8>) {
    let hue = f64::from(seed.get(1).copied().unwrap_or_default()) / 256.0;
    (hsl(hue, 0.35, 0.88), hsl(hue, 0.42, 0.42))
}

fn hsl(hue: f64, saturation: f64, lightness: f64) -> Rgb<u8> {
    let reach = saturation * lightness.min(1.0 - lightness);
    let channel = |offset: f64| {
        let turn = (offset + hue * 12.0) % 12.0;
        let value = lightness - reach * (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0);
        (value * 255.0).round() as u8
    };
    Rgb([channel(0.0), channel(8.0), channel(4.0)])
}

fn mix(left: Rgb<u8>, right: Rgb<u8>, share: f64) -> Rgb<u8> {
    let (Rgb(left), Rgb(right)) = (left, right);
    let mut channels = left;
    for (channel, right) in channels.iter_mut().zip(right) {
        *channel = (f64::from(*channel) * (1.0 - share) + f64::from(right) * share).round() as u8;
    }
    Rgb(channels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_own_picture_and_keeps_it() {
        let draw = |name: &str| png(&avatar(&secret::hash(name))).unwrap();
        assert_eq!(draw("ada"), draw("ada"));
        assert_ne!(draw("ada"), draw("bob"));
    }
}
