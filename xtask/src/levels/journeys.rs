//! Journeys of a person through the whole product, in real browsers.

use super::{counted, store_page};
use crate::{
    bundle::{self, Kind},
    commands::serve,
    paths, shell,
    tally::Tally,
    tools::{self, apt},
};
use anyhow::{Result, bail};
use std::process::Command;

const ADVICE: &str =
    "Pictures of the pages are in target/screenshots; one journey alone: `cargo xtask test NAME`.";

/// All of them, one after the other.
pub(super) fn run() -> Result<Tally> {
    let mut test = prepared()?;
    test.args(["--", "--test-threads=1"]);
    counted(&mut test, ADVICE)
}

/// The journey whose file or test has this name.
pub(crate) fn one(name: &str) -> Result<Tally> {
    let names = names();
    let mut test = prepared()?;
    if names.iter().any(|known| known == name) {
        test.args(["--test", name]);
        test.args(["--", "--test-threads=1"]);
    } else {
        test.args(["--", "--test-threads=1", name]);
    }
    let tally = counted(&mut test, ADVICE)?;
    if tally == Tally::default() {
        bail!("no level and no journey is called {name}; journeys are: {}", names.join(", "));
    }
    Ok(tally)
}

/// `cargo test` with everything built, and where it is in the environment.
fn prepared() -> Result<Command> {
    let mut test = shell::cargo(["test", "--package", "rejoin-journeys", "--no-fail-fast"]);
    apt::ensure("firefox-esr")?;
    apt::ensure("xvfb-run")?;
    in_chromium(&mut test, false)?;
    test.env("REJOIN_AXE", tools::npm::axe()?);
    test.env("GECKODRIVER", tools::geckodriver()?).env("WEBKIT_DRIVER", apt::ensure("WebKitWebDriver")?);
    Ok(test)
}

/// Builds everything that a program needs that drives Chromium, and says in its environment where it is.
pub(crate) fn in_chromium(program: &mut Command, optimised: bool) -> Result<()> {
    let app = bundle::ensure(Kind::Release)?;
    let server = serve::build_server()?;
    let store_page = store_page::build(optimised)?;
    apt::ensure("chromium")?;
    // A journey's error says what a person would see; where in the test it arose is in its context.
    program
        .env("RUST_LIB_BACKTRACE", "0")
        .env("REJOIN_SERVER_BIN", server)
        .env("REJOIN_APP_DIR", app)
        .env("REJOIN_STORE_PAGE", store_page)
        .env("REJOIN_SCREENSHOTS", paths::target().join("screenshots"))
        .env("CHROMEDRIVER", apt::ensure("chromedriver")?);
    Ok(())
}

/// One file a journey.
fn names() -> Vec<String> {
    let files = std::fs::read_dir(paths::root().join("tests/tests")).into_iter().flatten().flatten();
    let names = files.filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}
