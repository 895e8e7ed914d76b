//! One stylesheet out of the many in `style/`: `@import "file.css" layer(name);` becomes `@layer name { … }`.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Reads `entry` and everything it imports.
pub(crate) fn concatenate(entry: &Path) -> Result<String> {
    let mut open = Vec::new();
    read(entry, &mut open)
}

/// `open` holds the files that are being read, to notice a circle.
fn read(path: &Path, open: &mut Vec<PathBuf>) -> Result<String> {
    if open.iter().any(|other| other == path) {
        bail!("{} imports itself", path.display());
    }
    open.push(path.to_path_buf());
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut out = String::new();
    for line in text.lines() {
        let Some(import) = line.trim().strip_prefix("@import") else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let import = Import::parse(import).with_context(|| {
            format!("{}: `{}` is not `@import \"file.css\" layer(name);`", path.display(), line.trim())
        })?;
        let file = path.parent().unwrap_or(Path::new(".")).join(import.file);
        let content = read(&file, open)?;
        match import.layer {
            Some(layer) => out.push_str(&format!("@layer {layer} {{\n{content}}}\n")),
            None => out.push_str(&content),
        }
    }
    open.pop();
    Ok(out)
}

struct Import<'a> {
    file: &'a str,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// What stands after `@import`, on one line.
    fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim().strip_suffix(';')?.trim();
        let text = text.strip_prefix("url(").unwrap_or(text);
        let (file, rest) = text.strip_prefix('"')?.split_once('"')?;
        let rest = rest.trim_start_matches(')').trim();
        if rest.is_empty() {
            return Some(Self { file, layer: None });
        }
        let layer = rest.strip_prefix("layer(")?.strip_suffix(')')?.trim();
        Some(Self { file, layer: Some(layer) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("rejoin-css-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("parts")).unwrap();
        for (file, text) in files {
            std::fs::write(folder.join(file), text).unwrap();
        }
        folder
    }

    #[test]
    fn imports_become_layers_in_their_order() {
        let folder = folder(
            "order",
            &[
                (
                    "index.css",
                    "@layer a, b;\n@import \"a.css\" layer(a);\n@import url(\"parts/b.css\") layer(b);\n",
                ),
                ("a.css", "p { color: red }\n"),
                ("parts/b.css", "@import \"c.css\";\n"),
                ("parts/c.css", "q { color: blue }\n"),
            ],
        );
        assert_eq!(
            concatenate(&folder.join("index.css")).unwrap(),
            "@layer a, b;\n@layer a {\np { color: red }\n}\n@layer b {\nq { color: blue }\n}\n"
        );
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn circles_and_strange_imports_are_named() {
        let folder = folder(
            "bad",
            &[("a.css", "@import \"a.css\";"), ("b.css", "@import \"a.css\" screen;"), ("c.css", "")],
        );
        assert!(concatenate(&folder.join("a.css")).unwrap_err().to_string().contains("imports itself"));
        assert!(concatenate(&folder.join("b.css")).unwrap_err().to_string().contains("is not `@import"));
        assert!(concatenate(&folder.join("d.css")).unwrap_err().to_string().contains("cannot read"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
