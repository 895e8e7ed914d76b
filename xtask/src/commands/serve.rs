//! Building and starting the bundled server, for `run` and `dev`.

use crate::{paths, shell, tools};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::{
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
};

/// The seed that plants the demo community, and its open account as crates/server/src/seed/community.rs makes it.
const DEMO: &str = "demo";
const DEMO_PASSWORD: &str = "demo-harbour";

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
    #[arg(long, default_value = DEMO)]
    seed: String,
}

impl Options {
    /// How to start the server in `binary` for the app in `app`.
    pub(crate) fn server(&self, binary: &Path, app: &Path) -> Command {
        let mut server = shell::command(binary);
        server.arg("--listen").arg(format!("127.0.0.1:{}", self.port));
        server.arg("--data").arg(self.data.clone().unwrap_or_else(|| paths::target().join("run-data")));
        server.arg("--app").arg(app);
        server.args(["--seed", &self.seed, "--open-registrations"]);
        server
    }

    /// Says where to go, and how to look around.
    pub(crate) fn greet(&self) {
        println!("\nRejoin is at http://127.0.0.1:{}; ctrl-c stops it", self.port);
        if self.seed == DEMO {
            println!(
                "Sign up there, or sign in to the demo community as `{DEMO}` with the password `{DEMO_PASSWORD}`"
            );
        }
        println!();
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
