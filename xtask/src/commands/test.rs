//! `cargo xtask test [name]`.

use crate::{
    levels::{self, LEVELS, Level},
    tally::Tally,
    tools,
};
use anyhow::{Result, bail};
use std::time::Instant;

/// Runs every level, one level, or one journey, and closes with the sum.
pub(crate) fn run(name: Option<&str>) -> Result<()> {
    let mut tally = Tally::default();
    match name {
        None => {
            for level in LEVELS {
                tally += run_level(level);
            }
        }
        Some(name) => match LEVELS.into_iter().find(|(level, _)| *level == name) {
            Some(level) => tally += run_level(level),
            None => tally += levels::journey(name)?,
        },
    }
    println!("\n{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed > 0 {
        bail!("{} failed; what to do stands beside each", tally.failed);
    }
    Ok(())
}

/// A level that cannot run at all counts as one failure, and the others still run.
fn run_level((name, level): Level) -> Tally {
    println!("\n=== {name}");
    let started = Instant::now();
    let tally = level().unwrap_or_else(|error| {
        eprintln!("{name}: {error:#}");
        Tally::one(false)
    });
    let took = tools::duration(started.elapsed());
    println!("=== {name}: {} of {} passed in {took}", tally.passed, tally.passed + tally.failed);
    tally
}
