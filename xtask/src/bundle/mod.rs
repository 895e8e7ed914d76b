//! The app's bundle: what Trunk builds, and what is done to it afterwards.

mod compress;
mod css;
mod html;
mod imports;
mod minify;
mod names;
pub(crate) mod post_build;
pub(crate) mod precache;
mod split;
mod stamp;
mod wasm;
mod worker;

pub(crate) use names::sha256;

use crate::{paths, shell, tools};
use anyhow::{Context, Result};
use std::{
    fs::File,
    path::{Path, PathBuf},
};

/// For whom the bundle is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Visitors: optimised, compressed, with the service worker.
    Release,
    /// The person who is changing it: quick to build, reloads itself, no service worker.
    Dev,
}

impl Kind {
    /// Where the bundle is put.
    pub(crate) fn folder(self) -> PathBuf {
        match self {
            Self::Release => paths::dist(),
            Self::Dev => paths::dev_dist(),
        }
    }
}

/// Builds the bundle unless it is already the one that the sources give.
pub(crate) fn ensure(kind: Kind) -> Result<PathBuf> {
    tools::for_bundle()?;
    let folder = kind.folder();
    let _turn = turn(&folder)?;
    let stamp = stamp::Stamp::of_sources(kind)?;
    if stamp.is_that_of(&folder) {
        println!("The app in {} is up to date", shown(&folder));
        return Ok(folder);
    }
    build(kind)?;
    stamp.keep(&folder)?;
    Ok(folder)
}

/// Trunk works in one folder: two builds at once would take each other's files. Held as long as the file is open.
fn turn(folder: &Path) -> Result<File> {
    let path = folder.with_extension("lock");
    let path = paths::target().join(path.file_name().unwrap_or_default());
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        println!("Waiting for another build of the app");
        file.lock()?;
    }
    Ok(file)
}

/// Every file that goes into the bundle.
pub(crate) fn sources() -> Result<Vec<PathBuf>> {
    stamp::files()
}

/// Builds the bundle with Trunk; tools are expected to be there.
fn build(kind: Kind) -> Result<()> {
    fetch_crates();
    let mut trunk = shell::command("trunk");
    // Trunk must never download a tool: everything it needs was put on PATH before.
    trunk.args(["--skip-version-check", "build", "--offline", "--dist"]).arg(kind.folder());
    let (what, minutes) = match kind {
        Kind::Release => ("Building the app", 4),
        Kind::Dev => ("Building the app for development", 2),
    };
    trunk.env("RUST_BACKTRACE", "0");
    if kind == Kind::Release {
        trunk.arg("--release");
    }
    tools::with_progress(
        what,
        minutes,
        &mut trunk,
        "Read the errors above, change the code, and run this again.",
    )
}

/// `--offline` holds for cargo too, so the crates are fetched first; without network those that are there must do.
fn fetch_crates() {
    let fetched = shell::output(&mut shell::cargo(["fetch", "--quiet", "--locked"]));
    if fetched.is_none() {
        println!(
            "The crates could not be fetched (no network, or Cargo.lock is out of date): using those that are here"
        );
    }
}

/// A path as said to a person.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(paths::root()).unwrap_or(path).display().to_string()
}
