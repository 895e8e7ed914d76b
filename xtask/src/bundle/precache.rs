//! `precache.json`: every file that the service worker keeps, with its digest, under the name of the build.

use super::names::{hex, sha256};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;
use walkdir::WalkDir;

/// The list as the service worker reads it.
#[derive(Serialize, Deserialize, Debug, PartialEq, Eq)]
pub(crate) struct Precache {
    /// Follows from the files alone: the same files are the same build.
    pub(crate) build: String,
    /// In the order of their addresses.
    pub(crate) files: Vec<File>,
}

/// One file of the app.
#[derive(Serialize, Deserialize, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its address on the host.
    pub(crate) url: String,
    /// Of what is served before compression, in hexadecimal.
    pub(crate) sha256: String,
    /// Before compression.
    pub(crate) bytes: u64,
}

/// What the worker must not keep: itself, this list, and what only other programs ask for.
const LEFT_OUT: [&str; 6] =
    ["sw.js", "precache.json", "404.html", "robots.txt", "screenshot-narrow.webp", "screenshot-wide.webp"];

impl Precache {
    /// Lists what is in `stage`.
    pub(crate) fn of(stage: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for entry in WalkDir::new(stage).sort_by_file_name() {
            let entry = entry?;
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(stage)?;
            let name = path.to_string_lossy().replace('\\', "/");
            if LEFT_OUT.contains(&name.as_str()) || name.ends_with(".br") || name.ends_with(".gz") {
                continue;
            }
            let content = std::fs::read(entry.path()).with_context(|| format!("cannot read {name}"))?;
            files.push(File::new(&name, &content));
        }
        files.sort_by(|a, b| a.url.cmp(&b.url));
        Ok(Self { build: build_id(&files), files })
    }
}

impl File {
    /// The page is listed as `/`, since many hosts redirect from `/index.html`.
    fn new(name: &str, content: &[u8]) -> Self {
        let url = if name == "index.html" { "/".to_owned() } else { format!("/{name}") };
        Self { url, sha256: sha256(content), bytes: content.len() as u64 }
    }
}

fn build_id(files: &[File]) -> String {
    let mut digest = Sha256::new();
    for file in files {
        digest.update(format!("{} {}\n", file.sha256, file.url));
    }
    hex(&digest.finalize()).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_file_once_and_names_the_build_by_content() {
        let stage = std::env::temp_dir().join(format!("rejoin-precache-{}", std::process::id()));
        std::fs::create_dir_all(stage.join("assets")).unwrap();
        for (name, text) in [
            ("index.html", "page"),
            ("assets/a.js", "a"),
            ("assets/a.js.br", "x"),
            ("sw.js", "sw"),
            ("icons.svg", "icons"),
        ] {
            std::fs::write(stage.join(name), text).unwrap();
        }
        let first = Precache::of(&stage).unwrap();
        let urls: Vec<_> = first.files.iter().map(|file| file.url.as_str()).collect();
        assert_eq!(urls, ["/", "/assets/a.js", "/icons.svg"]);
        assert_eq!(first.files[0].sha256, sha256(b"page"));
        assert_eq!(first.files[0].bytes, 4);

        std::fs::write(stage.join("sw.js"), "other").unwrap();
        assert_eq!(Precache::of(&stage).unwrap(), first);
        std::fs::write(stage.join("icons.svg"), "others").unwrap();
        assert_ne!(Precache::of(&stage).unwrap().build, first.build);
        std::fs::remove_dir_all(stage).unwrap();
    }
}
