//! The device holds what a newer version of the app has written, or a newer one takes it over in another tab: the page
//! says so and what to do, and is not blank.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::page::Page;
use rejoin_journeys::server::Server;
use rejoin_journeys::store_page::call;

/// What the app of a later year does to every database of this one. Answers with how many there were.
const UPGRADE: &str =
    "const all = (await indexedDB.databases()).filter(({ name }) => name.startsWith('rejoin/'));
    for (const { name } of all) {
        await new Promise((resolve, reject) => {
            const opening = indexedDB.open(name, 99);
            opening.onsuccess = () => { opening.result.close(); resolve(); };
            opening.onerror = () => reject(opening.error);
        });
    }
    return all.length";

async fn upgrade(page: &Page<'_>) -> Result<()> {
    let count: usize = call(page, UPGRADE, vec![]).await?;
    ensure!(
        count >= 2,
        "the app keeps {count} databases, which says that this journey looks in the wrong place"
    );
    Ok(())
}

async fn tells_of_a_newer_version(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    ada.publish("Written by the version before").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Written by the version before").shown().await?;

    // Another tab brings the databases to a newer version: this one lets go, or the other would wait for ever.
    let old = browser.driver().window().await?;
    let new = browser.driver().new_tab().await?;
    browser.driver().switch_to_window(new.clone()).await?;
    // A file of the same origin, where no app runs.
    app.open("/icon.svg").await?;
    upgrade(&app.page()).await?;
    browser.driver().switch_to_window(old).await?;
    let notice = app.page().role("alert").containing("Rejoin was updated in another tab");
    notice.shown().await?;
    app.post("Written by the version before").shown().await?;

    // It is still the old version after it was loaded anew.
    notice.get("button", "^reload$").click().await?;
    app.page().role("alert").containing("what a newer version of Rejoin has written").shown().await?;
    app.page().sees("everything is kept").await?;
    app.navigation().shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_tells_of_a_newer_version() -> Result<()> {
    tells_of_a_newer_version(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_tells_of_a_newer_version() -> Result<()> {
    tells_of_a_newer_version(Engine::Firefox).await
}
