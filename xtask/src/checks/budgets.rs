//! What a first visit costs, against `xtask/budgets.toml`.

use crate::bundle::precache::Precache;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;

/// The limits.
#[derive(Deserialize)]
pub(crate) struct Budgets {
    initial_kib: u64,
    api_kib: u64,
    initial_requests: usize,
    api_requests: usize,
}

impl Budgets {
    pub(crate) fn load() -> Result<Self> {
        toml::from_str(include_str!("../../budgets.toml")).context("xtask/budgets.toml is not as expected")
    }
}

/// The files that come before the first post, with their size as sent.
pub(crate) struct Weighed {
    files: Vec<(String, u64)>,
}

/// Weighs the bundle in `folder`.
pub(crate) fn measure(folder: &Path) -> Result<Weighed> {
    let list = std::fs::read(folder.join("precache.json")).context("the bundle has no precache.json")?;
    let list: Precache = serde_json::from_slice(&list)?;
    let mut files = Vec::new();
    for file in list.files.into_iter().filter(|file| is_initial(&file.url)) {
        let name = if file.url == "/" { "index.html" } else { file.url.trim_start_matches('/') };
        let sent = std::fs::metadata(folder.join(format!("{name}.br"))).map_or(file.bytes, |data| data.len());
        files.push((file.url, sent));
    }
    Ok(Weighed { files })
}

/// Fetched by every first visit: page, scripts, module, style, and the icon and manifest of the tab. The large
/// icons wait for whoever installs the app, the later parts of the module with their style until the first post is on screen, and the worker
/// that searches until somebody does.
fn is_initial(url: &str) -> bool {
    if is_later(url) {
        return false;
    }
    url == "/"
        || url.starts_with("/assets/")
        || url.starts_with("/snippets/")
        || matches!(url, "/icon.svg" | "/manifest.webmanifest")
}

fn is_later(url: &str) -> bool {
    (url.starts_with("/assets/later-") && !url.ends_with(".js")) || url.starts_with("/assets/search-")
}

impl Weighed {
    fn total(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }

    /// One line a file, then the sum.
    pub(crate) fn table(&self) -> String {
        let line = |name: &str, bytes: u64| format!("{:>9.1} KiB  {name}\n", bytes as f64 / 1024.0);
        let mut table: String = self.files.iter().map(|(url, bytes)| line(url, *bytes)).collect();
        table.push_str(&line(&format!("first visit, {} requests", self.files.len()), self.total()));
        table
    }

    /// The limits that are passed, in words.
    pub(crate) fn over(&self, budgets: &Budgets) -> Vec<String> {
        let mut over = Vec::new();
        let allowed = budgets.initial_kib.saturating_sub(budgets.api_kib);
        if self.total() > allowed * 1024 {
            over.push(format!("the files are {} bytes, {allowed} KiB are allowed", self.total()));
        }
        let requests = self.files.len() + budgets.api_requests;
        if requests > budgets.initial_requests {
            over.push(format!("{requests} requests are made, {} are allowed", budgets.initial_requests));
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_in_the_file_and_hold() {
        let budgets = Budgets::load().unwrap();
        let of = |bytes, count: usize| Weighed { files: vec![("/x".to_owned(), bytes); count] };
        let most = (budgets.initial_kib - budgets.api_kib) * 1024;
        assert!(of(most, 1).over(&budgets).is_empty());
        assert_eq!(of(most + 1, 1).over(&budgets).len(), 1);
        assert_eq!(of(1, budgets.initial_requests).over(&budgets).len(), 1);
    }

    #[test]
    fn what_comes_later_does_not_count() {
        assert!(is_initial("/") && is_initial("/assets/app-0.wasm") && is_initial("/icon.svg"));
        assert!(!is_initial("/icon-512.png"));
        assert!(is_initial("/assets/later-0.js") && !is_initial("/assets/later-0.wasm"));
        assert!(!is_initial("/assets/search-0.js") && !is_initial("/assets/search-0.wasm"));
    }
}
