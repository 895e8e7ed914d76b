//! Tools from PyPI, in the virtual environment `target/tools/py`.

use super::{Versions, apt, with_progress};
use crate::{paths, shell};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The environment's `python` with these packages of `tools.toml` installed.
pub(crate) fn ensure(versions: &Versions, packages: &[&str]) -> Result<PathBuf> {
    let python = folder().join("bin/python");
    create_environment(&python)?;
    let listed = shell::output(shell::command(&python).args(["-m", "pip", "list", "--format=freeze"]));
    let installed = listed.unwrap_or_default().to_lowercase();
    let mut wanted = Vec::new();
    for package in packages {
        let requirement = format!("{package}=={}", Versions::of(&versions.pip, package)?);
        if !installed.lines().any(|line| line == requirement.to_lowercase()) {
            wanted.push(requirement);
        }
    }
    if !wanted.is_empty() {
        let mut pip = shell::command(&python);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check"]).args(&wanted);
        let what = format!("Fetching {} from PyPI", packages.join(", "));
        with_progress(&what, 1, &mut pip, "Check the connection and try again.")?;
    }
    Ok(python)
}

/// The environment's `python` with all that a requirements file pins.
pub(crate) fn ensure_file(requirements: &Path) -> Result<PathBuf> {
    let python = folder().join("bin/python");
    create_environment(&python)?;
    let wanted = std::fs::read_to_string(requirements)?;
    let installed = folder().join("requirements.txt");
    if std::fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) {
        let mut pip = shell::command(&python);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--requirement"]).arg(requirements);
        with_progress("Fetching clients from PyPI", 1, &mut pip, "Check the connection and try again.")?;
        std::fs::write(installed, wanted)?;
    }
    Ok(python)
}

/// A program that such a package brings.
pub(crate) fn program(name: &str) -> PathBuf {
    folder().join("bin").join(name)
}

fn create_environment(python: &Path) -> Result<()> {
    if python.exists() {
        return Ok(());
    }
    if shell::find("python3").is_none() {
        apt::install(&["python3", "python3-venv"], "Python 3")?;
    }
    let create = || shell::command("python3").args(["-m", "venv"]).arg(folder()).output();
    if create()?.status.success() {
        return Ok(());
    }
    apt::install(&["python3-venv"], "Python's venv module")?;
    if !create()?.status.success() {
        bail!("`python3 -m venv {}` failed; run it to see why", folder().display());
    }
    Ok(())
}

fn folder() -> PathBuf {
    paths::tools().join("py")
}
