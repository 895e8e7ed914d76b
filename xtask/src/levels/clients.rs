//! Clients that others wrote, against the bundled server.

use super::counted;
use crate::{
    commands::serve,
    paths, shell,
    tally::Tally,
    tools::{npm, pip},
};
use anyhow::Result;

/// Installs the clients, as `tests/clients` pins them, and hands over to its `run.py`.
pub(super) fn run() -> Result<Tally> {
    let clients = paths::root().join("tests/clients");
    let python = pip::ensure_file(&clients.join("requirements.txt"))?;
    let server = serve::build_server()?;
    let mut run = shell::command(python);
    run.arg(clients.join("run.py")).arg("--server").arg(server);
    if shell::find("npm").is_some() {
        run.arg("--modules").arg(npm::ensure_locked(&clients, "clients")?);
    } else {
        println!("npm is not installed: the clients from npm are left out");
        run.args(["Mastodon.py", "toot", "openapi"]);
    }
    counted(
        &mut run,
        "Each line above names the client and the request; the server's answer is in crates/server.",
    )
}
