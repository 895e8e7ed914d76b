//! `cargo xtask bench`: how quick the app is in a real browser. `docs/bench.md` says what each number is.

use crate::{levels, paths, shell};
use anyhow::{Context, Result};

#[derive(clap::Subcommand)]
pub(crate) enum What {
    /// Storing, starting from what is stored, and taking what the user does: medians of five in headless Chromium
    Sync,
}

const ADVICE: &str = "The measurements are in tests/src/bench; they need Chromium and a few minutes.";

/// Builds the app as visitors get it, measures, and leaves the figures as JSON beside the table.
pub(crate) fn run(what: &What) -> Result<()> {
    let (program, name) = match what {
        What::Sync => ("bench_sync", "sync.json"),
    };
    let folder = paths::target().join("bench");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = folder.join(name);
    let mut measure = shell::cargo(["run", "--quiet", "--package", "rejoin-journeys", "--bin", program]);
    levels::in_chromium(&mut measure, true)?;
    measure.env("REJOIN_BENCH", &file);
    shell::run(&mut measure, ADVICE)?;
    println!("\nThe same as JSON: {}", file.display());
    Ok(())
}
