//! Names by content: a file under `/assets/` never changes, so it may be cached for ever.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{fmt::Write, path::Path};

/// The folder of files that are named by their content.
pub(crate) const ASSETS: &str = "assets";

/// How many hexadecimal digits of the digest a name carries.
const DIGITS: usize = 16;

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// Writes `content` below `/assets/` under a name made of `stem`, its digest and `extension`; returns its URL.
pub(crate) fn put(stage: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    write(stage, &format!("{stem}-{}.{extension}", digest(content)), content)
}

/// The part of a name that follows from the content.
pub(crate) fn digest(content: &[u8]) -> String {
    sha256(content).chars().take(DIGITS).collect()
}

/// Writes `content` below `/assets/`; returns its URL.
pub(crate) fn write(stage: &Path, name: &str, content: &[u8]) -> Result<String> {
    let folder = stage.join(ASSETS);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(name), content).with_context(|| format!("cannot write {name}"))?;
    Ok(format!("/{ASSETS}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_content() {
        let stage = std::env::temp_dir().join(format!("rejoin-names-{}", std::process::id()));
        let one = put(&stage, "app", "css", b"a{}").unwrap();
        let two = put(&stage, "app", "css", b"b{}").unwrap();
        assert_ne!(one, two);
        assert_eq!(one, put(&stage, "app", "css", b"a{}").unwrap());
        assert_eq!(one.len(), "/assets/app-.css".len() + DIGITS);
        assert_eq!(std::fs::read(stage.join(one.trim_start_matches('/'))).unwrap(), b"a{}");
        std::fs::remove_dir_all(stage).unwrap();
    }

    #[test]
    fn digests_are_those_of_the_standard() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
