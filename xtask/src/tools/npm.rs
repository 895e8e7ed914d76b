//! Tools from npm, in `target/tools/node`.

use super::{Versions, with_progress};
use crate::{paths, shell};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// wasm-opt, or `None` with a word about it where there is no npm.
pub(crate) fn wasm_opt(versions: &Versions) -> Result<Option<PathBuf>> {
    if shell::find("npm").is_none() {
        println!("npm is not installed: going on without wasm-opt, the app will be larger than it could be");
        println!("  (to change that: install Node.js with npm, then run this again)");
        return Ok(None);
    }
    ensure(versions, &["binaryen"])?;
    Ok(installed_wasm_opt())
}

/// wasm-opt as installed by an earlier step.
pub(crate) fn installed_wasm_opt() -> Option<PathBuf> {
    Some(folder().join("node_modules/.bin/wasm-opt")).filter(|path| path.exists())
}

/// Installs packages of `tools.toml`, all at once, where one of them is missing or of another version.
pub(crate) fn ensure(versions: &Versions, packages: &[&str]) -> Result<PathBuf> {
    let mut wanted = Vec::new();
    for package in packages {
        let version = Versions::of(&versions.npm, package)?;
        if installed_version(package).as_ref() != Some(&version) {
            wanted.push(format!("{package}@{version}"));
        }
    }
    if !wanted.is_empty() {
        std::fs::create_dir_all(folder())?;
        let mut npm = shell::command("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
        npm.arg(folder()).args(&wanted);
        let what = format!("Fetching {} from npm", packages.join(", "));
        with_progress(&what, 1, &mut npm, "Check the connection and try again.")?;
    }
    Ok(folder().join("node_modules"))
}

/// The `node_modules` that a folder's package.json and package-lock.json pin, in `target/tools/NAME`.
pub(crate) fn ensure_locked(pinned: &Path, name: &str) -> Result<PathBuf> {
    let folder = paths::tools().join(name);
    let modules = folder.join("node_modules");
    let wanted = std::fs::read_to_string(pinned.join("package-lock.json"))?;
    let installed = modules.join("installed-lock.json");
    if std::fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) {
        std::fs::create_dir_all(&folder)?;
        for file in ["package.json", "package-lock.json"] {
            std::fs::copy(pinned.join(file), folder.join(file))?;
        }
        let mut npm = shell::command("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(&folder);
        let what = format!("Fetching {name} from npm");
        with_progress(&what, 1, &mut npm, "Check the connection and try again.")?;
        std::fs::write(installed, wanted)?;
    }
    Ok(modules)
}

fn folder() -> PathBuf {
    paths::tools().join("node")
}

fn installed_version(package: &str) -> Option<String> {
    let manifest = folder().join("node_modules").join(package).join("package.json");
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(manifest).ok()?).ok()?;
    json.get("version")?.as_str().map(str::to_owned)
}
