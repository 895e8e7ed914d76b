//! The harness itself, on a page of its own: all three engines start, find, click, type and forget nothing they
//! should keep. When this fails, no other journey's word counts.

use anyhow::{Result, ensure};
use rejoin_journeys::browser::{Browser, Engine};
use rejoin_journeys::{env, shots};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PAGE: &str = r#"<!doctype html><html lang="en"><title>Small</title>
<h1>Small page</h1>
<article><p>First thing</p><button aria-label="Like it">x</button></article>
<article><p>Second thing</p><button aria-label="Like it">x</button></article>
<button aria-label="Like it" hidden>x</button>
<label>Your name <input id="name"></label>
<button id="greet">Greet</button><p role="status" id="out"></p>
<script src="/small.js"></script>"#;

const SCRIPT: &str = r#"
document.getElementById("greet").onclick = () => {
  localStorage.setItem("visits", String(Number(localStorage.getItem("visits") || 0) + 1));
  document.getElementById("out").textContent = "Hello, " + document.getElementById("name").value;
};
for (const button of document.querySelectorAll("article button"))
  button.onclick = () => button.setAttribute("aria-pressed", "true");
if (location.pathname === "/careless") {
  const heading = document.querySelector("h1");
  try { heading.setAttribute("onclick", "window.__pwned = true"); } catch {}
  console.error("careless");
  Promise.reject(new Error("nobody caught this"));
}"#;

/// As strict as the app's own: what a driver does in a page has to work under it.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types default";

async fn serve() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let length = stream.read(&mut request).await.unwrap_or_default();
                let script = request[..length].starts_with(b"GET /small.js");
                let (kind, body) = if script { ("text/javascript", SCRIPT) } else { ("text/html", PAGE) };
                let answer = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: {kind}; charset=utf-8\r\ncontent-security-policy: {POLICY}\r\n\
                     content-length: {}\r\nconnection: close\r\n\r\n{body}",
                    body.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    Ok(address)
}

async fn drives(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let address = serve().await?;
    let browser = Browser::start(engine).await?;
    let page = browser.page();
    page.open(&address).await?;

    page.get("heading", "^small page$").shown().await?;
    page.get("textbox", "^your name$").fill("Ada").await?;
    page.get("button", "^greet$").click().await?;
    page.sees("Hello, Ada").await?;

    ensure!(page.get("button", "^like it$").count().await? == 2, "a hidden button was counted");
    let second = page.role("article").containing("Second thing").get("button", "^like it$");
    second.click().await?;
    second.is("aria-pressed", "true").await?;
    let first = page.role("article").containing("First thing").get("button", "^like it$");
    ensure!(first.first().await?.attr("aria-pressed").await?.is_none(), "the wrong button was pressed");

    page.reload().await?;
    page.loses("Hello, Ada").await?;
    browser.quit().await
}

#[tokio::test]
async fn chromium_drives() -> Result<()> {
    drives(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_drives() -> Result<()> {
    drives(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_drives() -> Result<()> {
    drives(Engine::WebKit).await
}

async fn keeps_its_profile(engine: Engine) -> Result<()> {
    let _turn = env::turn().await;
    let address = serve().await?;
    let mut browser = Browser::start(engine).await?;
    browser.page().open(&address).await?;
    browser.page().get("button", "^greet$").click().await?;
    browser.restart().await?;
    browser.page().open(&address).await?;
    let visits: String = browser.page().eval("return localStorage.getItem('visits')", vec![]).await?;
    ensure!(visits == "1", "the profile was lost: {visits}");
    browser.quit().await
}

#[tokio::test]
async fn chromium_keeps_its_profile() -> Result<()> {
    keeps_its_profile(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_keeps_its_profile() -> Result<()> {
    keeps_its_profile(Engine::Firefox).await
}

#[tokio::test]
async fn chromium_has_the_size_and_scheme_asked_for() -> Result<()> {
    let _turn = env::turn().await;
    let address = serve().await?;
    let browser = Browser::start(Engine::Chromium).await?;
    browser.page().open(&address).await?;
    for (_, width, height) in shots::SIZES {
        shots::resize(&browser, width, height).await?;
        let size: (u32, u32) = browser.page().eval("return [innerWidth, innerHeight]", vec![]).await?;
        ensure!(size == (width, height), "asked for {width}x{height}, got {size:?}");
    }
    for scheme in shots::SCHEMES {
        shots::prefer(&browser, scheme).await?;
        let query = format!("return matchMedia('(prefers-color-scheme: {scheme})').matches");
        ensure!(browser.page().eval::<bool>(&query, vec![]).await?, "the page does not prefer {scheme}");
    }
    ensure!(!shots::scrolls_sideways(&browser).await?, "the small page scrolls sideways");
    browser.quit().await
}

#[tokio::test]
async fn chromium_tells_what_went_wrong_unseen() -> Result<()> {
    let _turn = env::turn().await;
    let address = serve().await?;
    let browser = Browser::start(Engine::Chromium).await?;
    let page = browser.page();
    page.open(&address).await?;
    page.get("button", "^greet$").shown().await?;
    ensure!(page.violations().await?.is_empty(), "{:?}", page.violations().await?);
    page.console_errors().await?;

    page.open(&format!("{address}/careless")).await?;
    page.until("a policy violation", async || Ok(page.violations().await?.pop())).await?;
    page.until("an error that nobody caught", async || Ok(page.failures().await?.pop())).await?;
    let errors = page.console_errors().await?.join("\n");
    ensure!(errors.contains("careless") && errors.contains("TrustedScript"), "{errors}");
    ensure!(!page.eval::<bool>("return '__pwned' in window", vec![]).await?);
    browser.quit().await
}
