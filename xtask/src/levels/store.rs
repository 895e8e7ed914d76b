//! The store's contract against the IndexedDB of real browsers. That it holds when they are killed is the journey `store_crash`.

use super::counted;
use crate::{
    shell,
    tally::Tally,
    tools::{self, WASM, apt},
};
use anyhow::Result;
use std::path::Path;

const ADVICE: &str = "The same contract runs natively against the memory store: `cargo test -p rejoin-sync`.";

/// Runs the suite in Chromium, then in Firefox.
pub(super) fn run() -> Result<Tally> {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    apt::ensure("chromium")?;
    let mut tally = in_browser("CHROMEDRIVER", &apt::ensure("chromedriver")?)?;
    apt::ensure("firefox-esr")?;
    tally += in_browser("GECKODRIVER", &tools::geckodriver()?)?;
    Ok(tally)
}

/// wasm-bindgen's runner takes the driver that the environment names, and its flags from `webdriver.json` of the crate.
fn in_browser(variable: &str, driver: &Path) -> Result<Tally> {
    let mut test = shell::cargo(["test", "--package", "rejoin-store-idb", "--tests", "--target", WASM]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env_remove("CHROMEDRIVER")
        .env_remove("GECKODRIVER")
        .env(variable, driver);
    counted(&mut test, ADVICE)
}
