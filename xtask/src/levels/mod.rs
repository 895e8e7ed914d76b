//! The levels of tests, from the quickest to the one that drives browsers.

mod clients;
mod journeys;
mod store;
mod store_page;
mod unit;

use crate::{checks, shell, tally::Tally};
use anyhow::Result;
use std::process::Command;

pub(crate) use journeys::{in_chromium, one as journey};

/// A level's name and how it runs.
pub(crate) type Level = (&'static str, fn() -> Result<Tally>);

/// In the order in which they run.
pub(crate) const LEVELS: [Level; 5] = [
    ("check", || Ok(checks::all())),
    ("unit", unit::run),
    ("store", store::run),
    ("clients", clients::run),
    ("journeys", journeys::run),
];

/// Runs a test command and counts. A command that fails without saying how many failed counts as one failure.
fn counted(command: &mut Command, advice: &str) -> Result<Tally> {
    let (status, output) = shell::tee(command)?;
    let mut tally = Tally::read(&output);
    if !status.success() {
        tally.failed = tally.failed.max(1);
        eprintln!("`{}` failed. {advice}", shell::describe(command));
    }
    Ok(tally)
}
