//! Tools that are Rust programs: compiled once, in minutes, into `target/tools/bin`.

use super::{Versions, with_progress};
use crate::{paths, shell};
use anyhow::Result;
use std::path::PathBuf;

/// One program and the package that it comes from.
pub(super) struct Tool {
    package: String,
    program: String,
    version: String,
    locked: bool,
    minutes: u32,
}

impl Tool {
    /// A package of `tools.toml` whose program has the same name, built with its own lock file.
    pub(super) fn locked(package: &str, versions: &Versions, minutes: u32) -> Result<Self> {
        let version = Versions::of(&versions.cargo, package)?;
        Ok(Self { package: package.into(), program: package.into(), version, locked: true, minutes })
    }

    /// A package that is resolved anew.
    pub(super) fn unlocked(package: &str, program: &str, version: String, minutes: u32) -> Self {
        Self { package: package.into(), program: program.into(), version, locked: false, minutes }
    }

    /// The program's place; compiles it where this version is neither in `target/tools` nor on PATH.
    pub(super) fn ensure(&self) -> Result<PathBuf> {
        if let Some(found) = shell::find(&self.program).filter(|path| self.fits(path)) {
            return Ok(found);
        }
        let mut install = shell::cargo(["install", "--debug", "--force", "--version"]);
        install.arg(&self.version).arg("--root").arg(paths::tools());
        install.arg("--target-dir").arg(paths::tools().join("build"));
        if self.locked {
            install.arg("--locked");
        }
        install.arg(&self.package);
        with_progress(
            &format!("Compiling {} {}", self.package, self.version),
            self.minutes,
            &mut install,
            "Check the connection and try again; what is compiled is kept.",
        )?;
        Ok(paths::tools().join("bin").join(&self.program))
    }

    fn fits(&self, program: &PathBuf) -> bool {
        shell::output(shell::command(program).arg("--version"))
            .and_then(|text| text.split_whitespace().nth(1).map(str::to_owned))
            .is_some_and(|version| version == self.version)
    }
}
