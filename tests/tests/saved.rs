//! What one keeps for oneself: bookmarks in folders, with notes, which are there without a server and go along as a file.

use anyhow::{Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{disk, env};

async fn put(app: &App<'_>, post: &str, folder: &str, note: &str) -> Result<()> {
    app.menu(post, "folder and note").await?;
    let sheet = app.page().get("dialog", "^folder and note$");
    sheet.get("combobox|textbox", "^folder$").fill(folder).await?;
    sheet.get("textbox", "^note$").fill(note).await?;
    sheet.get("button", "^save$").click().await?;
    sheet.gone().await
}

async fn bookmarks_are_sorted(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    for words in ["Rye wants a night", "Varnish twice", "Nothing to keep"] {
        ben.publish(words).await?;
    }
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    app.can_go_offline().await?;
    app.open("/saved").await?;
    page.sees("No folders and notes yet").await?;
    app.open("/").await?;
    app.press("Rye wants a night", "^bookmark").await?;
    put(&app, "Rye wants a night", "Bread", "Ask about the flour").await?;
    // What was begun is there again, and what is not touched stays as it was.
    let sheet = page.get("dialog", "^folder and note$");
    app.menu("Rye wants a night", "folder and note").await?;
    sheet.get("textbox", "^note$").fill("Ask about the flour, and the oven").await?;
    page.press(thirtyfour::Key::Escape.value().to_string()).await?;
    sheet.gone().await?;
    app.menu("Rye wants a night", "folder and note").await?;
    page.becomes("what was typed", async || {
        let note = sheet.get("textbox", "^note$").first().await?.value().await?;
        Ok(note.is_some_and(|note| note.ends_with("and the oven")))
    })
    .await?;
    sheet.get("button", "^save$").click().await?;
    sheet.gone().await?;
    put(&app, "Varnish twice", "Boats", "").await?;

    app.open("/bookmarks").await?;
    page.get("link", "^folders$").click().await?;
    let saved = page.get("region", "^saved posts$");
    saved.clone().containing("Ask about the flour").shown().await?;
    page.get("link", "^bread 1$").click().await?;
    page.becomes("only the folder's post", async || {
        let text = saved.text().await?;
        Ok(text.contains("Rye wants a night") && !text.contains("Varnish"))
    })
    .await?;

    // Without a server all of it is there, and can be changed.
    server.stop().await?;
    page.reload().await?;
    saved.clone().containing("Ask about the flour").shown().await?;
    let name = page.get("textbox", "^name of this folder$");
    name.fill("Baking").await?;
    page.get("button", "^rename$").click().await?;
    page.get("link", "^baking 1$").shown().await?;
    page.get("link", "^all 2$").click().await?;
    saved.containing("Varnish twice").shown().await?;
    disk::keep_offers(page).await?;
    page.get("button", "^export as csv$").click().await?;
    let text = disk::offered(page).await?;
    ensure!(text.starts_with("Address,Author,Folder,Note,Text\n"), "{text}");
    ensure!(text.contains(",ben,Baking,\"Ask about the flour, and the oven\",Rye wants a night\n"), "{text}");
    page.get("link", "^boats 1$").click().await?;
    page.get("button", "^dissolve$").click().await?;
    page.get("link", "^boats").gone().await?;
    page.reload().await?;
    page.get("link", "^all 1$").shown().await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_sorts_bookmarks() -> Result<()> {
    bookmarks_are_sorted(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_sorts_bookmarks() -> Result<()> {
    bookmarks_are_sorted(Engine::Firefox).await
}
