//! Pictures to upload.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::Value;

use crate::support::{Answer, Person};

/// A photo-like JPEG.
pub fn photo(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x % 256) as u8, (y % 256) as u8, ((x * y) % 256) as u8])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

/// The same with an EXIF segment that names a place.
pub fn photo_of_a_place(width: u32, height: u32) -> Vec<u8> {
    let plain = photo(width, height);
    let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0GPS-53.5511-9.9937";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, exif, &plain[2..]].concat()
}

/// Uploads `bytes` under a name that nobody should believe, with more fields.
pub async fn upload(who: &Person, bytes: Vec<u8>, fields: &[(&'static str, &str)]) -> Answer {
    let file = Part::bytes(bytes).file_name("../../index.html").mime_str("text/html").unwrap();
    let mut form = Form::new().part("file", file);
    for (name, value) in fields {
        form = form.text(*name, (*value).to_owned());
    }
    who.deliver(who.request(Method::POST, "/api/v2/media").multipart(form)).await
}

/// Uploads a small photo.
pub async fn uploaded(who: &Person) -> Value {
    upload(who, photo(64, 48), &[("description", "A pattern.")]).await.ok()
}
