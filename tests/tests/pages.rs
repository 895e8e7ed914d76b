//! Every page at three widths, light and dark: pictures to judge, no error in the console, nothing that runs out of a
//! window of 320 pixels, which is 400 % zoom.

use anyhow::Result;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{axe, env, pages, shots};

/// Looks at one page in every way; says what is wrong with it.
async fn look(browser: &Browser, app: &App<'_>, name: &str, path: &str) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    for (size, width, height) in shots::SIZES {
        shots::resize(browser, width, height).await?;
        app.open(path).await?;
        for scheme in shots::SCHEMES {
            shots::prefer(browser, scheme).await?;
            pages::rests(app).await?;
            shots::shoot(browser, name, size, scheme).await?;
            for rule in axe::broken_rules(app.page()).await? {
                wrong.push(format!("{name} ({path}), {size} and {scheme}, breaks a rule: {rule}"));
            }
        }
    }
    shots::resize(browser, 320, 700).await?;
    pages::rests(app).await?;
    if shots::scrolls_sideways(browser).await? {
        wrong.push(format!(
            "{name} ({path}) scrolls sideways at 320 pixels: {}",
            shots::widest(browser).await?
        ));
    }
    for error in app.page().console_errors().await? {
        wrong.push(format!("{name} ({path}) wrote to the console: {error}"));
    }
    for violation in app.page().violations().await? {
        wrong.push(format!("{name} ({path}) broke the policy: {violation}"));
    }
    Ok(wrong)
}

#[tokio::test]
async fn every_page_at_every_width() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::demo().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    let mut wrong = Vec::new();
    for (name, path) in pages::SIGNED_OUT {
        wrong.extend(look(&browser, &app, name, path).await?);
    }
    shots::resize(&browser, 1440, 900).await?;
    app.sign_in("ada").await?;
    for (name, path) in &pages::signed_in(&ada).await? {
        wrong.extend(look(&browser, &app, name, path).await?);
    }
    browser.quit().await?;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
