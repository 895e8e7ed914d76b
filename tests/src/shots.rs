//! Pictures of pages at the three widths that the looks are judged by, light and dark (Chromium).

use anyhow::Result;
use serde_json::json;

use crate::browser::Browser;
use crate::env;

/// Name, width and height of each size.
pub const SIZES: [(&str, u32, u32); 3] = [("phone", 390, 844), ("tablet", 768, 1024), ("desktop", 1440, 900)];

/// The colour schemes that a page follows.
pub const SCHEMES: [&str; 2] = ["light", "dark"];

/// Makes the page exactly this large.
pub async fn resize(browser: &Browser, width: u32, height: u32) -> Result<()> {
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    browser.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
    // As on a phone, and on most desktops: they lie over the page.
    browser.driver().cdp().send_raw("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await?;
    Ok(())
}

/// Lets the system prefer `light` or `dark`.
pub async fn prefer(browser: &Browser, scheme: &str) -> Result<()> {
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    browser.driver().cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
    Ok(())
}

/// Writes a picture of what is on the screen to `NAME-SIZE-SCHEME.png`.
pub async fn shoot(browser: &Browser, name: &str, size: &str, scheme: &str) -> Result<()> {
    let folder = env::screenshots();
    std::fs::create_dir_all(&folder)?;
    browser.driver().screenshot(&folder.join(format!("{name}-{size}-{scheme}.png"))).await?;
    Ok(())
}

/// Whether something reaches beyond the side of the page.
pub async fn scrolls_sideways(browser: &Browser) -> Result<bool> {
    let script = "const root = document.scrollingElement; return root.scrollWidth > root.clientWidth";
    browser.page().eval(script, vec![]).await
}

/// What reaches farthest beyond the side, as its tag and classes.
pub async fn widest(browser: &Browser) -> Result<String> {
    let script = "const wide = [...document.querySelectorAll('body *')]
            .map((element) => [element.getBoundingClientRect().right, element])
            .filter(([right]) => right > document.scrollingElement.clientWidth + 0.5)
            .sort((a, b) => b[0] - a[0]);
        return wide.slice(0, 3).map(([right, element]) => `${element.tagName}.${element.className} to ${right}`).join(', ')";
    browser.page().eval(script, vec![]).await
}
