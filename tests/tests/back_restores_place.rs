//! Deep in a feed, one opens a thread and comes back, reloads, or returns after days: it is where it was left.

use anyhow::{Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

/// How many pixels a post may have moved.
const TOLERANCE: f64 = 2.0;

/// Posts of different heights, so that a wrong guess at one of them shows.
async fn publish(server: &Server) -> Result<Api> {
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    ada.follow("ben").await?;
    for number in 1..=70 {
        let more = "and one more line to read ".repeat(number * 7 % 23);
        ben.publish(&format!("Story {number}. {more}")).await?;
    }
    Ok(ben)
}

/// Where the top of a post is in the window, once it no longer moves.
async fn place(app: &App<'_>, post: &str) -> Result<f64> {
    let page = app.page();
    page.until(&format!("{post} to rest"), async || {
        let Some(article) = app.post(post).now().await?.into_iter().next() else { return Ok(None) };
        // Two frames in a row at the same place.
        let script = "const [done, of] = [arguments[1], () => arguments[0].getBoundingClientRect().top];
            const first = of();
            requestAnimationFrame(() => requestAnimationFrame(() => done([first, of()])))";
        let tops = browser_places(app, script, &article).await?;
        Ok((tops.0 == tops.1).then_some(tops.1))
    })
    .await
}

async fn browser_places(app: &App<'_>, script: &str, article: &thirtyfour::WebElement) -> Result<(f64, f64)> {
    Ok(app.page().driver().execute_async(script, vec![article.to_json()?]).await?.convert()?)
}

/// Scrolls down as a person does, until the post is in the middle of the window.
async fn read_down_to(app: &App<'_>, post: &str) -> Result<()> {
    let page = app.page();
    page.until(&format!("{post} while scrolling down"), async || {
        if let Some(article) = app.post(post).now().await?.first() {
            page.driver()
                .execute("arguments[0].scrollIntoView({ block: 'center' })", vec![article.to_json()?])
                .await?;
            return Ok(Some(()));
        }
        page.eval::<()>("scrollBy(0, innerHeight * 0.8)", vec![]).await?;
        Ok(None)
    })
    .await
}

async fn is_at(app: &App<'_>, post: &str, before: f64, when: &str) -> Result<()> {
    let place = |now: f64| (now - before).abs() <= TOLERANCE;
    let now = app
        .page()
        .until(&format!("{post} at {before} {when}"), async || {
            let now = self::place(app, post).await?;
            Ok(place(now).then_some(now))
        })
        .await?;
    ensure!(place(now), "{post} was at {before} and is at {now} {when}");
    Ok(())
}

#[tokio::test]
async fn back_restores_the_place() -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::empty().await?;
    let ben = publish(&server).await?;
    let mut browser = Browser::start(Engine::Chromium).await?;
    let post = "Story 22.";
    let before = {
        let app = App::new(&browser, &server);
        app.sign_in("ada").await?;
        app.post("Story 70.").shown().await?;
        read_down_to(&app, post).await?;
        let before = place(&app, post).await?;
        ensure!(before > 0.0, "the post is above the window");

        app.open_thread(post).await?;
        app.page().back().await?;
        is_at(&app, post, before, "after going back").await?;

        // Into a profile and a post there, and back twice.
        app.open_thread(post).await?;
        app.page().get("link", "ben").click().await?;
        app.page().arrives("the profile", |path| path == "/@ben").await?;
        app.page().back().await?;
        app.page().back().await?;
        is_at(&app, post, before, "after going back twice").await?;

        app.page().reload().await?;
        is_at(&app, post, before, "after a reload").await?;
        before
    };

    browser.restart().await?;
    let app = App::new(&browser, &server);
    app.open("/").await?;
    is_at(&app, post, before, "after the browser was closed").await?;

    // New posts do not move what is being read.
    ben.publish("Breaking news").await?;
    app.new_posts().shown().await?;
    is_at(&app, post, before, "after a new post arrived").await?;
    app.new_posts().click().await?;
    app.post("Breaking news").shown().await?;
    drop(app);
    browser.quit().await
}
