//! Where a browser puts what a page offers as a file.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::browser::Browser;
use crate::wait::{PATIENCE, until};

/// Lets Chromium put downloads into a folder.
pub async fn download_to(browser: &Browser, folder: &Path) -> Result<()> {
    let behaviour = json!({ "behavior": "allow", "downloadPath": folder.display().to_string() });
    browser.driver().cdp().send_raw("Browser.setDownloadBehavior", behaviour).await?;
    Ok(())
}

/// Waits for a file to be there whole, and reads it.
pub async fn downloaded(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    until(&format!("the file {name}"), PATIENCE, async || Ok(path.is_file().then_some(()))).await?;
    std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
}
