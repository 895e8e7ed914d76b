//! What is one's own, changed without a server: lists, filters, a note, the profile, a mute for a day, a report. All of it
//! shows at once, survives the browser, and arrives.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::{env, picture};
use thirtyfour::By;

/// A list with ben on it.
async fn make_a_list(app: &App<'_>) -> Result<()> {
    let page = app.page();
    app.open("/lists").await?;
    page.get("textbox", "^name of a new list$").fill("Close friends").await?;
    page.get("button", "^make it$").click().await?;
    page.get("link", "^close friends not sent yet$").shown().await?;
    app.open("/@ben").await?;
    app.profile_menu("lists").await?;
    page.get("dialog", "^lists$").get("checkbox", "^close friends$").click().await?;
    page.get("dialog", "^lists$").get("button", "^done$").click().await?;
    page.get("dialog", "^lists$").gone().await?;
    app.open("/lists").await?;
    page.get("link", "^close friends not sent yet$").click().await?;
    page.get("link", "^people$").click().await?;
    page.get("button", "^take ben off the list$").shown().await
}

async fn make_a_filter(app: &App<'_>) -> Result<()> {
    let page = app.page();
    app.open("/filters").await?;
    page.get("button", "^new filter$").click().await?;
    page.get("textbox", "^words, one a line$").fill("spoiler").await?;
    page.get("button", "^save$").click().await?;
    page.sees("Covers posts with “spoiler”").await
}

async fn note_ben_and_hide_his_boosts(app: &App<'_>) -> Result<()> {
    let page = app.page();
    app.open("/@ben").await?;
    page.get("button", "^add a private note$").click().await?;
    page.get("textbox", "^your private note$").fill("Met in Rome").await?;
    page.get("button", "^save$").click().await?;
    page.sees("Only you see this note").await?;
    app.profile_menu("hide their boosts").await?;
    page.get("button", "^more about this account$").click().await?;
    page.get("button", "^show their boosts$").shown().await?;
    page.press(thirtyfour::Key::Escape.value().to_string()).await
}

async fn change_the_profile(app: &App<'_>, picture: &std::path::Path) -> Result<()> {
    let page = app.page();
    app.open("/@ada").await?;
    page.get("link", "^edit profile$").click().await?;
    page.get("textbox", "^name$").fill("Ada of the Tunnel").await?;
    page.get("textbox", "^about you$").fill("Writes from below").await?;
    page.get("textbox", "^label of row 1$").fill("Line").await?;
    page.get("textbox", "^content of row 1$").fill("Northern").await?;
    page.get("region", "^preview$").containing("Writes from below").shown().await?;
    page.get("region", "^preview$").containing("Northern").shown().await?;
    let picker = page.driver().find(By::Css(".edit-profile input[type=file]")).await?;
    picker.send_keys(picture.to_string_lossy()).await?;
    page.becomes("the picture", async || {
        page.eval("return !!document.querySelector('.picture-field img[src^=blob]')", vec![]).await
    })
    .await?;
    let quotes = page.get("combobox", "^who may quote them").first().await?;
    quotes.find(By::Css("option[value=followers]")).await?.click().await?;
    page.get("button", "^save$").click().await?;
    page.get("heading", "^ada of the tunnel$").shown().await?;
    page.sees("Writes from below").await?;
    page.sees("Changes to your profile wait to be sent").await
}

async fn mute_and_report_dora(app: &App<'_>) -> Result<()> {
    let page = app.page();
    app.open("/@dora").await?;
    app.profile_menu("report").await?;
    let dialog = page.get("dialog", "^report$");
    dialog.get("radio", "spam").click().await?;
    dialog.get("textbox", "^what should they know").fill("Sells watches").await?;
    dialog.get("button", "^report$").click().await?;
    dialog.gone().await?;
    app.profile_menu("mute").await?;
    let dialog = page.get("dialog", "^mute$");
    let day = dialog.get("combobox", "^how long").first().await?;
    day.find(By::XPath(".//option[.='For a day']")).await?.click().await?;
    dialog.get("button", "^mute$").click().await?;
    page.sees("You muted this account").await
}

#[tokio::test]
async fn what_is_changed_of_the_own_without_a_server_shows_at_once_and_arrives() -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    server.api()?.register("dora").await?;
    ada.follow("ben").await?;
    ben.publish("A post for the list").await?;
    let folder = tempfile::TempDir::new()?;
    let file = folder.path().join("me.png");
    std::fs::write(&file, picture::gradient(64, 64))?;

    let mut browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("A post for the list").shown().await?;
    app.can_go_offline().await?;
    for path in ["/@ben", "/@dora"] {
        app.open(path).await?;
        app.page().get("button", "^more about this account$").shown().await?;
        app.page().get("button", "^add a private note$").shown().await?;
    }

    server.stop().await?;
    make_a_list(&app).await?;
    make_a_filter(&app).await?;
    note_ben_and_hide_his_boosts(&app).await?;
    change_the_profile(&app, &file).await?;
    mute_and_report_dora(&app).await?;
    browser.crash().await?;

    let app = App::new(&browser, &server);
    server.restart().await?;
    app.open("/outbox").await?;
    app.all_sent().await?;
    arrived(&ada).await?;
    app.open("/lists").await?;
    app.page().get("link", "^close friends$").click().await?;
    app.post("A post for the list").shown().await?;
    browser.quit().await
}

async fn arrived(ada: &Api) -> Result<()> {
    let lists = ada.get("/api/v1/lists").await?;
    ensure!(lists.as_array().is_some_and(|all| all.len() == 1), "{lists:#}");
    let id = lists[0]["id"].as_str().unwrap_or_default();
    let members = ada.get(&format!("/api/v1/lists/{id}/accounts")).await?;
    ensure!(members[0]["acct"] == "ben" && members[1].is_null(), "{members:#}");
    let filters = ada.get("/api/v2/filters").await?;
    ensure!(filters[0]["keywords"][0]["keyword"] == "spoiler" && filters[1].is_null(), "{filters:#}");
    let ben = ada.relationship("ben").await?;
    ensure!(ben["note"] == "Met in Rome" && ben["showing_reblogs"] == false, "{ben:#}");
    ensure!(ben["following"] == true, "{ben:#}");
    let dora = ada.relationship("dora").await?;
    ensure!(dora["muting"] == true && dora["muting_expires_at"].is_string(), "{dora:#}");
    let me = ada.get("/api/v1/accounts/verify_credentials").await?;
    ensure!(me["display_name"] == "Ada of the Tunnel", "{me:#}");
    ensure!(me["source"]["note"] == "Writes from below", "{me:#}");
    ensure!(me["source"]["quote_policy"] == "followers", "{me:#}");
    ensure!(me["fields"][0]["name"] == "Line" && me["fields"][1].is_null(), "{me:#}");
    ensure!(!me["avatar"].as_str().unwrap_or_default().contains("missing"), "{me:#}");
    Ok(())
}
