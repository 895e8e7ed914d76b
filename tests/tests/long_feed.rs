//! A feed of hundreds of posts: only some stand in the page, and a reader does not notice.

use anyhow::{Context, Result, ensure};
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;
use serde_json::json;

/// As many posts are read.
const POSTS: usize = 160;

/// Of the posts in the page, their numbers in the feed, from the top.
const NUMBERS: &str = "return [...document.querySelectorAll('.feed > article')].map((one) => Number(one.getAttribute('aria-posinset')))";

/// The number of the post in the middle of the window and where it begins; nothing while there is none.
const MIDDLE: &str =
    "const post = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.feed > article');
    return post ? [Number(post.getAttribute('aria-posinset')), post.getBoundingClientRect().top] : null";

/// Scrolls by so many pixels, and answers after two frames with where the post that was in the middle has gone; nothing where it
/// is not in the page any more, or the page ends here.
const SCROLL: &str = "const [by, done] = arguments;
    const post = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.feed > article');
    const top = () => post.getBoundingClientRect().top;
    const before = post && top();
    const start = scrollY;
    scrollBy(0, by);
    const room = Math.round(scrollY - start) === by;
    requestAnimationFrame(() => requestAnimationFrame(() => done(post?.isConnected && room ? top() - before + by : null)))";

async fn numbers(app: &App<'_>) -> Result<Vec<usize>> {
    app.page().eval(NUMBERS, vec![]).await
}

async fn middle(app: &App<'_>) -> Result<Option<(usize, f64)>> {
    app.page().eval(MIDDLE, vec![]).await
}

/// Scrolls by so many pixels; what was read must move by just as many.
async fn scroll(app: &App<'_>, by: i32) -> Result<()> {
    let moved: Option<f64> = app.page().driver().execute_async(SCROLL, vec![json!(by)]).await?.convert()?;
    ensure!(moved.is_none_or(|off| off.abs() <= 3.0), "after {by} pixels a post is {moved:?} pixels off");
    Ok(())
}

/// The post in the middle of the window, once there is one.
async fn read(app: &App<'_>) -> Result<usize> {
    app.page().until("a post in the middle", async || Ok(middle(app).await?.map(|(number, _)| number))).await
}

async fn reads_on(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::seeded("300").await?;
    server.api()?.register("ada").await?;
    let browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    let page = app.page();
    app.sign_in("ada").await?;
    app.open("/local").await?;
    page.becomes("posts", async || Ok(!numbers(&app).await?.is_empty())).await?;

    // Down, post after post, and none is left out.
    let mut seen = 0;
    while seen < POSTS {
        scroll(&app, 400).await?;
        let number = read(&app).await?;
        ensure!(number >= seen && number <= seen + 12, "post {number} comes after {seen}");
        seen = number;
    }
    let there = numbers(&app).await?;
    ensure!(there.len() <= 60, "{} posts are in the page", there.len());
    ensure!(
        there.is_sorted() && there.last().zip(there.first()).map(|(a, b)| a - b + 1) == Some(there.len()),
        "{there:?}"
    );

    // What is read stays where it is, also after the page was loaded anew.
    let (number, before) = middle(&app).await?.context("nothing is read")?;
    let place = "return document.querySelector(`.feed > article[aria-posinset='${arguments[0]}']`)?.getBoundingClientRect().top ?? null";
    page.reload().await?;
    page.becomes("the same place", async || {
        let now: Option<f64> = page.eval(place, vec![json!(number)]).await?;
        Ok(now.is_some_and(|now| (now - before).abs() <= 3.0))
    })
    .await?;

    // Up again, over posts that this page has never drawn.
    let mut last = read(&app).await?;
    while page.eval::<f64>("return scrollY", vec![]).await? > 0.0 {
        scroll(&app, -400).await?;
        let number = read(&app).await?;
        ensure!(number <= last && number + 12 >= last, "post {number} comes before {last}");
        last = number;
    }
    ensure!(numbers(&app).await?.first() == Some(&1), "the first post is not at the top");

    // A jump to the end lands on posts.
    page.eval::<()>("scrollTo(0, document.documentElement.scrollHeight)", vec![]).await?;
    page.becomes("posts far below", async || {
        Ok(middle(&app).await?.is_some_and(|(number, _)| number > POSTS))
    })
    .await?;
    page.eval::<()>("scrollTo(0, 0)", vec![]).await?;
    page.becomes("the first post", async || Ok(numbers(&app).await?.first() == Some(&1))).await?;

    // By keyboard, one after the other.
    let focused =
        "return Number(document.activeElement?.closest('article')?.getAttribute('aria-posinset') ?? 0)";
    for number in 1..=40_i64 {
        page.press("j").await?;
        page.becomes(&format!("the focus on post {number}"), async || {
            Ok(page.eval::<i64>(focused, vec![]).await? == number)
        })
        .await?;
    }
    ensure!(numbers(&app).await?.len() <= 60, "too many posts are in the page");

    // For the browser's own search all of them are there.
    app.draw_all(POSTS).await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_reads_on() -> Result<()> {
    reads_on(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_reads_on() -> Result<()> {
    reads_on(Engine::Firefox).await
}
