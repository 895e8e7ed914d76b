//! The recorded answers: see `tests/fixtures/README.md`.

use std::path::{Path, PathBuf};

use rejoin_api::Response;
use serde_json::Value;

/// One request and what a server answered.
pub(crate) struct Fixture {
    /// Below `tests/fixtures`.
    pub(crate) name: String,
    pub(crate) method: String,
    /// Without the query.
    pub(crate) path: String,
    pub(crate) response: Response,
    /// The body as JSON; a string where the answer was not JSON.
    pub(crate) body: Value,
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Files below the fixtures whose name ends so, in order.
pub(crate) fn files(ending: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder()).sort_by_file_name().into_iter();
    let paths = entries.map(|entry| entry.expect("the fixtures can be listed").into_path());
    paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect()
}

pub(crate) fn all() -> Vec<Fixture> {
    let fixtures: Vec<_> = files(".json").iter().map(|path| read(path)).collect();
    assert!(fixtures.len() > 400, "only {} fixtures", fixtures.len());
    fixtures
}

pub(crate) fn one(name: &str) -> Fixture {
    read(&folder().join(name))
}

fn read(path: &Path) -> Fixture {
    let text = std::fs::read_to_string(path).expect("a fixture can be read");
    let mut recorded: Value = serde_json::from_str(&text).expect("a fixture is JSON");
    let request = recorded["request"].take();
    let headers = recorded["headers"].as_object().expect("headers").iter();
    let body = recorded["body"].clone();
    Fixture {
        name: path.strip_prefix(folder()).expect("below the folder").to_string_lossy().into_owned(),
        method: request["method"].as_str().expect("a method").to_owned(),
        path: request["path"].as_str().expect("a path").split('?').next().unwrap_or_default().to_owned(),
        response: Response {
            status: recorded["status"].as_u64().and_then(|s| s.try_into().ok()).expect("a status"),
            headers: headers.map(|(k, v)| (k.clone(), v.as_str().unwrap_or_default().to_owned())).collect(),
            body: body.as_str().map_or_else(|| body.to_string(), str::to_owned),
        },
        body,
    }
}
