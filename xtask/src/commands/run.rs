//! `cargo xtask run`: from a clone to a running community.

use super::serve::{self, Options};
use crate::bundle::{self, Kind};
use anyhow::Result;
use std::os::unix::process::CommandExt;

/// Builds what changed and becomes the server, so that ctrl-c is the server's own clean stop.
pub(crate) fn run(options: &Options) -> Result<()> {
    options.check_port()?;
    let app = bundle::ensure(Kind::Release)?;
    let mut server = options.server(&serve::build_server()?, &app);
    options.greet();
    Err(server.exec().into())
}
