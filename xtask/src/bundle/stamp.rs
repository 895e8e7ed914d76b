//! Whether a bundle is still the one that the sources would give: a digest of everything that goes into it.

use super::{Kind, names::hex};
use crate::{paths, tools::npm};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// Files and folders that go into the bundle. The server and the tests do not.
const SOURCES: [&str; 17] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "Trunk.toml",
    "index.html",
    "src",
    "style",
    "public",
    "crates/api",
    "crates/domain",
    "crates/sync",
    "crates/search",
    "crates/search-worker",
    "crates/store-idb",
    "crates/net-web",
    "xtask/src",
];

/// A digest of the sources.
#[derive(PartialEq, Eq)]
pub(super) struct Stamp(String);

impl Stamp {
    /// Reads the sources as they are now.
    pub(super) fn of_sources(kind: Kind) -> Result<Self> {
        let mut digest = Sha256::new();
        digest.update(if kind == Kind::Release { "release" } else { "dev" });
        digest.update(["wasm-opt", "terser"].map(|tool| u8::from(npm::installed(tool).is_some())));
        for path in files()? {
            let name = path.strip_prefix(paths::root()).unwrap_or(&path);
            let text = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            digest.update(name.as_os_str().as_encoded_bytes());
            digest.update(text.len().to_le_bytes());
            digest.update(text);
        }
        Ok(Self(hex(&digest.finalize())))
    }

    /// Whether `folder` was built from these sources.
    pub(super) fn is_that_of(&self, folder: &Path) -> bool {
        let complete = folder.join("index.html").is_file() && folder.join("precache.json").is_file();
        complete && std::fs::read_to_string(kept_in(folder)).is_ok_and(|kept| kept == self.0)
    }

    /// Notes that `folder` was built from these sources.
    pub(super) fn keep(&self, folder: &Path) -> Result<()> {
        let path = kept_in(folder);
        std::fs::write(&path, &self.0).with_context(|| format!("cannot write {}", path.display()))
    }
}

fn kept_in(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or(OsStr::new("bundle")).to_string_lossy();
    paths::target().join(format!("{name}.stamp"))
}

/// Every source file, in one order.
pub(super) fn files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for source in SOURCES {
        let source = paths::root().join(source);
        if !source.exists() {
            continue;
        }
        for entry in WalkDir::new(source).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() && !is_test(entry.path()) {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

/// Tests beside a crate change nothing of what it compiles to.
fn is_test(path: &Path) -> bool {
    let path = path.strip_prefix(paths::root()).unwrap_or(path);
    path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "fixtures")
        && path.starts_with("crates")
        && !path.components().any(|part| part.as_os_str() == "src")
}
