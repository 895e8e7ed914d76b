//! What an uploader and a reader notice of the pipeline.

use std::io::Cursor;

use image::{
    AnimationDecoder, Delay, DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::gif::{GifDecoder, GifEncoder},
};

use super::{
    encode::Format,
    limits,
    pipeline::{attachment, profile_picture},
    refusal::Refusal,
    store::{Store, is_stored_name},
};

/// A photo-like picture, left half red and right half blue, so that its orientation can be read back.
fn half_and_half(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = ((x * 31 + y * 17) % 23) as u8;
        if x < width / 2 { Rgb([220, noise, noise]) } else { Rgb([noise, noise, 220]) }
    })
}

fn bytes_of(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A JPEG as a phone writes it: an EXIF segment with an orientation, a camera's name and a GPS position.
fn jpeg_with_exif(picture: RgbImage, orientation: u16) -> Vec<u8> {
    let plain = bytes_of(picture, ImageFormat::Jpeg);
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let [high, low] = orientation.to_be_bytes();
    tiff.extend(3_u16.to_be_bytes());
    tiff.extend(entry(0x010F, 2, 12, 50_u32.to_be_bytes()));
    tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 62_u32.to_be_bytes()));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(b"SecretCamera");
    tiff.extend(1_u16.to_be_bytes());
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend(b"GPS-53.5511-9.9937");
    let length = u16::try_from(tiff.len() + 8).unwrap();
    let segment = [&b"\xff\xe1"[..], &length.to_be_bytes(), b"Exif\0\0", &tiff].concat();
    [&plain[..2], &segment, &plain[2..]].concat()
}

fn has(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn animated_gif(width: u32, height: u32, frames: usize) -> Vec<u8> {
    let mut out = Vec::new();
    {
        let mut encoder = GifEncoder::new_with_speed(&mut out, 30);
        for index in 0..frames {
            let shade = (index * 60 % 255) as u8;
            let picture = RgbaImage::from_pixel(width, height, Rgba([shade, 200, 100, 255]));
            encoder
                .encode_frame(Frame::from_parts(picture, 0, 0, Delay::from_numer_denom_ms(120, 1)))
                .unwrap();
        }
    }
    out
}

#[test]
fn where_and_with_what_a_photo_was_taken_is_gone() {
    let upload = jpeg_with_exif(half_and_half(640, 480), 1);
    assert!(has(&upload, b"GPS-53") && has(&upload, b"SecretCamera"), "the test's photo holds a position");
    let kept = attachment(&upload).unwrap();
    for file in [&kept.original.bytes, &kept.preview.bytes] {
        assert!(!has(file, b"Exif") && !has(file, b"GPS-53") && !has(file, b"SecretCamera"));
    }
}

#[test]
fn text_hidden_in_a_png_is_gone() {
    let plain = bytes_of(half_and_half(64, 64), ImageFormat::Png);
    let chunk = b"\0\0\0\x0ctEXtComment\0home\xd3\x20\x1a\x5e";
    let upload = [&plain[..33], chunk, &plain[33..]].concat();
    let kept = attachment(&upload).unwrap();
    assert!(!has(&kept.original.bytes, b"tEXt"));
}

#[test]
fn a_photo_taken_sideways_stands_upright() {
    // Orientation 6: the camera was turned, so the picture has to be turned clockwise to stand upright.
    let kept = attachment(&jpeg_with_exif(half_and_half(600, 400), 6)).unwrap();
    assert_eq!((kept.original.width, kept.original.height), (400, 600));
    let shown = image::load_from_memory(&kept.original.bytes).unwrap().into_rgb8();
    let (top, bottom) = (shown.get_pixel(200, 60), shown.get_pixel(200, 540));
    assert!(top.0[0] > 150 && bottom.0[2] > 150, "red on top, blue below: {top:?} {bottom:?}");
}

#[test]
fn large_photos_become_smaller_and_get_a_preview() {
    let kept = attachment(&bytes_of(half_and_half(3000, 1500), ImageFormat::Jpeg)).unwrap();
    assert_eq!((kept.original.width, kept.original.height), (limits::MAX_SIDE, 960));
    assert_eq!(kept.original.format, Format::Jpeg);
    let area = kept.preview.width * kept.preview.height;
    assert!(area.abs_diff(limits::PREVIEW_AREA) < 2_000, "preview of {area} pixels");
    let decoded = blurhash::decode(&kept.blurhash, 8, 4, 1.0).unwrap();
    assert!(decoded[0] > decoded[2], "the left of the blurhash is red as the picture is");
}

#[test]
fn transparency_and_drawings_stay_png() {
    let holes = RgbaImage::from_fn(80, 80, |x, _| Rgba([10, 200, 30, if x < 40 { 0 } else { 255 }]));
    let kept = attachment(&bytes_of(holes, ImageFormat::Png)).unwrap();
    assert_eq!(kept.original.format, Format::Png);
    let back = image::load_from_memory(&kept.original.bytes).unwrap().into_rgba8();
    assert_eq!(back.get_pixel(3, 3).0[3], 0);
    let flat = RgbImage::from_pixel(300, 200, Rgb([250, 250, 245]));
    assert_eq!(attachment(&bytes_of(flat, ImageFormat::Png)).unwrap().original.format, Format::Png);
    let photo = attachment(&bytes_of(half_and_half(200, 200), ImageFormat::WebP)).unwrap();
    assert!(matches!(photo.original.format, Format::Png | Format::Jpeg));
}

#[test]
fn gifs_keep_moving_and_lose_their_comments() {
    let mut upload = animated_gif(120, 80, 4);
    let end = upload.pop().unwrap();
    upload.extend(b"\x21\xfe\x0bsecret note\x00");
    upload.push(end);
    let kept = attachment(&upload).unwrap();
    assert_eq!(kept.original.format, Format::Gif);
    assert!(!has(&kept.original.bytes, b"secret note"));
    let frames =
        GifDecoder::new(Cursor::new(&kept.original.bytes)).unwrap().into_frames().collect_frames().unwrap();
    assert_eq!(frames.len(), 4);
    assert_eq!(frames[1].delay().numer_denom_ms(), (120, 1));
    assert_ne!(kept.preview.format, Format::Gif, "the preview stands still");
}

#[test]
fn profile_pictures_are_cropped_and_have_a_still() {
    let kept =
        profile_picture(&bytes_of(half_and_half(900, 300), ImageFormat::Jpeg), limits::AVATAR_SIZE).unwrap();
    assert_eq!((kept.picture.width, kept.picture.height), (400, 400));
    assert!(kept.still.is_none());
    let moving = profile_picture(&animated_gif(90, 60, 3), limits::AVATAR_SIZE).unwrap();
    assert_eq!(moving.picture.format, Format::Gif);
    assert_ne!(moving.still.unwrap().format, Format::Gif);
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    // A PNG whose header claims 60,000 x 60,000 pixels.
    let mut upload = bytes_of(half_and_half(8, 8), ImageFormat::Png);
    upload.splice(16..24, [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let mut crc = png_crc(&upload[12..29]);
    upload.splice(29..33, crc.drain(..));
    assert!(matches!(attachment(&upload), Err(Refusal::TooManyPixels { width: 60_000, .. })));
    assert!(matches!(attachment(&vec![0; limits::MAX_IMAGE_BYTES + 1]), Err(Refusal::TooManyBytes)));
}

/// CRC-32 as PNG has it.
fn png_crc(bytes: &[u8]) -> Vec<u8> {
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    });
    (!crc).to_be_bytes().to_vec()
}

#[test]
fn an_animation_that_unpacks_to_too_much_is_refused() {
    let mut frame = gif::Frame::from_indexed_pixels(1500, 1500, vec![0; 1500 * 1500], None);
    frame.make_lzw_pre_encoded();
    let mut encoder = gif::Encoder::new(Vec::new(), 1500, 1500, &[0, 0, 0, 255, 255, 255]).unwrap();
    for _ in 0..100 {
        encoder.write_lzw_pre_encoded_frame(&frame).unwrap();
    }
    let bomb = encoder.into_inner().unwrap();
    assert!(bomb.len() < limits::MAX_IMAGE_BYTES);
    assert!(matches!(attachment(&bomb), Err(Refusal::AnimationTooLong)), "{} bytes", bomb.len());
}

/// Painting the canvas for each frame takes minutes.
#[test]
fn tiny_frames_on_a_huge_canvas_become_a_still() {
    let mut encoder = gif::Encoder::new(Vec::new(), 7680, 4320, &[0, 0, 0, 255, 255, 255]).unwrap();
    for _ in 0..240 {
        encoder.write_frame(&gif::Frame::from_indexed_pixels(1, 1, vec![1], None)).unwrap();
    }
    let upload = encoder.into_inner().unwrap();
    let kept = profile_picture(&upload, limits::AVATAR_SIZE).unwrap();
    assert_eq!((kept.picture.format, kept.picture.width, kept.picture.height), (Format::Png, 400, 400));
    assert!(kept.still.is_none());
}

#[test]
fn damaged_files_are_refused() {
    let png = bytes_of(half_and_half(200, 200), ImageFormat::Png);
    let gif = animated_gif(50, 50, 2);
    let webp = bytes_of(half_and_half(200, 200), ImageFormat::WebP);
    for whole in [&png, &webp, &gif] {
        assert!(attachment(whole).is_ok());
        assert!(matches!(attachment(&whole[..whole.len() / 3]), Err(Refusal::Damaged)));
    }
    assert!(matches!(attachment(b"\xff\xd8\xff\xe0not a photo at all"), Err(Refusal::Damaged)));
    assert!(matches!(attachment(b"\x89PNG\r\n\x1a\n"), Err(Refusal::Damaged)));
}

#[test]
fn stored_files_have_names_of_our_making_and_can_be_removed() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(home.path()).unwrap();
    let picture = attachment(&bytes_of(half_and_half(20, 20), ImageFormat::Jpeg)).unwrap().original;
    let name = store.keep(&picture).unwrap();
    assert!(is_stored_name(&name), "{name}");
    assert_eq!(std::fs::read(home.path().join(&name)).unwrap(), picture.bytes);
    assert_eq!(store.names().unwrap(), std::slice::from_ref(&name));
    store.remove(&name).unwrap();
    assert!(store.names().unwrap().is_empty());
    assert!(store.remove("../../etc/passwd").is_err());
}

#[test]
fn what_an_interrupted_write_left_is_swept_away() {
    let home = tempfile::tempdir().unwrap();
    Store::open(home.path()).unwrap();
    std::fs::write(home.path().join(".incoming/half"), b"half a file").unwrap();
    Store::open(home.path()).unwrap();
    assert_eq!(std::fs::read_dir(home.path().join(".incoming")).unwrap().count(), 0);
}
