//! Clients that others wrote, against the bundled server.

use super::counted;
use crate::{
    commands::serve,
    paths, shell,
    tally::Tally,
    tools::{npm, pip},
};
use anyhow::Result;

const ADVICE: &str =
    "The line `not ok` names the client's step and why; the server's answers are made in crates/server.";

/// Those from npm, when there is no npm, are left out with a word.
const FROM_PYPI: [&str; 3] = ["Mastodon.py", "toot", "openapi"];

/// Installs the clients in the versions of `tests/clients` and hands over to its `run.py`.
pub(super) fn run() -> Result<Tally> {
    let folder = paths::root().join("tests/clients");
    let python = pip::of_requirements("clients-py", &folder.join("requirements.txt"))?;
    let server = serve::build_server()?;
    let mut run = shell::command(&python);
    run.arg(folder.join("run.py")).arg("--server").arg(server).arg("--python").arg(&python);
    if shell::find("npm").is_some() {
        run.arg("--modules").arg(npm::of_lock_file("clients-node", &folder)?);
    } else {
        println!("npm is not installed: the clients from npm are left out");
        run.args(FROM_PYPI);
    }
    counted(&mut run, ADVICE)
}
