//! `cargo xtask tools`: everything that the other commands would install when they need it.

use crate::tools;
use anyhow::Result;

/// Installs what is missing.
pub(crate) fn run() -> Result<()> {
    tools::for_bundle()?;
    tools::geckodriver()?;
    tools::for_checks()?;
    for program in ["chromium", "chromedriver", "firefox-esr", "WebKitWebDriver", "xvfb-run"] {
        tools::apt::ensure(program)?;
    }
    println!("Every tool is there");
    Ok(())
}
