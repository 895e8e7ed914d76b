//! The app's own words, in one place: what its parts are called, and how a person does the usual things.
//!
//! Names are regular expressions over accessible names. When the app renames a control, this is the file to change.

use std::path::Path;

use anyhow::Result;
use thirtyfour::By;

use crate::api::PASSWORD;
use crate::browser::Browser;
use crate::page::{Page, Things};
use crate::server::Server;

/// Rejoin in a browser, on the server that serves it.
#[derive(Debug, Clone)]
pub struct App<'b> {
    page: Page<'b>,
    origin: String,
}

impl<'b> App<'b> {
    /// The app that `server` serves, in `browser`.
    pub fn new(browser: &'b Browser, server: &Server) -> Self {
        Self { page: browser.page(), origin: server.origin() }
    }

    /// The page it is on.
    pub fn page(&self) -> Page<'b> {
        self.page
    }

    /// Opens one of the app's addresses as a link from elsewhere would.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.page.open(&format!("{}{path}", self.origin)).await
    }

    /// Makes an account on the server's own page and comes back signed in.
    pub async fn sign_up(&self, username: &str) -> Result<()> {
        self.open("/").await?;
        self.page.get("link|button", "create an account|sign up").click().await?;
        self.through_the_servers_pages(username).await
    }

    /// Signs in to the server that serves the app.
    pub async fn sign_in(&self, username: &str) -> Result<()> {
        self.open("/sign-in").await?;
        self.page.get("button", "sign in|continue").click().await?;
        self.through_the_servers_pages(username).await
    }

    /// Fills in whatever the server asks until the app is back with its navigation.
    async fn through_the_servers_pages(&self, username: &str) -> Result<()> {
        let page = self.page;
        let email = format!("{username}@example.org");
        page.until("the app, signed in", async || {
            if self.navigation().get("link", "notifications").count().await? > 0 {
                return Ok(Some(()));
            }
            let fields =
                [("^username", username), ("e-?mail|^username", email.as_str()), ("password", PASSWORD)];
            let asks_password = page.get("textbox", "password").count().await? > 0;
            if asks_password {
                for (name, value) in fields {
                    for field in page.get("textbox", name).now().await? {
                        if field.value().await?.unwrap_or_default().is_empty() {
                            field.send_keys(value).await?;
                        }
                    }
                }
                for rule in page.get("checkbox", "rules|agree").now().await? {
                    if !rule.is_selected().await? {
                        rule.click().await?;
                    }
                }
            }
            let button =
                page.get("button", "^(sign up|create account|create an account|sign in|allow|authori[sz]e)");
            if let Some(button) = button.now().await?.first() {
                button.click().await?;
            }
            Ok(None)
        })
        .await
    }

    /// The app's own navigation.
    pub fn navigation(&self) -> Things<'b> {
        self.page.role("navigation")
    }

    /// Goes to a page by the navigation: home, local, search, notifications, …
    pub async fn go(&self, name: &str) -> Result<()> {
        self.page.get("link|tab", &format!("^{name}")).click().await
    }

    /// The posts in which this text can be read.
    pub fn post(&self, text: &str) -> Things<'b> {
        self.page.role("article").containing(text)
    }

    /// Opens the thread of a post by its time, which is its link.
    pub async fn open_thread(&self, text: &str) -> Result<()> {
        self.post(text).role("time").click().await?;
        self.page
            .arrives("a thread", |path| path.starts_with("/@") && path.matches('/').count() == 2)
            .await?;
        self.post(text).shown().await
    }

    /// Presses one of a post's buttons.
    pub async fn press(&self, post: &str, button: &str) -> Result<()> {
        self.post(post).get("button", &format!("^{button}")).click().await
    }

    /// Answers the post that is open, or the one in a feed.
    pub async fn reply(&self, post: &str, text: &str) -> Result<()> {
        self.press(post, "reply").await?;
        self.composer().fill(text).await?;
        self.send().await
    }

    /// The field in which a post is written.
    pub fn composer(&self) -> Things<'b> {
        self.page.get("textbox", "what|reply|post text|your post")
    }

    /// Sends what is in the composer.
    pub async fn send(&self) -> Result<()> {
        self.page.get("button", "^(post|reply|send|save)").click().await
    }

    /// Opens an empty composer.
    pub async fn compose(&self) -> Result<()> {
        self.page.get("link|button", "^(compose|new post|write)").click().await?;
        self.composer().shown().await
    }

    /// Chooses who sees the post.
    pub async fn choose_visibility(&self, name: &str) -> Result<()> {
        self.choose("visibility", name).await
    }

    /// Chooses the post's language by its code.
    pub async fn choose_language(&self, code: &str) -> Result<()> {
        let field = self.page.get("combobox", "language").first().await?;
        field.find(By::Css(format!("option[value='{code}']"))).await?.click().await?;
        Ok(())
    }

    /// Chooses an option of a select by its label.
    async fn choose(&self, field: &str, option: &str) -> Result<()> {
        self.page.get("combobox", field).get("option", option).click().await
    }

    /// Puts a content warning before the post.
    pub async fn warn_with(&self, words: &str) -> Result<()> {
        self.page.get("button", "content warning").click().await?;
        self.page.get("textbox", "warning").fill(words).await
    }

    /// Attaches a file by the picker.
    pub async fn attach(&self, file: &Path) -> Result<()> {
        let picker = self.page.role("file").first().await?;
        Ok(picker.send_keys(file.to_string_lossy()).await?)
    }

    /// Writes the alt text of the only picture.
    pub async fn describe_picture(&self, words: &str) -> Result<()> {
        self.page.get("textbox", "alt text|describe").fill(words).await
    }

    /// Adds a poll with these answers.
    pub async fn ask_poll(&self, answers: &[&str]) -> Result<()> {
        self.page.get("button", "poll").click().await?;
        for (number, answer) in answers.iter().enumerate() {
            self.page.get("textbox", &format!("(choice|option) {}", number + 1)).fill(answer).await?;
        }
        Ok(())
    }

    /// Chooses from the menu of a post.
    pub async fn menu(&self, post: &str, entry: &str) -> Result<()> {
        self.press(post, "more").await?;
        self.page.get("menuitem|button", &format!("^{entry}")).click().await
    }

    /// Chooses from the menu of the profile that is open.
    pub async fn profile_menu(&self, entry: &str) -> Result<()> {
        self.page.get("button", "^more").click().await?;
        self.page.get("menuitem|button", &format!("^{entry}")).click().await
    }

    /// Says yes to the dialog that asks.
    pub async fn confirm(&self, verb: &str) -> Result<()> {
        self.page.role("dialog|alertdialog").get("button", verb).click().await
    }

    /// The pill that says how many posts arrived meanwhile.
    pub fn new_posts(&self) -> Things<'b> {
        self.page.get("button", "new post")
    }

    /// Waits until the app can be opened without network: its service worker has taken over this page.
    pub async fn can_go_offline(&self) -> Result<()> {
        let ready = "return navigator.serviceWorker?.controller?.state === 'activated'";
        self.page.becomes("the service worker", async || self.page.eval(ready, vec![]).await).await
    }
}
