//! What runs without a browser: the crates, the server over HTTP, this program, and the hand-written scripts in Node.

use super::counted;
use crate::{checks::WEB_PACKAGES, paths, shell, tally::Tally};
use anyhow::Result;

const ADVICE: &str = "Run the failing test alone: `cargo test -p CRATE NAME`.";

/// Runs them, by nextest where it is installed.
pub(super) fn run() -> Result<Tally> {
    let nextest = shell::output(&mut shell::cargo(["nextest", "--version"])).is_some();
    let mut command = if nextest {
        shell::cargo(["nextest", "run", "--no-fail-fast", "--workspace"])
    } else {
        shell::cargo(["test", "--quiet", "--no-fail-fast", "--workspace", "--tests"])
    };
    for package in WEB_PACKAGES.iter().chain(&["rejoin-journeys"]) {
        command.args(["--exclude", package]);
    }
    let mut tally = counted(&mut command, ADVICE)?;
    tally += scripts()?;
    Ok(tally)
}

/// The boot script and the service worker are JavaScript; their logic is tested in Node.
fn scripts() -> Result<Tally> {
    let files = std::fs::read_dir(paths::root().join("tests/web"))?.flatten().map(|file| file.path());
    let mut files: Vec<_> = files.filter(|path| path.to_string_lossy().ends_with(".test.mjs")).collect();
    files.sort();
    if shell::find("node").is_none() {
        println!(
            "Node.js is not installed: the tests of the boot script and the service worker are left out"
        );
        return Ok(Tally::default());
    }
    let mut node = shell::command("node");
    node.args(["--test", "--test-reporter=spec"]).args(files);
    counted(&mut node, "Read what the test expected; the scripts are in public/.")
}
