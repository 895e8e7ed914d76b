//! Two accounts on two servers, switched without loading anything anew: nothing of one is seen in the other, and what was
//! written without network arrives where it belongs.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

/// A person at a server, and what marks it as theirs.
struct Place {
    server: Server,
    me: Api,
    name: &'static str,
    post: &'static str,
    draft: &'static str,
    unsent: &'static str,
}

async fn place(
    name: &'static str,
    post: &'static str,
    draft: &'static str,
    unsent: &'static str,
) -> Result<Place> {
    let server = Server::empty().await?;
    let me = server.api()?.register(name).await?;
    // The same name and, on new servers, much of the same ids: what keeps them apart is the server.
    let ben = server.api()?.register("ben").await?;
    me.follow("ben").await?;
    ben.publish(post).await?;
    Ok(Place { server, me, name, post, draft, unsent })
}

impl Place {
    fn host(&self) -> String {
        self.server.origin().replace("http://", "")
    }

    async fn texts(&self) -> Result<Vec<String>> {
        let id = self.me.account_id(self.name).await?;
        let posts = self.me.get(&format!("/api/v1/accounts/{id}/statuses")).await?;
        let posts = posts.as_array().context("no list of posts")?;
        Ok(posts.iter().map(|post| post["content"].as_str().unwrap_or_default().to_owned()).collect())
    }

    async fn likes(&self) -> Result<usize> {
        let posts = self.me.get("/api/v1/timelines/home").await?;
        let posts = posts.as_array().context("no list of posts")?;
        Ok(posts.iter().filter(|post| post["favourited"] == true).count())
    }
}

async fn switch_to(app: &App<'_>, place: &Place) -> Result<()> {
    app.go("settings").await?;
    app.page().get("button", "^switch to it$").click().await?;
    app.post(place.post).shown().await
}

/// Writes without a server, and begins something else.
async fn write(app: &App<'_>, place: &Place) -> Result<()> {
    app.compose().await?;
    app.composer().fill(place.unsent).await?;
    app.send().await?;
    app.press(place.post, "favourite").await?;
    app.post(place.post).get("button", "^favourite").is("aria-pressed", "true").await?;
    app.compose().await?;
    app.composer().fill(place.draft).await?;
    app.page().press("\u{e00c}").await?;
    app.composer().gone().await
}

/// Sees what is of this place, and nothing of the other.
async fn is_alone(app: &App<'_>, here: &Place, other: &Place) -> Result<()> {
    app.go("home").await?;
    app.post(here.post).shown().await?;
    app.post(here.unsent).shown().await?;
    let home = app.page().text().await?;
    ensure!(!home.contains(other.post) && !home.contains(other.unsent), "the feeds mix: {home}");
    app.compose().await?;
    let draft = "return [...document.querySelectorAll('[role=dialog] textarea, dialog textarea')].map((field) => field.value).join()";
    app.page()
        .becomes("the own draft", async || {
            let text: String = app.page().eval(draft, vec![]).await?;
            ensure!(!text.contains(other.draft), "the drafts mix");
            Ok(text.contains(here.draft))
        })
        .await?;
    app.page().press("\u{e00c}").await?;
    app.composer().gone().await
}

async fn outbox_is_alone(app: &App<'_>, here: &Place, other: &Place) -> Result<()> {
    app.offline_chip().click().await?;
    app.page().sees(here.unsent).await?;
    let outbox = app.page().text().await?;
    ensure!(!outbox.contains(other.unsent), "the outboxes mix: {outbox}");
    Ok(())
}

#[tokio::test]
async fn two_servers_do_not_mix_and_each_gets_what_is_its_own() -> Result<()> {
    let _turn = env::turn().await;
    let mut one = place("ada", "Read at one", "Begun at one", "Written at one").await?;
    let mut two = place("ada", "Read at two", "Begun at two", "Written at two").await?;

    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &one.server);
    app.sign_in("ada").await?;
    app.post(one.post).shown().await?;
    app.can_go_offline().await?;
    app.sign_in_elsewhere(&two.host(), "ada").await?;
    app.post(two.post).shown().await?;
    app.page().eval::<()>("window.__same_page = true", vec![]).await?;

    // Both are away; the app goes on from what the device has.
    one.server.stop().await?;
    two.server.stop().await?;
    write(&app, &two).await?;
    switch_to(&app, &one).await?;
    write(&app, &one).await?;
    is_alone(&app, &one, &two).await?;
    outbox_is_alone(&app, &one, &two).await?;
    switch_to(&app, &two).await?;
    is_alone(&app, &two, &one).await?;
    outbox_is_alone(&app, &two, &one).await?;
    let same: bool = app.page().eval("return window.__same_page === true", vec![]).await?;
    ensure!(same, "the page was loaded anew");

    one.server.restart().await?;
    two.server.restart().await?;
    for (here, other) in [(&two, &one), (&one, &two)] {
        app.page()
            .becomes("what was written to be at its server", async || {
                for button in app.page().get("button", "^try now").now().await? {
                    // It may be gone by now, which is what is wanted.
                    let _ = button.click().await;
                }
                Ok(here.texts().await?.len() == 1 && here.likes().await? == 1)
            })
            .await?;
        if here.post == two.post {
            switch_to(&app, other).await?;
        }
    }
    for (here, other) in [(&two, &one), (&one, &two)] {
        let texts = here.texts().await?;
        ensure!(texts.len() == 1 && texts[0].contains(here.unsent), "{texts:?}");
        ensure!(!texts[0].contains(other.unsent), "{texts:?}");
    }
    browser.quit().await
}
