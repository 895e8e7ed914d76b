//! What a file really is, from its first bytes. Names and declared types are claims, and are not read.

use super::refusal::Refusal;

/// A picture type that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG
    Jpeg,
    /// PNG, animated or not (only the first picture is kept)
    Png,
    /// GIF, animated or not
    Gif,
    /// WebP, animated or not (only the first picture is kept)
    WebP,
}

/// The real type of `bytes`.
///
/// # Errors
/// A [`Refusal`] that names what the file is, where that is known.
pub fn sniff(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    let tag_at = |offset: usize, tag: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(tag));
    if tag_at(0, &[0xFF, 0xD8, 0xFF]) {
        return Ok(Kind::Jpeg);
    }
    if tag_at(0, b"\x89PNG\r\n\x1a\n") {
        return Ok(Kind::Png);
    }
    if tag_at(0, b"GIF87a") || tag_at(0, b"GIF89a") {
        return Ok(Kind::Gif);
    }
    if tag_at(0, b"RIFF") && tag_at(8, b"WEBP") {
        return Ok(Kind::WebP);
    }
    Err(name_refused(bytes))
}

fn name_refused(bytes: &[u8]) -> Refusal {
    let tag_at = |offset: usize, tag: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(tag));
    if tag_at(4, b"ftyp") {
        return match bytes.get(8..12) {
            Some(b"heic" | b"heix" | b"mif1" | b"msf1") => Refusal::NotTaken("HEIC"),
            Some(b"avif" | b"avis") => Refusal::NotTaken("AVIF"),
            _ => Refusal::SoundOrVideo,
        };
    }
    let sound_or_video: [&[u8]; 6] =
        [b"\x1a\x45\xdf\xa3", b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\xff\xf3"];
    if sound_or_video.iter().any(|tag| tag_at(0, tag)) || (tag_at(0, b"RIFF") && !tag_at(8, b"WEBP")) {
        return Refusal::SoundOrVideo;
    }
    let named: [(&[u8], &str); 5] =
        [(b"%PDF", "PDF"), (b"BM", "BMP"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"\0\0\x01\0", "ICO")];
    if let Some((_, name)) = named.iter().find(|(tag, _)| tag_at(0, tag)) {
        return Refusal::NotTaken(name);
    }
    markup(bytes)
}

/// Markup can run scripts when it is served, so it is named even behind white space, a byte order mark or a comment.
fn markup(bytes: &[u8]) -> Refusal {
    let head: String = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with('<') {
        return Refusal::Unknown;
    }
    if start.contains("<svg") { Refusal::NotTaken("SVG") } else { Refusal::NotTaken("HTML and XML") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        sniff(bytes).unwrap_err().to_string()
    }

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert_eq!(sniff(&[0xFF, 0xD8, 0xFF, 0xE0]).unwrap(), Kind::Jpeg);
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\nxx").unwrap(), Kind::Png);
        assert_eq!(sniff(b"GIF89a").unwrap(), Kind::Gif);
        assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 ").unwrap(), Kind::WebP);
    }

    #[test]
    fn others_are_refused_by_name() {
        assert!(said(b"").contains("empty"));
        assert!(said(b"  <svg xmlns='x'><script/></svg>").starts_with("SVG"));
        assert!(said(b"\xef\xbb\xbf<?xml version='1.0'?><svg/>").starts_with("SVG"));
        assert!(said(b"<!DOCTYPE html><script>alert(1)</script>").starts_with("HTML"));
        assert!(said(b"\0\0\0\x18ftypmp42").starts_with("Sound and video"));
        assert!(said(b"\0\0\0\x18ftypheic").starts_with("HEIC"));
        assert!(said(b"RIFF\0\0\0\0WAVEfmt ").starts_with("Sound and video"));
        assert!(said(b"%PDF-1.7").starts_with("PDF"));
        assert!(said(b"just some text").contains("not a picture"));
    }
}
