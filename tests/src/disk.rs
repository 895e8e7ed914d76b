//! Where a browser puts what a page offers as a file.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::browser::Browser;
use crate::page::Page;
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

/// Keeps what the page offers as files from here on, in any engine, instead of letting the browser save them.
pub async fn keep_offers(page: Page<'_>) -> Result<()> {
    let script = "const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => { window.__offered = blob; return make(blob); };
        HTMLAnchorElement.prototype.click = () => {};";
    page.eval(script, vec![]).await
}

/// Waits for a file to be offered, and reads it; the next is another.
pub async fn offered(page: Page<'_>) -> Result<String> {
    let is_there = "return Boolean(window.__offered)";
    page.becomes("a file", async || page.eval(is_there, vec![]).await).await?;
    let text = "const done = arguments[arguments.length - 1];
        const offered = window.__offered;
        delete window.__offered;
        offered.text().then(done)";
    Ok(page.driver().execute_async(text, vec![]).await?.convert()?)
}
