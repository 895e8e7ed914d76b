//! The accounts that are signed in on this device, and the servers that know this app. Kept where it can be read at once
//! at start, before any database is open.

use rejoin_api::{AccountId, Timestamp};
use rejoin_domain::{WebUrl, record};

use super::{Me, kept};
use crate::browser::{clock, storage};

const ACCOUNTS: &str = "rejoin.accounts";
const APPS: &str = "rejoin.apps";

record! {
    /// What the device keeps of a signed-in account besides its data.
    #[derive(Eq)]
    pub(super) struct SavedAccount {
        pub server: WebUrl,
        pub id: AccountId,
        pub username: String,
        pub name: String,
        pub avatar: Option<WebUrl>,
        pub token: String,
        pub client_id: String,
        pub client_secret: Option<String>,
        pub scope: String,
    }
}

impl SavedAccount {
    /// Names it on this device, and its database.
    pub(super) fn key(&self) -> String {
        format!("{}@{}", self.id, self.server.host())
    }

    pub(super) fn me(&self) -> Me {
        Me {
            key: self.key(),
            server: self.server.clone(),
            id: self.id.clone(),
            username: self.username.clone(),
            name: self.name.clone(),
            avatar: self.avatar.clone(),
        }
    }
}

record! {
    /// All of them, and which one is shown.
    #[derive(Eq)]
    pub(super) struct Registry {
        pub current: Option<String>,
        pub accounts: Vec<SavedAccount>,
        /// The newer of two counts.
        pub saved_at: Timestamp,
        /// Those that were signed out while their server could not be told.
        pub to_revoke: Vec<SavedAccount>,
    }
}

impl Registry {
    /// As it was last saved; empty where nothing is kept or what is kept makes no sense.
    pub(super) fn load() -> Self {
        storage::get(ACCOUNTS).and_then(|text| rejoin_api::parse(&text).ok()).unwrap_or_default()
    }

    /// One that was saved later than what is in `localStorage`, and did not come there before the browser was killed.
    pub(super) async fn newer() -> Option<Self> {
        let text = kept::recall(ACCOUNTS).await?;
        let newer = rejoin_api::parse::<Self>(&text).ok()?;
        (newer.saved_at > Self::load().saved_at && storage::set(ACCOUNTS, &text)).then_some(newer)
    }

    /// Keeps it. `false` when the browser did not take it.
    #[must_use]
    pub(super) fn save(&mut self) -> bool {
        self.saved_at = clock::now();
        let Ok(text) = serde_json::to_string(self) else { return false };
        let taken = storage::set(ACCOUNTS, &text);
        kept::keep(ACCOUNTS, Some(text));
        taken
    }

    /// The account that is shown.
    pub(super) fn current(&self) -> Option<&SavedAccount> {
        let key = self.current.as_ref()?;
        self.accounts.iter().find(|account| account.key() == *key)
    }

    /// Adds an account, or brings it up to date, and shows it.
    pub(super) fn add(&mut self, account: SavedAccount) {
        let key = account.key();
        self.accounts.retain(|known| known.key() != key);
        self.accounts.push(account);
        self.current = Some(key);
    }

    /// Forgets an account and shows another, if there is one.
    pub(super) fn remove(&mut self, key: &str) {
        self.accounts.retain(|known| known.key() != key);
        if self.current.as_deref() == Some(key) {
            self.current = self.accounts.last().map(SavedAccount::key);
        }
    }
}

record! {
    /// This app as a server knows it.
    #[derive(Eq)]
    pub(super) struct KnownApp {
        pub server: WebUrl,
        pub client_id: String,
        pub client_secret: Option<String>,
        pub scope: String,
        pub redirect_uri: String,
        pub registered_at: Timestamp,
    }
}

/// Servers forget apps that nobody signs in with, some after a day; then their page knows no way back. In milliseconds.
const KNOWN_FOR: i64 = 12 * 3_600_000;

/// This app on a server, if it was registered there lately with this scope and way back.
pub(super) fn known_app(server: &WebUrl, scope: &str, redirect_uri: &str) -> Option<KnownApp> {
    let since = clock::now().as_millis() - KNOWN_FOR;
    let fits = |app: &KnownApp| {
        app.server == *server
            && app.scope == scope
            && app.redirect_uri == redirect_uri
            && app.registered_at.as_millis() >= since
    };
    known_apps().into_iter().find(fits)
}

/// Remembers this app on a server.
pub(super) fn remember_app(app: &KnownApp) {
    let mut apps = without(&app.server);
    apps.push(app.clone());
    save_apps(&apps);
}

/// Forgets this app on a server that does not know it any more.
pub(super) fn forget_app(server: &WebUrl) {
    save_apps(&without(server));
}

fn without(server: &WebUrl) -> Vec<KnownApp> {
    let mut apps = known_apps();
    apps.retain(|app| app.server != *server);
    apps
}

fn known_apps() -> Vec<KnownApp> {
    storage::get(APPS).and_then(|text| rejoin_api::parse(&text).ok()).unwrap_or_default()
}

fn save_apps(apps: &[KnownApp]) {
    if let Ok(text) = serde_json::to_string(apps) {
        // Unkept, the app is registered anew the next time.
        storage::set(APPS, &text);
    }
}
