//! Two parts of one module: what the first page needs, and what is marked `wasm_split` and can come afterwards.
//!
//! The cut needs the linker's relocations (`--emit-relocs` in `.cargo/config.toml`), which wasm-bindgen throws away. So it
//! is made in the module as cargo left it, and wasm-bindgen runs again, on the first part.

use super::{Kind, names};
use crate::{paths, shell};
use anyhow::{Context, Result, anyhow, bail};
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The script that loads the later parts, as the first part imports it.
const LOADER: &str = "later.js";

/// The first part's script, as the loader imports it.
const SCRIPT: &str = "rejoin.js";

/// The parts before they have their lasting names.
pub(super) struct Parts {
    /// What wasm-bindgen wrote for the first part.
    pub(super) script: String,
    /// Fetches the later parts.
    pub(super) loader: String,
    /// The modules of the later parts.
    pub(super) later: Vec<PathBuf>,
}

/// Puts the first part in place of Trunk's module, the others beside it.
pub(super) fn cut(stage: &Path, kind: Kind) -> Result<Parts> {
    let profile = if kind == Kind::Release { "release" } else { "debug" };
    let module = paths::target().join("wasm32-unknown-unknown").join(profile).join("rejoin.wasm");
    let module = std::fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    let first = stage.join("first.wasm");
    let mut options = Options::new(&module);
    let main_module = format!("./{SCRIPT}");
    let link_name = format!("./{LOADER}");
    (options.output_dir, options.main_out_path) = (stage, &first);
    (options.main_module, options.link_name) = (&main_module, &link_name);
    let split = transform(options).map_err(|e| anyhow!("the module cannot be cut into parts: {e:#}"))?;
    let mut bindgen = shell::command("wasm-bindgen");
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-name",
        "rejoin",
        "--out-dir",
    ]);
    shell::run(bindgen.arg(stage).arg(&first), "Run `cargo xtask tools` and try again.")?;
    std::fs::remove_file(first)?;
    let mut later = split.split_modules;
    later.sort();
    Ok(Parts {
        script: super::post_build::take(stage, SCRIPT)?,
        loader: super::post_build::take(stage, LOADER)?,
        later,
    })
}

/// Writes both scripts below `/assets/`. They import each other, so both carry one digest; answers with the addresses of
/// script and loader.
pub(super) fn put_scripts(stage: &Path, script: &str, loader: &str) -> Result<(String, String)> {
    let digest = names::digest(format!("{script}\n{loader}").as_bytes());
    let (script_name, loader_name) = (format!("app-{digest}.js"), format!("later-{digest}.js"));
    let script = rename(script, LOADER, &loader_name)?;
    let loader = rename(loader, SCRIPT, &script_name)?;
    Ok((
        names::write(stage, &script_name, script.as_bytes())?,
        names::write(stage, &loader_name, loader.as_bytes())?,
    ))
}

/// Makes the loader wait for a stylesheet beside the first of its modules: no part of the app is drawn before its looks are there. A
/// stylesheet that does not come is no reason not to draw.
pub(super) fn with_style(loader: &str, style: &str) -> Result<String> {
    let (before, rest) = loader.split_once("= fetch(").context("the loader does not fetch as it did")?;
    let (fetched, after) = rest.split_once(");").context("the loader does not fetch as it did")?;
    Ok(format!(
        "const withStyle = (module) => new Promise((done) => {{
            const link = document.createElement(\"link\");
            link.rel = \"stylesheet\";
            link.onload = link.onerror = done;
            link.href = \"{style}\";
            document.head.append(link);
        }}).then(() => module);
        {before}= withStyle(fetch({fetched}));{after}"
    ))
}

/// Puts the file `new` in place of `old` where the script imports or fetches it. Elsewhere the old name may be a key by
/// which module and script know each other.
pub(super) fn rename(script: &str, old: &str, new: &str) -> Result<String> {
    let renamed = ["from ", "from", "URL("].into_iter().fold(script.to_owned(), |script, before| {
        script.replace(&format!("{before}\"./{old}\""), &format!("{before}\"./{new}\""))
    });
    if renamed == script {
        bail!("a script of the bundle does not load {old} any more");
    }
    Ok(renamed)
}
