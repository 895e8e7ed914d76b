//! Arrows point one way: who may depend on whom. The table is that of docs/architecture.md.

use crate::shell;
use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// What one of our packages may name.
struct Layer {
    package: &'static str,
    ours: &'static [&'static str],
    browser: bool,
    leptos: bool,
}

const fn layer(package: &'static str, ours: &'static [&'static str]) -> Layer {
    Layer { package, ours, browser: false, leptos: false }
}

const fn web(package: &'static str, ours: &'static [&'static str], leptos: bool) -> Layer {
    Layer { package, ours, browser: true, leptos }
}

const LAYERS: [Layer; 11] = [
    layer("rejoin-api", &[]),
    layer("rejoin-domain", &["rejoin-api"]),
    layer("rejoin-sync", &["rejoin-domain", "rejoin-api"]),
    layer("rejoin-search", &[]),
    web("rejoin-store-idb", &["rejoin-sync", "rejoin-domain", "rejoin-api"], false),
    web(
        "rejoin-search-worker",
        &["rejoin-search", "rejoin-store-idb", "rejoin-sync", "rejoin-domain", "rejoin-api"],
        false,
    ),
    web("rejoin-net-web", &["rejoin-sync", "rejoin-api"], false),
    web(
        "rejoin",
        &[
            "rejoin-api",
            "rejoin-domain",
            "rejoin-sync",
            "rejoin-search",
            "rejoin-store-idb",
            "rejoin-net-web",
        ],
        true,
    ),
    layer("rejoin-server", &["rejoin-api"]),
    layer("rejoin-journeys", &["rejoin-api"]),
    layer("xtask", &[]),
];

/// Packages that only make sense in a browser.
const BROWSER: [&str; 6] =
    ["web-sys", "js-sys", "wasm-bindgen", "wasm-bindgen-futures", "indexed_db_futures", "gloo"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
}

/// Compares every manifest of the workspace with the table.
pub(super) fn check() -> Result<()> {
    let metadata = shell::output(&mut shell::cargo(["metadata", "--no-deps", "--format-version", "1"]))
        .context("`cargo metadata` failed; run it to see why")?;
    let metadata: Metadata = serde_json::from_str(&metadata)?;
    let wrong = violations(&metadata);
    if !wrong.is_empty() {
        bail!("{}. docs/architecture.md says why; move the code to where it may be.", wrong.join("; "));
    }
    println!("{} packages, no arrow against the stream", metadata.packages.len());
    Ok(())
}

fn violations(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let Some(layer) = LAYERS.iter().find(|layer| layer.package == package.name) else {
            wrong.push(format!("{} has no place in the table", package.name));
            continue;
        };
        for Dependency { name } in &package.dependencies {
            if !layer.allows(name, &ours) {
                wrong.push(format!("{} must not name {name}", package.name));
            }
        }
    }
    wrong
}

impl Layer {
    fn allows(&self, dependency: &str, ours: &[&str]) -> bool {
        if ours.contains(&dependency) {
            // A package may name itself to switch on features for its tests.
            return self.ours.contains(&dependency) || self.package == dependency;
        }
        if dependency.starts_with("leptos") {
            return self.leptos;
        }
        if BROWSER.contains(&dependency)
            || dependency.starts_with("gloo-")
            || dependency.starts_with("wasm-bindgen")
        {
            return self.browser;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(packages: &[(&str, &[&str])]) -> Metadata {
        let dependency = |name: &&str| Dependency { name: (*name).to_owned() };
        let packages = packages.iter().map(|(name, dependencies)| Package {
            name: (*name).to_owned(),
            dependencies: dependencies.iter().map(dependency).collect(),
        });
        Metadata { packages: packages.collect() }
    }

    #[test]
    fn arrows_downwards_are_allowed() {
        let tree = metadata(&[
            ("rejoin-api", &["serde"]),
            ("rejoin-domain", &["rejoin-api"]),
            ("rejoin", &["leptos", "web-sys", "rejoin-domain"]),
        ]);
        assert!(violations(&tree).is_empty());
    }

    #[test]
    fn arrows_upwards_browsers_and_strangers_are_named() {
        let tree = metadata(&[
            ("rejoin-api", &["rejoin-domain"]),
            ("rejoin-domain", &["gloo-net"]),
            ("rejoin-store-idb", &["leptos", "web-sys"]),
            ("rejoin-new", &[]),
        ]);
        assert_eq!(
            violations(&tree),
            [
                "rejoin-api must not name rejoin-domain",
                "rejoin-domain must not name gloo-net",
                "rejoin-store-idb must not name leptos",
                "rejoin-new has no place in the table",
            ]
        );
    }
}
