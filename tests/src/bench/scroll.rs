//! What a feed costs after many posts: memory, elements, and how it scrolls on this processor and on one that is four times slower.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Figure, TIMES, median};
use crate::app::App;
use crate::browser::{Browser, Engine};
use crate::server::Server;
use crate::store_page::call;

const SCROLL: &str = include_str!("scroll.js");
const REACH: &str = include_str!("reach.js");

/// Runs before the page: notes the memory of each module that is started.
const NOTE: &str = "for (const name of ['instantiate', 'instantiateStreaming']) {
    const start = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
        const started = await start.apply(WebAssembly, given);
        const things = Object.values((started.instance ?? started).exports);
        (window.__memories ??= new Set()).add(things.find((one) => one instanceof WebAssembly.Memory));
        return started;
    };
}";

/// What these have taken, in bytes.
const MODULES: &str =
    "return [...window.__memories ?? []].reduce((sum, one) => sum + (one?.buffer.byteLength ?? 0), 0)";

/// After so many posts.
const POSTS: [usize; 2] = [400, 10_000];
/// So many are waited for at a time.
const STEP: usize = 400;
/// What is scrolled: so often, by so many pixels.
const STEPS: u32 = 100;
const PIXELS: u32 = 500;
/// What that takes where each step is one frame of 60 a second, in milliseconds.
const IDEAL: f64 = 1_667.0;
/// A slow phone, beside this processor.
const SLOWER: u32 = 4;

#[derive(Debug, Deserialize)]
struct Scrolled {
    took: f64,
    tasks: f64,
    worst: f64,
    elements: f64,
}

/// What was measured after so many posts.
struct Reached {
    posts: usize,
    /// Of JavaScript and of the module, in MiB, after what is not needed was collected.
    heap: f64,
    quick: Vec<Scrolled>,
    slow: Vec<Scrolled>,
}

async fn slower(browser: &Browser, rate: u32) -> Result<()> {
    browser.driver().cdp().send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).await?;
    Ok(())
}

async fn heap(browser: &Browser) -> Result<f64> {
    let cdp = browser.driver().cdp();
    cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    let used: Value = cdp.send_raw("Runtime.getHeapUsage", json!({})).await?;
    let modules: f64 = browser.page().eval(MODULES, vec![]).await?;
    ensure!(modules > 0.0, "the module's memory is not found");
    Ok((used["usedSize"].as_f64().context("no size")? + modules) / 1_048_576.0)
}

async fn reach(browser: &Browser, posts: usize) -> Result<Reached> {
    let page = browser.page();
    let mut there = 0;
    while there < posts {
        // Some at a time: the driver does not wait for ever.
        let next: usize = call(&page, REACH, vec![json!(posts.min(there + STEP))]).await?;
        ensure!(next > there, "no more than {there} of {posts} posts have come");
        there = next;
    }
    let scroll = async || call::<Scrolled>(&page, SCROLL, vec![json!(STEPS), json!(PIXELS)]).await;
    let (mut quick, mut slow) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        quick.push(scroll().await?);
        slower(browser, SLOWER).await?;
        slow.push(scroll().await?);
        slower(browser, 1).await?;
    }
    Ok(Reached { posts, heap: heap(browser).await?, quick, slow })
}

/// Measures the local feed of a server that has as many posts as are read; some of those that are made up answer others, and are
/// not in it.
pub async fn scroll() -> Result<Vec<Figure>> {
    let server = Server::seeded("14500").await?;
    server.api()?.register("ada").await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let app = App::new(&browser, &server);
    app.sign_in("ada").await?;
    let script = json!({ "source": NOTE });
    browser.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    app.open("/local").await?;
    browser.driver().set_script_timeout(Duration::from_secs(300)).await?;
    let few = reach(&browser, POSTS[0]).await?;
    let many = reach(&browser, POSTS[1]).await?;
    browser.quit().await?;
    let of = |all: &[Scrolled], value: fn(&Scrolled) -> f64| median(all.iter().map(value).collect());
    let mut figures = Vec::new();
    for one in [&few, &many] {
        let against = format!("{} posts", few.posts);
        let mut line = |name: &str, value: f64, unit, baseline: (f64, &str)| {
            figures.push(Figure::new(format!("{} posts, {name}", one.posts), (value, unit), baseline));
        };
        line("JavaScript's heap and the module's memory", one.heap, "MiB", (few.heap, &against));
        let elements = of(&one.quick, |s| s.elements);
        line("elements in the page", elements, "", (of(&few.quick, |s| s.elements), &against));
        for (name, all, first) in
            [("", &one.quick, &few.quick), (", processor four times slower", &one.slow, &few.slow)]
        {
            line(&format!("100 x 500 px{name}"), of(all, |s| s.took), "ms", (IDEAL, "60 frames a second"));
            line(
                &format!("the longest frame{name}"),
                of(all, |s| s.worst),
                "ms",
                (of(first, |s| s.worst), &against),
            );
            line(
                &format!("tasks over 50 ms{name}"),
                of(all, |s| s.tasks),
                "",
                (of(first, |s| s.tasks), &against),
            );
        }
    }
    Ok(figures)
}
