//! Brotli and gzip beside each file that gains by it, so that no host has to compress while answering.

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, path::Path};
use walkdir::WalkDir;

/// Extensions of text and of WebAssembly; pictures are compressed already.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "css", "wasm", "svg", "json", "webmanifest", "txt"];

/// Below this a packet is a packet.
const SMALLEST: usize = 256;

/// Writes `.br` and `.gz` beside the files of `stage`.
pub(crate) fn all(stage: &Path) -> Result<()> {
    for entry in WalkDir::new(stage).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if !entry.file_type().is_file() || !COMPRESSIBLE.contains(&&*extension) {
            continue;
        }
        let content = std::fs::read(path)?;
        if content.len() >= SMALLEST {
            write(path, "br", &brotli(&content)?)?;
            write(path, "gz", &gzip(&content)?)?;
        }
    }
    Ok(())
}

fn write(path: &Path, extension: &str, content: &[u8]) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    std::fs::write(&name, content).with_context(|| format!("cannot write {}", name.to_string_lossy()))
}

/// Quality 11, and the widest window that every browser takes. The encoder does better when it knows how much there is.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &params)?;
    Ok(out)
}

/// Without a time, so that the same content gives the same bytes.
fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_can_be_read_again_and_is_always_the_same() {
        let text = "the same words, ".repeat(100);
        let small = brotli(text.as_bytes()).unwrap();
        assert!(small.len() < 100);
        let mut back = String::new();
        ::brotli::Decompressor::new(&*small, 4096).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);

        let zipped = gzip(text.as_bytes()).unwrap();
        assert_eq!(zipped, gzip(text.as_bytes()).unwrap());
        let mut back = String::new();
        flate2::read::GzDecoder::new(&*zipped).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }
}
