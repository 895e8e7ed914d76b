//! What tests of the server share: a server of their own with its data in a temporary directory, people who signed up,
//! and conditions that are waited for. Nothing here sleeps for a fixed time.

#![allow(dead_code, unused_imports, reason = "each test binary uses a part")]

mod person;
mod socket;

use std::{future::Future, path::PathBuf, time::Duration};

use rejoin_server::{Config, Server, start};
use serde_json::json;

pub use person::{Answer, Person, ids, text};
pub use socket::Socket;

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A running server.
pub struct Host {
    server: Option<Server>,
    config: Config,
    data: tempfile::TempDir,
}

impl Host {
    /// A server with an empty database.
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    /// As [`Self::start`], set up otherwise.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut config = Config::local(data.path().to_owned());
        config.rate_limit_factor = 1_000;
        change(&mut config);
        let server = start(config.clone()).await.unwrap();
        Self { server: Some(server), config, data }
    }

    /// Stops it and starts it again with the same data, at another address.
    pub async fn restart(&mut self) {
        self.server.take().unwrap().stop().await.unwrap();
        self.server = Some(start(self.config.clone()).await.unwrap());
    }

    /// The address of `path` on this machine, whatever the server is known as.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.as_ref().unwrap().address)
    }

    /// The same for a WebSocket.
    pub fn socket_url(&self, path: &str) -> String {
        self.url(path).replacen("http", "ws", 1)
    }

    /// The directory of its data.
    pub fn data(&self) -> PathBuf {
        self.data.path().to_owned()
    }

    /// The database itself, to set what no request can set.
    pub fn database(&self) -> rusqlite::Connection {
        let db = rusqlite::Connection::open(self.data.path().join(rejoin_server::DATABASE_FILE)).unwrap();
        db.busy_timeout(PATIENCE).unwrap();
        db
    }

    /// Someone who has just signed up, with all scopes.
    pub async fn person(&self, username: &str) -> Person {
        self.person_with_scopes(username, "read write follow push").await
    }

    /// Someone who has just signed up, with a token for these scopes.
    pub async fn person_with_scopes(&self, username: &str, scopes: &str) -> Person {
        sign_up(&self.url(""), username, scopes).await
    }

    /// Nobody: requests without a token.
    pub fn nobody(&self) -> Person {
        Person::nobody(&self.url(""))
    }

    /// Stops it, as on SIGTERM.
    pub async fn stop(mut self) {
        self.server.take().unwrap().stop().await.unwrap();
    }
}

/// Signs someone up at `origin` as a client does, with a token for these scopes.
pub async fn sign_up(origin: &str, username: &str, scopes: &str) -> Person {
    let scopes = scopes_with_sign_up(scopes);
    let mut person = Person::nobody(origin);
    let app = json!({"client_name": "Tests", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": scopes});
    let app = person.post("/api/v1/apps", app).await.ok();
    let ask = json!({
        "grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"],
        "scope": scopes,
    });
    person.token = text(&person.post("/oauth/token", ask).await.ok()["access_token"]);
    let account = json!({
        "username": username, "email": format!("{username}@mail.example"), "password": "correct horse battery",
        "agreement": true, "locale": "en",
    });
    let token = person.post("/api/v1/accounts", account).await.ok();
    Person::signed_in(origin, username, &text(&token["access_token"]), &app).await
}

/// Signing up by the API needs this scope of the app.
fn scopes_with_sign_up(scopes: &str) -> String {
    if scopes.split(' ').any(|scope| scope == "write") {
        scopes.to_owned()
    } else {
        format!("{scopes} write:accounts")
    }
}

/// Asks until it gets an answer.
pub async fn eventually<T, F>(what: &str, mut ask: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(tokio::time::Instant::now() < deadline, "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
