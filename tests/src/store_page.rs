//! The page that is nothing but the store (`crates/store-idb/examples/store_page`), in a browser.

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::browser::Browser;
use crate::env;
use crate::page::Page;
use crate::server::Server;

/// The page's files on an origin of their own.
#[derive(Debug)]
pub struct StorePage {
    server: Server,
}

impl StorePage {
    /// Starts to serve them.
    pub async fn start() -> Result<Self> {
        Ok(Self { server: Server::of_files(env::store_page()?).await? })
    }

    /// Opens it, and waits until it can be called.
    pub async fn open<'b>(&self, browser: &'b Browser) -> Result<Page<'b>> {
        let page = browser.page();
        page.open(&format!("{}/index.html", self.server.origin())).await?;
        let ready = "return globalThis.page !== undefined";
        page.becomes("the store's page", async || page.eval(ready, vec![]).await).await?;
        Ok(page)
    }
}

/// Calls an asynchronous function of a page, given as the body of one, and waits for what it returns.
pub async fn call<T: DeserializeOwned>(page: &Page<'_>, body: &str, args: Vec<Value>) -> Result<T> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
        (async (...given) => {{ {body} }})(...[...arguments].slice(0, -1))
            .then((value) => done({{ value }}), (error) => done({{ error: String(error?.stack ?? error) }}))"
    );
    let mut answer: Value = page.driver().execute_async(&script, args).await?.convert()?;
    if let Some(error) = answer["error"].as_str() {
        anyhow::bail!("the page says: {error}");
    }
    serde_json::from_value(answer["value"].take()).context("the page returned something else")
}
