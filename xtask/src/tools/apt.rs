//! Browsers and what else comes from the system's packages.

use super::{Versions, with_progress};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::{path::PathBuf, process::Command};

/// The program's place; installs Debian's packages for it where it is missing.
pub(crate) fn ensure(program: &str) -> Result<PathBuf> {
    if let Some(path) = shell::find(program) {
        return Ok(path);
    }
    let versions = Versions::load()?;
    let packages = versions
        .apt
        .get(program)
        .with_context(|| format!("xtask/tools.toml does not say which package brings {program}"))?;
    let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
    install(&packages, program)?;
    shell::find(program)
        .with_context(|| format!("{program} is not on PATH though its packages were installed"))
}

/// Installs Debian packages as root or by sudo; names them where neither apt nor root is to be had.
pub(crate) fn install(packages: &[&str], what: &str) -> Result<()> {
    let list = packages.join(" ");
    if shell::find("apt-get").is_none() {
        bail!("{what} is missing and this system has no apt. Install what Debian calls: {list}");
    }
    let root = shell::output(shell::command("id").arg("-u")).as_deref() == Some("0");
    let sudo = !root && shell::output(shell::command("sudo").args(["-n", "true"])).is_some();
    if !root && !sudo {
        bail!("{what} is missing. Run: sudo apt-get install {list}");
    }
    let apt_get = |arguments: &[&str]| -> Command {
        let mut command = shell::command(if sudo { "sudo" } else { "apt-get" });
        if sudo {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let advice = format!("Install by hand: {list}.");
    with_progress("Reading Debian's package lists", 1, &mut apt_get(&["update"]), &advice)?;
    let mut install = apt_get(&["install", "-y", "--no-install-recommends"]);
    with_progress(&format!("Installing {list}"), 2, install.args(packages), &advice)
}
