//! Where things are, all of them below the project's folder.

use std::path::{Path, PathBuf};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// Cargo's output, and ours.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Tools that this program installs.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The release bundle of the app.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The bundle that `cargo xtask dev` serves.
pub(crate) fn dev_dist() -> PathBuf {
    target().join("dev-dist")
}

/// Output of long commands, kept for when they fail.
pub(crate) fn logs() -> PathBuf {
    target().join("xtask-logs")
}
