//! Real browsers, each with a WebDriver of its own.

use std::ffi::OsString;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver, WindowHandle};

use crate::env::{self, tool};
use crate::page::Page;
use crate::processes::Tree;
use crate::wait::{PATIENCE, until};

/// The three engines that people's browsers have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Debian's Chromium by chromedriver.
    Chromium,
    /// Firefox ESR by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser by WebKitWebDriver, on a screen of its own by Xvfb.
    WebKit,
}

/// One browser with one profile, which outlives a [`Browser::restart`].
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    profile: TempDir,
    session: Option<(WebDriver, Tree)>,
}

impl Browser {
    /// Starts a browser with a fresh profile.
    pub async fn start(engine: Engine) -> Result<Self> {
        let engine = env::engine_instead().unwrap_or(engine);
        let mut browser = Self { engine, profile: TempDir::with_prefix("rejoin-profile-")?, session: None };
        browser.open().await?;
        Ok(browser)
    }

    /// The page of the only tab.
    pub fn page(&self) -> Page<'_> {
        Page::new(self.driver(), self.engine)
    }

    /// The WebDriver session, for what [`Page`] has no word for.
    pub fn driver(&self) -> &WebDriver {
        &self.session.as_ref().expect("a browser has a session from start to quit").0
    }

    /// Where other programs reach it by the protocol of its developer tools (Chromium), on 127.0.0.1.
    pub fn debugging_port(&self) -> Result<u16> {
        let file = self.profile.path().join("DevToolsActivePort");
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("the browser has not written {}", file.display()))?;
        text.lines().next().and_then(|line| line.parse().ok()).with_context(|| format!("no port in {text:?}"))
    }

    /// Closes the browser as a person would and starts it again with the same profile, as after days.
    /// WebKitGTK keeps nothing under automation, so this is for the other two.
    pub async fn restart(&mut self) -> Result<()> {
        self.close().await?;
        self.open().await
    }

    /// Ends every process of the browser without warning and starts it again with the same profile.
    pub async fn crash(&mut self) -> Result<()> {
        self.end();
        self.open().await
    }

    /// Opens a second tab and goes there. Answers with the first and the second.
    pub async fn open_tab(&self) -> Result<(WindowHandle, WindowHandle)> {
        let first = self.driver().window().await?;
        let second = self.driver().new_tab().await?;
        self.driver().switch_to_window(second.clone()).await?;
        Ok((first, second))
    }

    /// Ends the process of the tab that is in front (Chromium), as when its memory is taken away. The tab stays, empty.
    pub async fn crash_tab(&self) -> Result<()> {
        // The answer would have to come from what is gone, and the driver waits for it for a while: do not.
        let cdp = self.driver().cdp();
        let crash = cdp.send_raw("Page.crash", json!({}));
        let _ = tokio::time::timeout(Duration::from_secs(1), crash).await;
        Ok(())
    }

    /// Closes the browser.
    pub async fn quit(mut self) -> Result<()> {
        self.close().await
    }

    async fn close(&mut self) -> Result<()> {
        if let Some((driver, tree)) = self.session.take() {
            driver.quit().await?;
            drop(tree);
        }
        Ok(())
    }

    fn end(&mut self) {
        if let Some((driver, tree)) = self.session.take() {
            let _ = driver.leak();
            drop(tree);
        }
    }

    async fn open(&mut self) -> Result<()> {
        let port = free_port()?;
        let tree = self.driver_process(port)?;
        let address = format!("http://127.0.0.1:{port}");
        let status = format!("{address}/status");
        let client = reqwest::Client::builder().no_proxy().build()?;
        until(&format!("the WebDriver of {:?}", self.engine), PATIENCE, async || {
            let answer: Value = client.get(&status).send().await?.json().await?;
            Ok((answer["value"]["ready"] == true).then_some(()))
        })
        .await?;
        let driver = WebDriver::builder(&address, self.capabilities()?)
            .request_timeout(Duration::from_secs(90))
            .connect()
            .await
            .with_context(|| format!("{:?} opened no window", self.engine))?;
        self.session = Some((driver, tree));
        self.page().prepare().await
    }

    fn driver_process(&self, port: u16) -> Result<Tree> {
        let flag = OsString::from(format!("--port={port}"));
        match self.engine {
            Engine::Chromium => Tree::silent(tool("CHROMEDRIVER", "chromedriver"), [flag]),
            Engine::Firefox => {
                // The profile is ours to keep, so that a restart finds it.
                let websocket = OsString::from(format!("--websocket-port={}", free_port()?));
                Tree::silent(tool("GECKODRIVER", "geckodriver"), [flag, websocket])
            }
            Engine::WebKit => {
                let driver = tool("WEBKIT_DRIVER", "WebKitWebDriver").into_os_string();
                let screen = "--server-args=-screen 0 1440x900x24".into();
                Tree::silent("xvfb-run", ["-a".into(), screen, driver, flag])
            }
        }
    }

    fn capabilities(&self) -> Result<Capabilities> {
        let profile = self.profile.path();
        let options = match self.engine {
            Engine::Chromium => chromium(profile),
            Engine::Firefox => firefox(profile),
            Engine::WebKit => webkit()?,
        };
        let Value::Object(options) = options else { unreachable!("each is written as an object") };
        Ok(Capabilities::from(options))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A journey that fails leaves its session behind: ending the driver's processes ends it. Asking the driver,
        // as `WebDriver` would on its own, blocks the runtime that would have to carry the answer.
        self.end();
    }
}

fn chromium(profile: &Path) -> Value {
    let mut args: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--disable-breakpad",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1440,900",
        "--lang=en-US",
    ]
    .map(String::from)
    .to_vec();
    args.push(format!("--user-data-dir={}", profile.display()));
    let mut options = json!({ "args": args });
    if let Some(binary) = std::env::var_os("CHROMIUM") {
        options["binary"] = json!(binary.to_string_lossy());
    }
    json!({
        "browserName": "chrome",
        "unhandledPromptBehavior": "ignore",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox(profile: &Path) -> Value {
    let mut options = json!({
        "args": ["-headless", "-profile", profile.display().to_string(), "-width", "1440", "-height", "900"],
        "prefs": {
            "app.update.enabled": false,
            "browser.shell.checkDefaultBrowser": false,
            "datareporting.policy.dataSubmissionEnabled": false,
            "intl.accept_languages": "en-US",
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
            "toolkit.telemetry.enabled": false,
        },
    });
    if let Some(binary) = std::env::var_os("FIREFOX") {
        options["binary"] = json!(binary.to_string_lossy());
    }
    json!({
        "browserName": "firefox",
        "unhandledPromptBehavior": "ignore",
        "moz:firefoxOptions": options,
    })
}

fn webkit() -> Result<Value> {
    Ok(json!({
        "browserName": "MiniBrowser",
        "unhandledPromptBehavior": "ignore",
        "webkitgtk:browserOptions": {
            "binary": mini_browser()?,
            "args": ["--automation"],
        },
    }))
}

/// WebKitGTK's own small browser lies in its library's folder, whose name has the version of its interface.
fn mini_browser() -> Result<PathBuf> {
    if let Some(set) = std::env::var_os("MINIBROWSER") {
        return Ok(set.into());
    }
    let libraries = std::fs::read_dir("/usr/lib")?.flatten().map(|entry| entry.path());
    let candidates = libraries.filter(|path| path.is_dir()).flat_map(|library| {
        ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
            .map(|name| library.join(name).join("MiniBrowser"))
    });
    candidates.into_iter().find(|path| path.is_file()).context("no MiniBrowser; install webkit2gtk-driver")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
