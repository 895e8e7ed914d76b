//! Somebody taps through a feed without a server, and the browser is killed in the middle: every mark that was on the screen
//! is there afterwards, and reaches the server once.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::env;
use rejoin_journeys::server::Server;

/// How long somebody taps until each kill, in milliseconds after the first mark.
const KILLS: [u64; 3] = [20, 90, 250];

/// As many as a page of a feed has.
const POSTS: usize = 20;

/// Taps one favourite after the other, each as soon as the one before is marked, and notes what is.
const TAP: &str = "window.marked = [];
    (async () => {
        for (const post of document.querySelectorAll('main article')) {
            const button = post.querySelector('button[data-act=favourite][aria-pressed=false]');
            if (!button) continue;
            const done = new Promise((resolve) => new MutationObserver((_, watch) => {
                if (button.ariaPressed !== 'true') return;
                watch.disconnect();
                resolve();
            }).observe(button, { attributes: true }));
            button.click();
            await done;
            window.marked.push(post.textContent.match(/Post [0-9]+ of many/)[0]);
        }
    })();";

const PRESSED: &str = "return [...document.querySelectorAll('main article')]
    .filter((post) => post.querySelector('button[data-act=favourite][aria-pressed=true]'))
    .map((post) => post.textContent.match(/Post [0-9]+ of many/)[0])";

async fn tap_for(app: &App<'_>, time: Duration) -> Result<Vec<String>> {
    let page = app.page();
    page.eval::<()>(TAP, vec![]).await?;
    let marked = async || page.eval::<Vec<String>>("return window.marked", vec![]).await;
    page.becomes("the first mark", async || Ok(!marked().await?.is_empty())).await?;
    let begun = Instant::now();
    loop {
        let seen = marked().await?;
        if begun.elapsed() >= time {
            return Ok(seen);
        }
    }
}

async fn favourited(ada: &Api) -> Result<usize> {
    let posts = ada.get("/api/v1/timelines/home?limit=40").await?;
    let posts = posts.as_array().context("no list of posts")?;
    Ok(posts.iter().filter(|post| post["favourited"] == true).count())
}

async fn keeps_every_mark(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::empty().await?;
    let (ada, ben) = (server.api()?.register("ada").await?, server.api()?.register("ben").await?);
    ada.follow("ben").await?;
    for n in 0..POSTS {
        ben.publish(&format!("Post {n} of many")).await?;
    }
    let mut browser = Browser::start(engine).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    app.post("Post 19 of many").shown().await?;
    app.can_go_offline().await?;
    app.open("/").await?;
    app.draw_all(POSTS).await?;
    server.stop().await?;

    let mut pressed = 0;
    for time in KILLS {
        // A quick machine has tapped through all of them before.
        if pressed == POSTS {
            break;
        }
        let app = App::new(&browser, &server);
        let seen = tap_for(&app, Duration::from_millis(time)).await?;
        browser.crash().await?;

        let app = App::new(&browser, &server);
        app.open("/").await?;
        app.draw_all(POSTS).await?;
        let page = app.page();
        let there = page
            .until("every mark that was seen", async || {
                let there: Vec<String> = page.eval(PRESSED, vec![]).await?;
                let lost: Vec<&String> = seen.iter().filter(|post| !there.contains(post)).collect();
                ensure!(lost.is_empty(), "killed after {time} ms, lost are {lost:?}");
                Ok(Some(there))
            })
            .await?;
        println!("{engine:?}: seen {} and found {}", seen.len(), there.len());
        pressed = there.len();
    }

    server.restart().await?;
    let app = App::new(&browser, &server);
    app.open("/outbox").await?;
    app.page()
        .becomes("the marks on the server", async || {
            for button in app.page().get("button", "^try now").now().await? {
                // It may be gone by now, which is what is wanted.
                let _ = button.click().await;
            }
            Ok(favourited(&ada).await? == pressed)
        })
        .await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_keeps_every_mark_when_it_is_killed() -> Result<()> {
    keeps_every_mark(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_keeps_every_mark_when_it_is_killed() -> Result<()> {
    keeps_every_mark(Engine::Firefox).await
}
