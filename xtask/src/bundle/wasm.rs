//! wasm-opt: smaller code, and no names of functions. Cargo must not strip, since wasm-bindgen reads a section that goes.

use crate::{shell, tools::npm};
use anyhow::{Context, Result, anyhow};
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
    let Some(wasm_opt) = npm::installed("wasm-opt") else {
        println!("No wasm-opt: the app stays larger than it could be");
        return read(path);
    };
    let out = path.with_extension("opt.wasm");
    let mut command = shell::command(wasm_opt);
    // Code that ends alike is folded once more after all else. Functions of like names are alike inside: side by side they compress
    // better.
    command
        .args([
            "-Oz",
            "--converge",
            "--code-folding",
            "-Oz",
            "--reorder-functions-by-name",
            "--strip-debug",
            "--strip-producers",
        ])
        .args(FEATURES)
        .arg(path)
        .arg("-o")
        .arg(&out);
    shell::run(&mut command, "Build without it: remove target/tools/node and take npm from PATH.")?;
    let content = read(&out)?;
    std::fs::remove_file(&out)?;
    Ok(content)
}

/// The first bytes of a module: its magic number and version.
const HEADER: usize = 8;

/// A section of a module.
pub(super) struct Section<'a> {
    /// Its number.
    pub(super) kind: u8,
    /// All of it.
    pub(super) whole: &'a [u8],
    /// The same without its number and size.
    pub(super) content: &'a [u8],
}

/// The head of a module, and its sections.
pub(super) fn sections(module: &[u8]) -> Result<(&[u8], Vec<Section<'_>>)> {
    let (head, mut rest) = module.split_at_checked(HEADER).ok_or_else(short)?;
    let mut all = Vec::new();
    while let Some((&kind, after)) = rest.split_first() {
        let (size, start) = number(after).ok_or_else(short)?;
        let (whole, next) = rest.split_at_checked(1 + start + size).ok_or_else(short)?;
        all.push(Section { kind, whole, content: whole.get(1 + start..).ok_or_else(short)? });
        rest = next;
    }
    Ok((head, all))
}

pub(super) fn short() -> anyhow::Error {
    anyhow!("a module ends in the middle of a section")
}

/// The module without what only a linker reads: a third of it, which the cutting of the app's module takes out by itself.
pub(crate) fn without_linking(module: &[u8]) -> Result<Vec<u8>> {
    let (head, all) = sections(module)?;
    let stays = all.iter().filter(|section| section.kind != 0 || !is_for_linkers(section.content));
    let parts: Vec<&[u8]> = std::iter::once(head).chain(stays.map(|section| section.whole)).collect();
    Ok(parts.concat())
}

fn is_for_linkers(custom: &[u8]) -> bool {
    let name = number(custom).and_then(|(size, start)| custom.get(start..start + size)).unwrap_or_default();
    name == b"linking" || name.starts_with(b"reloc.")
}

/// An unsigned number in LEB128, and how many bytes it takes.
pub(super) fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::without_linking;

    #[test]
    fn what_only_a_linker_reads_goes() {
        let header = b"\0asm\x01\0\0\0";
        let code = [10, 0x82, 0x00, 1, 2];
        let custom = |name: &[u8]| {
            [&[0, u8::try_from(name.len()).unwrap() + 2, u8::try_from(name.len()).unwrap()], name, &[7]]
                .concat()
        };
        let whole = [header.as_slice(), &custom(b"linking"), &code, &custom(b"reloc.CODE"), &custom(b"name")]
            .concat();
        let wanted = [header.as_slice(), &code, &custom(b"name")].concat();
        assert_eq!(without_linking(&whole).unwrap(), wanted);
        assert!(without_linking(whole.get(..whole.len() - 1).unwrap()).is_err());
    }
}
