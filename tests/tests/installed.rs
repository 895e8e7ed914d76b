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

/// What a system does when something is shared with the app: it posts a form to the address that the manifest names.
const SHARE: &str = "const [done] = arguments;
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/share', enctype: 'multipart/form-data' });
    const field = (name, value) => form.append(Object.assign(document.createElement('input'), { name, value, type: 'hidden' }));
    field('title', 'A find');
    field('url', 'https://example.org/find');
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 30 });
    canvas.toBlob((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], 'find.png', { type: 'image/png' }));
        const input = Object.assign(document.createElement('input'), { name: 'files', type: 'file', multiple: true });
        input.files = files.files;
        form.append(input);
        document.body.append(form);
        done();
        form.submit();
    }, 'image/png')";

async fn takes_what_is_shared(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let ada = server.api()?.register("ada").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    app.can_go_offline().await?;
    server.stop().await?;
    page.driver().execute_async(SHARE, vec![]).await?;
    page.arrives("the composer", |path| path.starts_with("/compose")).await?;
    page.becomes("the words", async || {
        let text = page.get("textbox", "^text$").first().await?.value().await?.unwrap_or_default();
        Ok(text == "A find\nhttps://example.org/find")
    })
    .await?;
    page.get("textbox", "^description of").fill("What was found").await?;
    // It is a draft by now: what was shared is not taken twice.
    page.reload().await?;
    page.becomes("one picture", async || {
        page.eval("return document.querySelectorAll('.composer-item').length === 1", vec![]).await
    })
    .await?;
    page.get("button", "^post$").click().await?;
    page.sees("1 to send").await?;
    server.restart().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    let posts = ada.posts_of("ada").await?;
    let media = posts.first().and_then(|post| post["media_attachments"].as_array()).map(Vec::len);
    anyhow::ensure!(posts.len() == 1 && media == Some(1), "{posts:?}");
    browser.quit().await
}

#[tokio::test]
async fn chromium_takes_what_is_shared() -> Result<()> {
    takes_what_is_shared(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_takes_what_is_shared() -> Result<()> {
    takes_what_is_shared(Engine::Firefox).await
}
