//! Clients that others wrote, against the bundled server.

use super::counted;
use crate::{
    commands::serve,
    paths, shell,
    tally::Tally,
    tools::{Versions, npm, pip},
};
use anyhow::Result;

/// Installs the clients and hands over to `tests/clients/run.py`.
pub(super) fn run() -> Result<Tally> {
    let versions = Versions::load()?;
    let python = pip::ensure(&versions, &["Mastodon.py", "toot"])?;
    let server = serve::build_server()?;
    let mut run = shell::command(python);
    run.arg(paths::root().join("tests/clients/run.py"));
    run.env("REJOIN_SERVER_BIN", server);
    if shell::find("npm").is_some() {
        run.env("REJOIN_NODE_MODULES", npm::ensure(&versions, &["masto", "megalodon"])?);
    } else {
        println!("npm is not installed: the clients from npm are left out");
    }
    counted(
        &mut run,
        "Each line above names the client and the request; the server's answer is in crates/server.",
    )
}
