//! Building and starting the bundled server, for `run` and `dev`.

use crate::{paths, shell, tools};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::{
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
};

/// How to serve.
#[derive(Args)]
pub(crate) struct Options {
    /// Port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the database and the media; emptying it starts anew
    #[arg(long)]
    data: Option<PathBuf>,
    /// What an empty database is filled with: demo, none, or a number of posts
    #[arg(long, default_value = "demo")]
    seed: String,
}

impl Options {
    /// Builds the server and says how to start it for the app in `app`.
    pub(crate) fn server(&self, app: &Path) -> Result<Command> {
        let mut server = shell::command(build_server()?);
        server.arg("--listen").arg(format!("127.0.0.1:{}", self.port));
        server.arg("--data").arg(self.data.clone().unwrap_or_else(|| paths::target().join("run-data")));
        server.arg("--app").arg(app);
        server.args(["--seed", &self.seed, "--open-registrations"]);
        Ok(server)
    }

    /// Fails in words when something else has the port.
    pub(crate) fn check_port(&self) -> Result<()> {
        if TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            bail!(
                "port {0} is taken; stop what listens there, or add `--port {1}`",
                self.port,
                self.port.wrapping_add(1)
            );
        }
        Ok(())
    }
}

/// Compiles `rejoin-server` and returns its place.
pub(crate) fn build_server() -> Result<PathBuf> {
    let place = paths::target().join("server").join("rejoin-server");
    let mut build = shell::cargo(["build", "--package", "rejoin-server", "--bin", "rejoin-server"]);
    build.args(["--profile", "server"]);
    let advice = "Read the errors above; a C compiler is needed for SQLite (Debian: build-essential).";
    tools::with_progress("Building the server", 5, &mut build, advice)?;
    place.canonicalize().with_context(|| format!("cargo left no {}", place.display()))
}
