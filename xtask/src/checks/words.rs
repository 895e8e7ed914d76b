//! Words that must not occur: the ways by which text of others could become markup.

use crate::paths;
use anyhow::{Result, bail};
use walkdir::WalkDir;

const FORBIDDEN: [&str; 5] =
    ["inner_html", "outer_html", "insert_adjacent_html", "create_contextual_fragment", "document.write"];

/// Reads every Rust file of the app and of the crates.
pub(super) fn check() -> Result<()> {
    let mut found = Vec::new();
    let mut files = 0;
    for folder in ["src", "crates"] {
        for entry in WalkDir::new(paths::root().join(folder)).sort_by_file_name() {
            let entry = entry?;
            if entry.path().extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            files += 1;
            let text = std::fs::read_to_string(entry.path())?;
            let name = entry.path().strip_prefix(paths::root())?.display().to_string();
            found.extend(occurrences(&text).map(|(line, word)| format!("{name}:{line} names {word}")));
        }
    }
    if !found.is_empty() {
        bail!("{}. Content of others is drawn from its typed tree, never as markup.", found.join("; "));
    }
    println!("{files} files, none of {}", FORBIDDEN.join(", "));
    Ok(())
}

fn occurrences(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")).flat_map(
        |(number, line)| {
            FORBIDDEN.iter().filter(move |word| line.contains(*word)).map(move |word| (number + 1, *word))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_counts_and_comments_do_not() {
        let text = "// inner_html does not exist\nlet x = view! { <p inner_html=y/> };\nelement.set_outer_html(y);\n";
        assert_eq!(occurrences(text).collect::<Vec<_>>(), [(2, "inner_html"), (3, "outer_html")]);
    }
}
