//! Tools from npm, in `target/tools`.

use super::{Versions, installed, with_progress};
use crate::{paths, shell};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// What makes the app smaller: wasm-opt and terser. Where there is no npm, a word about it.
pub(crate) fn for_bundle(versions: &Versions) -> Result<()> {
    if shell::find("npm").is_none() {
        println!("npm is not installed: the app will be larger than it could be");
        println!("  (to change that: install Node.js with npm, then run this again)");
        return Ok(());
    }
    ensure(versions, "binaryen")?;
    ensure(versions, "terser")
}

/// axe-core, in one file.
pub(crate) fn axe() -> Result<PathBuf> {
    ensure(&Versions::load()?, "axe-core")?;
    Ok(folder().join("node_modules/axe-core/axe.min.js"))
}

/// Lighthouse, as a script for Node.
pub(crate) fn lighthouse() -> Result<PathBuf> {
    ensure(&Versions::load()?, "lighthouse")?;
    Ok(folder().join("node_modules/lighthouse/cli/index.js"))
}

/// A program as installed by an earlier step.
pub(crate) fn installed(program: &str) -> Option<PathBuf> {
    Some(folder().join("node_modules/.bin").join(program)).filter(|path| path.exists())
}

/// Installs a package of `tools.toml` where it is missing or of another version.
fn ensure(versions: &Versions, package: &str) -> Result<()> {
    let version = Versions::of(&versions.npm, package)?;
    if installed_version(package).as_ref() == Some(&version) {
        return Ok(());
    }
    std::fs::create_dir_all(folder())?;
    let mut npm = shell::command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(folder());
    npm.arg(format!("{package}@{version}"));
    with_progress(&format!("Fetching {package} from npm"), 1, &mut npm, ADVICE)
}

const ADVICE: &str = "Check the connection and try again.";

/// The `node_modules` that the `package.json` and its lock file in `source` describe.
pub(crate) fn of_lock_file(name: &str, source: &Path) -> Result<PathBuf> {
    let folder = paths::tools().join(name);
    let files = ["package.json", "package-lock.json"].map(|file| source.join(file));
    let files = files.each_ref().map(PathBuf::as_path);
    if !installed::is_from(&folder, &files)? {
        std::fs::create_dir_all(&folder)?;
        for file in files {
            std::fs::copy(file, folder.join(file.file_name().unwrap_or_default()))?;
        }
        let mut npm = shell::command("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(&folder);
        with_progress("Fetching the clients from npm", 1, &mut npm, ADVICE)?;
        installed::note(&folder, &files)?;
    }
    Ok(folder.join("node_modules"))
}

fn folder() -> PathBuf {
    paths::tools().join("node")
}

fn installed_version(package: &str) -> Option<String> {
    let manifest = folder().join("node_modules").join(package).join("package.json");
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(manifest).ok()?).ok()?;
    json.get("version")?.as_str().map(str::to_owned)
}
