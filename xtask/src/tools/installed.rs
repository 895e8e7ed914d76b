//! Whether what is in a folder was installed from the very files that describe it now.

use crate::bundle::sha256;
use anyhow::{Context, Result};
use std::path::Path;

const NOTE: &str = "installed-from";

/// True if [`note`] was called for the same content.
pub(super) fn is_from(folder: &Path, files: &[&Path]) -> Result<bool> {
    let noted = std::fs::read_to_string(folder.join(NOTE)).unwrap_or_default();
    Ok(noted == digest(files)?)
}

/// Notes what was installed.
pub(super) fn note(folder: &Path, files: &[&Path]) -> Result<()> {
    Ok(std::fs::write(folder.join(NOTE), digest(files)?)?)
}

fn digest(files: &[&Path]) -> Result<String> {
    let mut all = Vec::new();
    for file in files {
        all.extend(std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    Ok(sha256(&all))
}
