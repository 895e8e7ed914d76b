//! The checks, each with the word for whoever breaks it.

pub(crate) mod budgets;
mod deny;
mod layers;
mod words;

use crate::{
    bundle::{self, Kind},
    shell,
    tally::Tally,
    tools::{self, WASM},
};
use anyhow::{Result, bail};

/// Packages that exist only in a browser.
pub(crate) const WEB_PACKAGES: [&str; 3] = ["rejoin", "rejoin-store-idb", "rejoin-net-web"];

type Check = (&'static str, fn() -> Result<()>);

const CHECKS: [Check; 8] = [
    ("formatting", formatting),
    ("layers", layers::check),
    ("forbidden words", words::check),
    ("lints, native", lints_native),
    ("lints, wasm32", lints_wasm),
    ("dependencies", deny::check),
    ("spelling", spelling),
    ("size budgets", sizes),
];

/// Runs them all and says at the end which failed.
pub(crate) fn all() -> Tally {
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for (name, check) in CHECKS {
        println!("\n— {name}");
        let outcome = check();
        tally += Tally::one(outcome.is_ok());
        if let Err(error) = outcome {
            eprintln!("{name}: {error:#}");
            failures.push(format!("✗ {name}: {error:#}"));
        }
    }
    if !failures.is_empty() {
        eprintln!("\n{}", failures.join("\n"));
    }
    tally
}

fn formatting() -> Result<()> {
    shell::run(&mut shell::cargo(["fmt", "--all", "--check"]), "Run `cargo fmt --all`.")
}

const LINT_ADVICE: &str = "Change what it names; an exception needs #[allow] with its reason beside it.";

fn lints_native() -> Result<()> {
    let mut clippy = shell::cargo(["clippy", "--quiet", "--workspace", "--all-targets"]);
    for package in WEB_PACKAGES {
        clippy.args(["--exclude", package]);
    }
    shell::run(clippy.args(["--", "-D", "warnings"]), LINT_ADVICE)
}

fn lints_wasm() -> Result<()> {
    tools::wasm_target()?;
    let mut clippy = shell::cargo(["clippy", "--quiet", "--all-targets", "--target", WASM]);
    // The worker has tests that need no browser, and a part that exists in browsers only.
    for package in WEB_PACKAGES.iter().chain(&["rejoin-search-worker"]) {
        clippy.args(["--package", package]);
    }
    shell::run(clippy.args(["--", "-D", "warnings"]), LINT_ADVICE)
}

fn spelling() -> Result<()> {
    tools::for_checks()?;
    let advice = "Correct the words, or teach typos.toml the ones that are right.";
    shell::run(&mut shell::command(tools::pip::program("typos")), advice)
}

fn sizes() -> Result<()> {
    let folder = bundle::ensure(Kind::Release)?;
    let weighed = budgets::measure(&folder)?;
    print!("{}", weighed.table());
    let over = weighed.over(&budgets::Budgets::load()?);
    if !over.is_empty() {
        bail!(
            "{}. Find what grew, or give the reason for a new limit in xtask/budgets.toml.",
            over.join("; ")
        );
    }
    Ok(())
}
