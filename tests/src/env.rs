//! What a journey needs from outside, and the word for whoever starts it without.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use tokio::sync::{Mutex, MutexGuard};

use crate::browser::Engine;

/// Browsers are heavy: within one test binary, journeys take turns.
static TURN: Mutex<()> = Mutex::const_new(());

/// Waits for this journey's turn; hold the guard until the end.
pub async fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().await
}

fn path(name: &str) -> Result<PathBuf> {
    let Some(value) = std::env::var_os(name) else {
        bail!(
            "{name} is not set. Run the journeys with `cargo xtask test journeys`, which builds and sets it."
        );
    };
    let path = PathBuf::from(value);
    path.canonicalize().with_context(|| format!("{name} names {}, which cannot be opened", path.display()))
}

/// The server binary (`REJOIN_SERVER_BIN`).
pub fn server_binary() -> Result<PathBuf> {
    path("REJOIN_SERVER_BIN")
}

/// The folder with the built app (`REJOIN_APP_DIR`).
pub fn app_dir() -> Result<PathBuf> {
    path("REJOIN_APP_DIR")
}

/// The folder with the page that is nothing but the store (`REJOIN_STORE_PAGE`).
pub fn store_page() -> Result<PathBuf> {
    path("REJOIN_STORE_PAGE")
}

/// axe-core, in one file (`REJOIN_AXE`).
pub fn axe() -> Result<PathBuf> {
    path("REJOIN_AXE")
}

/// The program of Lighthouse, for Node (`REJOIN_LIGHTHOUSE`).
pub fn lighthouse() -> Result<PathBuf> {
    path("REJOIN_LIGHTHOUSE")
}

/// A tool by its variable, else by its usual name on `PATH`.
pub fn tool(variable: &str, usual: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| PathBuf::from(usual), PathBuf::from)
}

/// Where pictures of pages go (`REJOIN_SCREENSHOTS`, else `target/screenshots`).
pub fn screenshots() -> PathBuf {
    std::env::var_os("REJOIN_SCREENSHOTS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots"),
        PathBuf::from,
    )
}

/// The browser that takes the place of all others (`REJOIN_BROWSER`: `chromium`, `firefox` or `webkit`): to see by hand how
/// journeys fare that are usually made in one only.
pub fn engine_instead() -> Option<Engine> {
    match std::env::var("REJOIN_BROWSER").ok()?.as_str() {
        "chromium" => Some(Engine::Chromium),
        "firefox" => Some(Engine::Firefox),
        "webkit" => Some(Engine::WebKit),
        _ => None,
    }
}
