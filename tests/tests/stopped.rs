//! A fault in the module: the page says so and what one can do, and nothing that was written is lost.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

/// Drops something in the module that is not there, as a fault in it might: the module ends in a trap.
const TRAP: &str =
    "return import(document.querySelector('link[rel=modulepreload]').href).then(({ initSync }) => {
        const { __wbindgen_destroy_closure: destroy } = initSync();
        setTimeout(() => destroy(1, 0x7fffffff));
    })";

/// What the module does in a panic, before it ends. A driver's script does not get at the module in Firefox.
const PANIC: &str = "window.reportError('panicked at src/page.rs:1:1: so it is')";

async fn a_fault_is_told(engine: Engine, fault: &str) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    server.api()?.register("ada").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.open("/compose").await?;
    let page = app.page();
    page.get("textbox", "^text").fill("Half of a thought").await?;
    page.eval::<()>(fault, vec![]).await?;

    page.get("heading", "^rejoin has stopped$").shown().await?;
    let report = page.text().await?;
    ensure!(report.contains("kept on this device"), "{report}");
    ensure!(report.contains("/compose") && report.contains("/assets/app-"), "{report}");
    page.get("button", "^copy a report").shown().await?;

    page.get("button", "^try again$").click().await?;
    page.becomes("the draft to be there again", async || {
        let text = page.get("textbox", "^text").now().await?;
        let Some(text) = text.first() else { return Ok(false) };
        Ok(text.value().await?.as_deref() == Some("Half of a thought"))
    })
    .await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_tells_of_a_fault() -> Result<()> {
    a_fault_is_told(Engine::Chromium, TRAP).await
}

#[tokio::test]
async fn firefox_tells_of_a_fault() -> Result<()> {
    a_fault_is_told(Engine::Firefox, PANIC).await
}
