//! `cargo xtask bench`: how quick the app is in a real browser, and its index without one, too. `docs/bench.md` says what each number is.

use crate::tools::npm;
use crate::{levels, paths, shell};
use anyhow::{Context, Result};
use std::process::Command;

#[derive(clap::Subcommand)]
pub(crate) enum What {
    /// Storing, starting from what is stored, and taking what the user does: medians of five in headless Chromium
    Sync,
    /// The index of 100,000 posts: memory, and how long answers take; by itself, then as the worker in headless Chromium
    Search,
    /// From the navigation to the first post, beside a page that does the least: medians of five in headless Chromium
    Load,
    /// What Lighthouse says of the landing page and of home, on a phone: medians of five in headless Chromium
    Lighthouse,
    /// A feed after 400 and 10,000 posts: memory, elements, and a fixed scroll; medians of five in headless Chromium
    Scroll,
    /// A thread of a thousand replies, beside a short one: medians of five in headless Chromium
    Thread,
}

/// Measures, and leaves the figures as JSON beside the table.
pub(crate) fn run(what: &What) -> Result<()> {
    match what {
        What::Sync => {
            let advice = "The measurements are in tests/src/bench; they need Chromium and a few minutes.";
            measured(&mut journey("bench_sync")?, "sync.json", advice)
        }
        What::Search => {
            // Optimised as the app's module is.
            let run = ["run", "--quiet", "--release", "--package", "rejoin-search", "--bin", "bench_search"];
            let advice = "The measurement is crates/search/src/bin/bench_search.rs.";
            measured(&mut shell::cargo(run), "search.json", advice)?;
            let advice = "The measurement is tests/src/bench/search.js; it needs Chromium and some minutes.";
            measured(&mut journey("bench_search_worker")?, "search-worker.json", advice)
        }
        What::Load => {
            let advice = "The measurement is tests/src/bench/load.rs; it needs Chromium and two minutes.";
            measured(&mut journey("bench_load")?, "load.json", advice)
        }
        What::Lighthouse => {
            let mut measure = journey("bench_lighthouse")?;
            measure.env("REJOIN_LIGHTHOUSE", npm::lighthouse()?);
            let advice =
                "The measurement is tests/src/bench/lighthouse.rs; it needs Chromium and five minutes.";
            measured(&mut measure, "lighthouse.json", advice)
        }
        What::Scroll => {
            let advice = "The measurement is tests/src/bench/scroll.rs; it needs Chromium and four minutes.";
            measured(&mut journey("bench_scroll")?, "scroll.json", advice)
        }
        What::Thread => {
            let advice = "The measurement is tests/src/bench/thread.js; it needs Chromium and a minute.";
            measured(&mut journey("bench_thread")?, "thread.json", advice)
        }
    }
}

/// One of the measurements of `tests/src/bin`, on the app as visitors get it.
fn journey(bin: &str) -> Result<Command> {
    let mut measure = shell::cargo(["run", "--quiet", "--package", "rejoin-journeys", "--bin", bin]);
    levels::in_chromium(&mut measure, true)?;
    Ok(measure)
}

fn measured(measure: &mut Command, name: &str, advice: &str) -> Result<()> {
    let folder = paths::target().join("bench");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = folder.join(name);
    measure.env("REJOIN_BENCH", &file);
    shell::run(measure, advice)?;
    println!("\nThe same as JSON: {}", file.display());
    Ok(())
}
