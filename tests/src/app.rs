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

    /// The app at another address of the same server.
    pub fn at(browser: &'b Browser, origin: &str) -> Self {
        Self { page: browser.page(), origin: origin.to_owned() }
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
        self.page.get("button", "^sign in or sign up on").click().await?;
        self.page.get("link", "^(sign up|make an account)$").click().await?;
        self.page.get("textbox", "^name").shown().await?;
        self.through_the_servers_pages(username).await
    }

    /// Signs in to the server that serves the app.
    pub async fn sign_in(&self, username: &str) -> Result<()> {
        self.open("/sign-in").await?;
        self.page.get("button", "^sign in( or sign up)? on").click().await?;
        self.through_the_servers_pages(username).await
    }

    /// Signs in to another server, by its name, and comes back.
    pub async fn sign_in_elsewhere(&self, host: &str, username: &str) -> Result<()> {
        self.open("/sign-in").await?;
        self.page.get("textbox", "server$").fill(host).await?;
        self.page.get("button", "^continue$").click().await?;
        self.page.get("textbox", "^username").shown().await?;
        self.through_the_servers_pages(username).await
    }

    /// Signs in with another account of the server that serves the app, which asks who it is.
    pub async fn add_account(&self, username: &str) -> Result<()> {
        self.open("/sign-in").await?;
        self.page.get("button", "^sign in( or sign up)? on").click().await?;
        self.page.get("textbox", "^username").shown().await?;
        self.through_the_servers_pages(username).await
    }

    /// Fills in whatever the server asks until the app is back with its navigation.
    async fn through_the_servers_pages(&self, username: &str) -> Result<()> {
        let page = self.page;
        page.until("the app, signed in", async || {
            // Who has another account already is shown that one until the server has handed out the new one's token.
            let is_back = !page.path().await?.starts_with("/sign-in");
            if is_back && self.navigation().get("link", "^notifications").count().await? > 0 {
                return Ok(Some(()));
            }
            for (name, value) in [("^username", username), ("^password", PASSWORD)] {
                for field in page.get("textbox", name).now().await? {
                    if field.value().await?.unwrap_or_default().is_empty() {
                        field.send_keys(value).await?;
                    }
                }
            }
            for rule in page.get("checkbox", "").now().await? {
                if !rule.is_selected().await? {
                    rule.click().await?;
                }
            }
            if let Some(button) = page.get("button", "^(sign up|sign in|allow)$").now().await?.first() {
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
        self.navigation().get("link", &format!("^{name}")).click().await
    }

    /// What says that there is no network, or that the server does not answer.
    pub fn offline_chip(&self) -> Things<'b> {
        self.page.get("link", "^(offline|unreachable)")
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

    /// Has all posts of a feed drawn, not only those near the window, as for the browser's own search.
    pub async fn draw_all(&self, posts: usize) -> Result<()> {
        let search = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true }));
            return document.querySelectorAll('.feed > article').length";
        self.page
            .becomes(&format!("{posts} posts"), async || {
                Ok(self.page.eval::<usize>(search, vec![]).await? >= posts)
            })
            .await
    }

    /// Presses one of a post's buttons.
    pub async fn press(&self, post: &str, button: &str) -> Result<()> {
        self.post(post).get("button", &format!("^{button}")).click().await
    }

    /// Answers the post that is open, or the one in a feed. Whom it mentions stays.
    pub async fn reply(&self, post: &str, text: &str) -> Result<()> {
        self.press(post, "reply").await?;
        self.composer().first().await?.send_keys(text).await?;
        self.send().await
    }

    /// The dialog in which a post, a reply or an edit is written.
    fn dialog(&self) -> Things<'b> {
        self.page.get("dialog", "^(new post|reply|edit post)$")
    }

    /// The field in which a post is written.
    pub fn composer(&self) -> Things<'b> {
        self.dialog().get("textbox", "^text$")
    }

    /// Sends what is in the composer, and waits until it is safe.
    pub async fn send(&self) -> Result<()> {
        self.press_send().await?;
        self.dialog().gone().await
    }

    /// Presses the button that sends, whatever comes of it.
    pub async fn press_send(&self) -> Result<()> {
        self.dialog().get("button", "^(post|reply|save)$").click().await
    }

    /// Opens an empty composer.
    pub async fn compose(&self) -> Result<()> {
        self.page.get("link|button", "^write$").click().await?;
        self.composer().shown().await
    }

    /// Chooses an option of a select by its value.
    pub async fn choose(&self, field: &str, value: &str) -> Result<()> {
        let field = self.dialog().get("combobox", field).first().await?;
        Ok(field.find(By::Css(format!("option[value='{value}']"))).await?.click().await?)
    }

    /// Puts a content warning before the post.
    pub async fn warn_with(&self, words: &str) -> Result<()> {
        self.dialog().get("button", "^content warning$").click().await?;
        self.dialog().get("textbox", "^content warning$").fill(words).await
    }

    /// Attaches a file by the picker.
    pub async fn attach(&self, file: &Path) -> Result<()> {
        let picker = self.dialog().role("file").first().await?;
        Ok(picker.send_keys(file.to_string_lossy()).await?)
    }

    /// Writes the alt text of the only picture.
    pub async fn describe_picture(&self, words: &str) -> Result<()> {
        self.dialog().get("textbox", "^description of").fill(words).await
    }

    /// Adds a poll with these answers.
    pub async fn ask_poll(&self, answers: &[&str]) -> Result<()> {
        self.dialog().get("button", "^poll$").click().await?;
        for (number, answer) in answers.iter().enumerate() {
            self.dialog().get("textbox", &format!("^option {}$", number + 1)).fill(answer).await?;
        }
        Ok(())
    }

    /// Chooses from the menu of a post.
    pub async fn menu(&self, post: &str, entry: &str) -> Result<()> {
        self.press(post, "more").await?;
        self.page.get("button", &format!("^{entry}")).click().await
    }

    /// Chooses from the menu of the profile that is open.
    pub async fn profile_menu(&self, entry: &str) -> Result<()> {
        self.page.get("button", "^more about this account$").click().await?;
        self.page.get("button", &format!("^{entry}")).click().await
    }

    /// Signs out, on the page of settings.
    pub async fn sign_out(&self) -> Result<()> {
        self.open("/settings").await?;
        self.page.get("button", "^sign out$").click().await?;
        self.confirm("sign out").await?;
        self.page.get("button", "^sign in or sign up on").shown().await
    }

    /// Says yes to what the app asks.
    pub async fn confirm(&self, verb: &str) -> Result<()> {
        self.page.get("dialog", "[?]$").get("button", &format!("^{verb}$")).click().await
    }

    /// Waits on the page of the outbox until nothing waits there, trying again at once what would be tried later.
    pub async fn all_sent(&self) -> Result<()> {
        self.page
            .until("the outbox to be empty", async || {
                for button in self.page.get("button", "^try now").now().await? {
                    // It may be gone by now, which is what is wanted.
                    let _ = button.click().await;
                }
                Ok(self.page.text().await?.contains("All sent").then_some(()))
            })
            .await
    }

    /// The pill that says how many posts arrived meanwhile.
    pub fn new_posts(&self) -> Things<'b> {
        self.page.get("button", "new posts?$")
    }

    /// Whether this tab holds the account's lock. Only the browser knows.
    pub async fn leads(&self) -> Result<bool> {
        let script = "return navigator.locks.query().then(({ held }) => held.map(({ clientId }) => clientId))
            .then((clients) => navigator.locks.request('who am I', async () => {
                const { held } = await navigator.locks.query();
                const me = held.find(({ name }) => name === 'who am I').clientId;
                return clients.includes(me);
            }))";
        self.page.eval(script, vec![]).await
    }

    /// Waits until the app can be opened without network: its service worker has taken over this page.
    pub async fn can_go_offline(&self) -> Result<()> {
        let ready = "return navigator.serviceWorker?.controller?.state === 'activated'";
        self.page.becomes("the service worker", async || self.page.eval(ready, vec![]).await).await
    }
}
