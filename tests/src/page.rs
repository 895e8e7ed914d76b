//! A page as a person meets it: things with a role and a name, text, keys, a scroll position.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{Key, WebDriver, WebElement};

use crate::browser::Engine;
use crate::env;
use crate::wait::{PATIENCE, until};

const FIND: &str = include_str!("find.js");
const WATCH: &str = include_str!("watch.js");

/// The page in a browser's tab.
#[derive(Debug, Clone, Copy)]
pub struct Page<'b> {
    driver: &'b WebDriver,
    engine: Engine,
}

impl<'b> Page<'b> {
    pub(crate) fn new(driver: &'b WebDriver, engine: Engine) -> Self {
        Self { driver, engine }
    }

    /// The WebDriver session, for what a page has no word for.
    pub fn driver(&self) -> &'b WebDriver {
        self.driver
    }

    /// Which engine draws it.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Watches every document to come, in the one engine whose driver can.
    pub(crate) async fn prepare(&self) -> Result<()> {
        if self.engine == Engine::Chromium {
            let script = json!({ "source": WATCH });
            self.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
        }
        Ok(())
    }

    /// Opens an address.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.driver.goto(url).await.with_context(|| format!("{url} did not open"))
    }

    /// Loads the page anew, as its reader would. The drivers' own command passes by the service worker in Firefox and
    /// fails in WebKitGTK where the server is gone.
    pub async fn reload(&self) -> Result<()> {
        self.eval::<()>("window.__left = true; setTimeout(() => location.reload())", vec![]).await?;
        let anew = "return !window.__left && document.readyState === 'complete'";
        self.becomes("the page anew", async || self.eval(anew, vec![]).await).await
    }

    /// The browser's back button.
    pub async fn back(&self) -> Result<()> {
        Ok(self.driver.back().await?)
    }

    /// Path and query of the address bar.
    pub async fn path(&self) -> Result<String> {
        let url = self.driver.current_url().await?;
        Ok(url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
    }

    /// Waits until the address bar's path satisfies `right`.
    pub async fn arrives(&self, what: &str, right: impl Fn(&str) -> bool) -> Result<String> {
        self.until(&format!("the address of {what}"), async || {
            let path = self.path().await?;
            Ok(right(&path).then_some(path))
        })
        .await
    }

    /// Everything with a role.
    pub fn role(&self, role: &'static str) -> Things<'b> {
        Things { page: *self, steps: vec![Step { role, name: None, text: None }] }
    }

    /// Everything with a role and a name that fits the regular expression, whatever the case.
    pub fn get(&self, role: &'static str, name: &str) -> Things<'b> {
        Things { page: *self, steps: vec![Step { role, name: Some(name.to_owned()), text: None }] }
    }

    /// Types into whatever has the focus.
    pub async fn press(&self, keys: impl AsRef<str>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys.as_ref()).perform().await?)
    }

    /// Presses a key while holding another.
    pub async fn chord(&self, hold: Key, key: Key) -> Result<()> {
        let keys =
            self.driver.action_chain().key_down(hold.clone()).send_keys(key.value().to_string()).key_up(hold);
        Ok(keys.perform().await?)
    }

    /// Runs a script's body in the page and parses what it returns.
    pub async fn eval<T: DeserializeOwned>(&self, script: &str, args: Vec<Value>) -> Result<T> {
        Ok(self.driver.execute(script, args).await?.convert()?)
    }

    /// The text that can be read on the page.
    pub async fn text(&self) -> Result<String> {
        self.eval("return document.body ? document.body.innerText : ''", vec![]).await
    }

    /// Waits until the text can be read somewhere on the page.
    pub async fn sees(&self, text: &str) -> Result<()> {
        self.until(&format!("the text “{text}”"), async || {
            Ok(self.text().await?.contains(text).then_some(()))
        })
        .await
    }

    /// Waits until the text can be read nowhere on the page.
    pub async fn loses(&self, text: &str) -> Result<()> {
        let what = format!("the text “{text}” to go");
        self.becomes(&what, async || Ok(!self.text().await?.contains(text))).await
    }

    /// Waits for a condition; when it does not come, tells what the page looks like.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
        match until(what, PATIENCE, look).await {
            Ok(value) => Ok(value),
            Err(error) => Err(error.context(self.portrait().await)),
        }
    }

    /// Waits until something is so.
    pub async fn becomes(&self, what: &str, look: impl AsyncFn() -> Result<bool>) -> Result<()> {
        self.until(what, async || Ok(look().await?.then_some(()))).await
    }

    /// Content-Security-Policy violations since the document began (Chromium).
    pub async fn violations(&self) -> Result<Vec<String>> {
        self.eval("return window.__violations ?? []", vec![]).await
    }

    /// Errors that no one caught since the document began (Chromium).
    pub async fn failures(&self) -> Result<Vec<String>> {
        self.eval("return window.__failures ?? []", vec![]).await
    }

    /// Errors in the browser's console since this was last asked (Chromium).
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        Ok(entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }

    /// What went wrong, for whoever reads a failed run.
    async fn portrait(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let folder = env::screenshots().join("failures");
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let file = folder.join(format!("{}-{number}.png", std::process::id()));
        let _ = std::fs::create_dir_all(&folder);
        let _ = self.driver.screenshot(&file).await;
        let text: String = self.text().await.unwrap_or_default().chars().take(1500).collect();
        let mut lines = vec![
            format!("{:?} at {}", self.engine, self.path().await.unwrap_or_default()),
            format!("picture: {}", file.display()),
            format!("text:\n{text}\n"),
        ];
        let requests = "return performance.getEntriesByType('resource').slice(-40)
            .map((r) => `${r.responseStatus ?? ''} ${r.name} ${Math.round(r.startTime)}+${Math.round(r.duration)} ms`)";
        let requests: Vec<String> = self.eval(requests, vec![]).await.unwrap_or_default();
        lines.push(format!("requests:\n{}\n", requests.join("\n")));
        if self.engine == Engine::Chromium {
            let mut errors = self.console_errors().await.unwrap_or_default();
            errors.sort();
            errors.dedup();
            errors.truncate(12);
            lines.push(format!("console: {errors:#?}"));
            lines.push(format!("uncaught: {:#?}", self.failures().await.unwrap_or_default()));
            lines.push(format!("policy violations: {:#?}", self.violations().await.unwrap_or_default()));
        }
        lines.join("\n")
    }
}

#[derive(Debug, Clone, Serialize)]
struct Step {
    role: &'static str,
    name: Option<String>,
    text: Option<String>,
}

/// The things on a page that fit a description, looked for anew at each use.
#[derive(Debug, Clone)]
pub struct Things<'b> {
    page: Page<'b>,
    steps: Vec<Step>,
}

impl<'b> Things<'b> {
    /// Only those in which the text can be read.
    pub fn containing(mut self, text: &str) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.text = Some(text.to_owned());
        }
        self
    }

    /// Things with a role and a name inside these.
    pub fn get(&self, role: &'static str, name: &str) -> Self {
        let mut inner = self.clone();
        inner.steps.push(Step { role, name: Some(name.to_owned()), text: None });
        inner
    }

    /// Things with a role inside these.
    pub fn role(&self, role: &'static str) -> Self {
        let mut inner = self.clone();
        inner.steps.push(Step { role, name: None, text: None });
        inner
    }

    /// Those that are on the page now, in its order.
    pub async fn now(&self) -> Result<Vec<WebElement>> {
        let found = self.page.driver.execute(FIND, vec![serde_json::to_value(&self.steps)?]).await?;
        Ok(found.elements()?)
    }

    /// How many are on the page now.
    pub async fn count(&self) -> Result<usize> {
        Ok(self.now().await?.len())
    }

    /// Waits for the first.
    pub async fn first(&self) -> Result<WebElement> {
        self.page.until(&self.describe(), async || Ok(self.now().await?.into_iter().next())).await
    }

    /// Waits until there is at least one.
    pub async fn shown(&self) -> Result<()> {
        self.first().await.map(drop)
    }

    /// Waits until there is none.
    pub async fn gone(&self) -> Result<()> {
        let what = format!("{} to go", self.describe());
        self.page.becomes(&what, async || Ok(self.now().await?.is_empty())).await
    }

    /// Clicks the first, as soon as it can be clicked: a page that redraws may replace it meanwhile.
    pub async fn click(&self) -> Result<()> {
        let what = format!("a click on {}", self.describe());
        self.page
            .until(&what, async || {
                let Some(element) = self.now().await?.into_iter().next() else { return Ok(None) };
                let clicked = element.click().await;
                if clicked.is_err() {
                    // The page's head or foot covers it: a person scrolls.
                    let center = "arguments[0].scrollIntoView({ block: 'center' })";
                    self.page.driver.execute(center, vec![element.to_json()?]).await?;
                }
                Ok(Some(clicked?))
            })
            .await
    }

    /// Replaces the text of the first field.
    pub async fn fill(&self, text: &str) -> Result<()> {
        let what = format!("typing into {}", self.describe());
        self.page
            .until(&what, async || {
                let Some(element) = self.now().await?.into_iter().next() else { return Ok(None) };
                element.clear().await?;
                Ok(Some(element.send_keys(text).await?))
            })
            .await
    }

    /// The text of the first.
    pub async fn text(&self) -> Result<String> {
        self.page
            .until(&self.describe(), async || match self.now().await?.first() {
                Some(element) => Ok(Some(element.text().await?)),
                None => Ok(None),
            })
            .await
    }

    /// Waits until the first has the attribute with the value.
    pub async fn is(&self, attribute: &str, value: &str) -> Result<()> {
        let what = format!("{} to have {attribute}={value}", self.describe());
        self.page
            .until(&what, async || match self.now().await?.first() {
                Some(element) => Ok((element.attr(attribute).await?.as_deref() == Some(value)).then_some(())),
                None => Ok(None),
            })
            .await
    }

    fn describe(&self) -> String {
        let steps = self.steps.iter().map(|step| {
            let name = step.name.as_ref().map(|name| format!(" named /{name}/")).unwrap_or_default();
            let text = step.text.as_ref().map(|text| format!(" with “{text}”")).unwrap_or_default();
            format!("{}{name}{text}", step.role)
        });
        steps.collect::<Vec<_>>().join(" › ")
    }
}
