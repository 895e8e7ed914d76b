//! wasm-opt: smaller code, and no names of functions. Cargo must not strip, since wasm-bindgen reads a section that goes.

use crate::{shell, tools::npm};
use anyhow::{Context, Result};
use std::path::Path;

/// What the compiler assumes that browsers know; wasm-opt refuses the module without being told.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
];

/// The module, optimised for size where wasm-opt is there.
pub(crate) fn optimised(path: &Path) -> Result<Vec<u8>> {
    let read = |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let Some(wasm_opt) = npm::installed_wasm_opt() else {
        println!("No wasm-opt: the app stays larger than it could be");
        return read(path);
    };
    let out = path.with_extension("opt.wasm");
    let mut command = shell::command(wasm_opt);
    // Functions of like names are alike inside: side by side they compress better.
    command
        .args(["-Oz", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"])
        .args(FEATURES)
        .arg(path)
        .arg("-o")
        .arg(&out);
    shell::run(&mut command, "Build without it: remove target/tools/node and take npm from PATH.")?;
    let content = read(&out)?;
    std::fs::remove_file(&out)?;
    Ok(content)
}
