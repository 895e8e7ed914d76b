//! What the system sees of the app: an offer to install it, a number on its icon, links that are handed to it.

use anyhow::Result;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

/// Stands in for the system, which shows nothing of itself to a page: notes what it is told, and makes an offer as it would.
const SYSTEM: &str = "navigator.setAppBadge = (count) => { window.badge = count; return Promise.resolve(); };
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    offer.prompt = () => { window.prompted = true; return Promise.resolve(); };
    dispatchEvent(offer);";

#[tokio::test]
async fn the_system_is_told() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    let post = ada.publish("Is this thing on?").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    page.eval::<()>(SYSTEM, vec![]).await?;
    ben.reply(&post, "@ada It is").await?;
    page.get("link", "^notifications, 1 unread$").shown().await?;
    let badge = async |wanted: i64| {
        let script = "return window.badge ?? -1";
        page.becomes("the number on the icon", async || Ok(page.eval::<i64>(script, vec![]).await? == wanted))
            .await
    };
    badge(1).await?;
    app.go("^notifications").await?;
    page.get("button", "^mark all").click().await?;
    badge(0).await?;

    // Within the app, so that the page that was made the offer stays.
    app.go("^settings$").await?;
    page.get("button", "^install rejoin$").click().await?;
    page.get("button", "^install rejoin$").gone().await?;
    page.becomes("the system to ask", async || page.eval("return window.prompted === true", vec![]).await)
        .await?;

    let host = server.origin().replace("http://", "");
    app.open(&format!("/search?q=web%2Bap%3A%2F%2F{host}%2F%40ada%2F{post}")).await?;
    page.becomes("the words to be an address", async || {
        let value = page.get("searchbox", "^search$").first().await?.value().await?;
        Ok(value.is_some_and(|value| value == format!("https://{host}/@ada/{post}")))
    })
    .await?;
    browser.quit().await
}
