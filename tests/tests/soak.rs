//! Whatever a server lacks, every page of the app opens and stays alive, and no control of it is dead or breaks something:
//! each is pressed, on the whole server and on one that lacks everything it can; the pages are opened without each feature.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Result, bail};
use rejoin_journeys::api::Api;
use rejoin_journeys::app::App;
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::server::Server;
use rejoin_journeys::wait::until;
use rejoin_journeys::{env, pages};
use serde::Deserialize;
use serde_json::json;

/// What a server can lack, as its command line calls it.
const FEATURES: [&str; 9] = [
    "v2-instance",
    "streaming",
    "filters",
    "v2-filters",
    "lists",
    "grouped-notifications",
    "json-errors",
    "links",
    "optional-fields",
];

/// Presses the controls of a page: see the file.
const PRESS: &str = include_str!("../src/soak.js");

/// How long a page may load; some have to say that there is nothing.
const SOON: Duration = Duration::from_secs(6);

/// How often the controls of one page are gone on with, at most.
const ROUNDS: u32 = 12;

/// Goes to an address inside the app, as its own links do, and waits until its page rests.
const GO: &str = "const [path, done] = arguments;
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
    const start = performance.now();
    const look = () => {
        const main = document.querySelector('main');
        const rests = main?.checkVisibility() && main.innerText.trim() && !main.querySelector('[aria-busy=true]');
        if (rests && performance.now() - start > 60) done('');
        else if (performance.now() - start > 6000) done(main ? 'waited in vain for it to come to rest' : 'there is no page');
        else setTimeout(look, 15);
    };
    setTimeout(look, 30);";

/// What came of pressing.
#[derive(Debug, Deserialize)]
struct Pressed {
    pressed: u32,
    dead: Vec<String>,
    stuck: Vec<String>,
    more: bool,
    lost: bool,
}

/// Whether the browser complains about an answer that a server without `features` has to give.
fn is_expected(error: &str, features: &[&str]) -> bool {
    let missing = error.contains("Failed to load resource") && error.contains(" 404 ");
    let stream = error.contains("WebSocket connection") && features.contains(&"streaming");
    !features.is_empty() && (missing || stream)
}

/// What went wrong since this was last asked, other than what is expected.
async fn complaints(app: &App<'_>, features: &[&str], place: &str) -> Result<BTreeSet<String>> {
    let page = app.page();
    let mut wrong = BTreeSet::new();
    for error in page.console_errors().await? {
        if !is_expected(&error, features) {
            wrong.insert(format!("{place} wrote to the console: {error}"));
        }
    }
    for violation in page.violations().await? {
        wrong.insert(format!("{place} broke the policy: {violation}"));
    }
    for failure in page.failures().await? {
        wrong.insert(format!("{place} threw: {failure}"));
    }
    if page.role("main").count().await? == 0 {
        wrong.insert(format!("{place} shows nothing"));
    }
    // Each is told once.
    page.eval::<()>("window.__violations = []; window.__failures = []", vec![]).await?;
    Ok(wrong)
}

/// Opens a page and waits until it rests.
async fn open(app: &App<'_>, path: &str) -> Result<()> {
    app.open(path).await?;
    until("the page to rest", SOON, async || Ok(pages::is_at_rest(app).await?.then_some(()))).await
}

/// Presses every control of a page; says how many and what is wrong.
async fn press_all(app: &App<'_>, features: &[&str], path: &str) -> Result<(u32, BTreeSet<String>)> {
    let (mut count, mut wrong) = (0, BTreeSet::new());
    if let Err(error) = open(app, path).await {
        wrong.insert(format!("{path}: {error}"));
    }
    for _ in 0..ROUNDS {
        let answer = app.page().driver().execute_async(PRESS, vec![json!(path)]).await;
        let said: Pressed = match answer.and_then(|answer| answer.convert()) {
            Ok(said) => said,
            Err(error) => {
                let last = "return JSON.parse(sessionStorage.getItem('soak') ?? '{}').last ?? ''";
                let last: String = app.page().eval(last, vec![]).await.unwrap_or_default();
                let error = error.to_string().lines().next().unwrap_or_default().to_owned();
                wrong.insert(format!("{path} was left by {last}: {error}"));
                Pressed { pressed: 1, dead: vec![], stuck: vec![], more: true, lost: true }
            }
        };
        count += said.pressed;
        wrong.extend(said.dead.iter().map(|control| format!("{path}: nothing comes of {control}")));
        wrong.extend(said.stuck.iter().map(|control| format!("{path}: {control}")));
        wrong.extend(complaints(app, features, path).await?);
        if !said.more {
            break;
        }
        if said.lost {
            open(app, path).await.ok();
        }
    }
    Ok((count, wrong))
}

/// Presses everything on every page of a server without `features`.
async fn press_everything(features: &[&str]) -> Result<()> {
    let _turn = env::turn().await;
    let server = Server::demo_without(features).await?;
    let ada = server.api()?.register("ada").await?;
    let ben = server.api()?.register("ben").await?;
    ben.follow("ada").await?;
    ben.publish("Good morning, @ada").await?;
    ben.post("/api/v1/statuses", json!({ "status": "@ada between us", "visibility": "direct" })).await?;
    let browser = Browser::start(Engine::Chromium).await?;
    browser.driver().set_script_timeout(Duration::from_secs(60)).await?;
    let app = App::new(&browser, &server);
    let all = pages::signed_in(&ada).await?;
    app.sign_in("ada").await?;
    let (mut count, mut wrong) = (0, BTreeSet::new());
    for (_, path) in &all {
        let start = std::time::Instant::now();
        let (pressed, found) = press_all(&app, features, path).await?;
        eprintln!("{path}: {pressed} in {} ms", start.elapsed().as_millis());
        count += pressed;
        wrong.extend(found);
    }
    browser.quit().await?;
    told(wrong, features)?;
    assert!(count > 200, "only {count} controls were found");
    Ok(())
}

/// Opens every page in turn on a server without `features`.
async fn open_everything(server: &Server, person: &Api, features: &[&str]) -> Result<BTreeSet<String>> {
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, server);
    app.sign_in("ada").await?;
    let mut wrong = BTreeSet::new();
    for (name, path) in pages::signed_in(person).await? {
        let answer = app.page().driver().execute_async(GO, vec![json!(path)]).await?;
        let trouble: String = answer.convert()?;
        if !trouble.is_empty() {
            wrong.insert(format!("without {features:?}, {name} ({path}): {trouble}"));
        }
        wrong.extend(complaints(&app, features, &format!("without {features:?}, {name} ({path})")).await?);
    }
    browser.quit().await?;
    Ok(wrong)
}

/// Fails with what is wrong.
fn told(wrong: BTreeSet<String>, features: &[&str]) -> Result<()> {
    if !wrong.is_empty() {
        let lines: Vec<String> = wrong.into_iter().collect();
        bail!("without {features:?}:\n{}", lines.join("\n"));
    }
    Ok(())
}

#[tokio::test]
async fn every_control_works() -> Result<()> {
    press_everything(&[]).await
}

#[tokio::test]
async fn every_control_works_on_a_server_that_lacks_everything() -> Result<()> {
    press_everything(&FEATURES).await
}

#[tokio::test]
async fn every_page_opens_whatever_is_missing() -> Result<()> {
    let _turn = env::turn().await;
    let mut server = Server::demo().await?;
    let ada = server.api()?.register("ada").await?;
    let mut wrong = BTreeSet::new();
    for feature in FEATURES {
        server.restart_without(&[feature]).await?;
        wrong.extend(open_everything(&server, &ada, &[feature]).await?);
    }
    told(wrong, &["any one feature"])
}
