//! `cargo xtask check`: what must hold before a commit.

use crate::{checks, tally::Tally};
use anyhow::{Result, bail};

/// Runs every check, even after one has failed.
pub(crate) fn run() -> Result<()> {
    let tally = checks::all();
    println!("\n{} passed, {} failed", tally.passed, tally.failed);
    if tally == (Tally { failed: 0, ..tally }) { Ok(()) } else { bail!("mend what is marked above") }
}
