//! The page that is nothing but the store, for tests that kill browsers and for measurements.

use crate::{
    paths, shell,
    tools::{self, WASM},
};
use anyhow::{Context, Result};
use std::path::PathBuf;

const NAME: &str = "store_page";
const ADVICE: &str = "The page is in crates/store-idb/examples/store_page.";

/// Builds it, optimised or quickly, and answers with its folder.
pub(crate) fn build(optimised: bool) -> Result<PathBuf> {
    tools::wasm_target()?;
    tools::wasm_bindgen()?;
    let mut build =
        shell::cargo(["build", "--quiet", "-p", "rejoin-store-idb", "--example", NAME, "--target", WASM]);
    let profile = if optimised { "release" } else { "debug" };
    if optimised {
        build.arg("--release");
    }
    shell::run(&mut build, ADVICE)?;
    let folder = paths::target().join("store-page").join(profile);
    let module = paths::target().join(WASM).join(profile).join("examples").join(NAME).with_extension("wasm");
    let mut bind = shell::command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(module);
    shell::run(&mut bind, ADVICE)?;
    let sources = paths::root().join("crates/store-idb/examples").join(NAME);
    for file in ["index.html", "start.js"] {
        std::fs::copy(sources.join(file), folder.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    Ok(folder)
}
