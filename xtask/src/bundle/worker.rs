//! The worker that searches the device: a module of its own with its script, which a page starts when somebody searches.

use super::{Kind, minify, names, post_build::take, wasm};
use crate::{paths, shell};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// The package, and so the name of its module.
const PACKAGE: &str = "rejoin-search-worker";

/// Compiles the worker and puts it below `/assets/`; answers with the address of its script.
pub(super) fn put(stage: &Path, kind: Kind) -> Result<String> {
    let profile = if kind == Kind::Release { "release" } else { "dev" };
    let target = "wasm32-unknown-unknown";
    let mut build = shell::cargo(["build", "--quiet", "--locked", "--offline"]);
    build.args(["--package", PACKAGE, "--target", target, "--profile", profile]);
    shell::run(&mut build, "Read the errors above, change the code, and run this again.")?;
    let folder = if kind == Kind::Release { "release" } else { "debug" };
    let module = paths::target().join(target).join(folder).join(format!("{PACKAGE}.wasm"));

    let mut bindgen = shell::command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "search", "--out-dir"]);
    shell::run(bindgen.arg(stage).arg(&module), "Run `cargo xtask tools` and try again.")?;
    let module = stage.join("search_bg.wasm");
    let code = match kind {
        Kind::Release => wasm::without_linking(&wasm::optimised(&module)?)?,
        Kind::Dev => std::fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?,
    };
    std::fs::remove_file(&module)?;
    let url = names::put(stage, "search", "wasm", &code)?;
    let script = started(&take(stage, "search.js")?, &url)?;
    names::put(stage, "search", "js", minify::module(&script, kind)?.as_bytes())
}

/// What comes after the script: it loads its module, and keeps what is said to it until the module listens.
const START: &str = r#"
const early = [];
self.onmessage = (event) => early.push(event.data);
__wbg_init({ module_or_path: "{{module}}" }).then(() => {
  for (const data of early) self.dispatchEvent(new MessageEvent("message", { data }));
});
"#;

/// The script, which loads its module as soon as it runs.
fn started(script: &str, module: &str) -> Result<String> {
    // What wasm-bindgen exports to be called by whoever imports it.
    if !script.contains("__wbg_init as default") {
        bail!("wasm-bindgen names the start of a module otherwise than this expects");
    }
    Ok(format!("{script}{}", START.replace("{{module}}", module)))
}

#[cfg(test)]
mod tests {
    use super::started;

    #[test]
    fn the_script_starts_its_module() {
        let script = started("export { initSync, __wbg_init as default };", "/assets/search-1.wasm").unwrap();
        assert!(script.contains("\n__wbg_init({ module_or_path: \"/assets/search-1.wasm\" })"));
        assert!(started("export { init };", "/x.wasm").is_err());
    }
}
