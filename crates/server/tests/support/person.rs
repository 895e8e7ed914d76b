//! Someone who sends requests.

use reqwest::{Client, Method, RequestBuilder, StatusCode, header::HeaderMap, redirect};
use serde_json::{Value, json};

/// Someone with a token, or nobody.
#[derive(Clone)]
pub struct Person {
    pub id: String,
    pub username: String,
    pub token: String,
    /// The app that the token was given to.
    pub app: Value,
    origin: String,
    http: Client,
}

/// What a request was answered with.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Null where the body is no JSON.
    pub body: Value,
    pub text: String,
}

impl Answer {
    /// The body of a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.body
    }

    /// The words of a refusal with this status.
    #[track_caller]
    pub fn refused(self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        let words = self.body["error"].as_str().unwrap_or_else(|| panic!("no words: {}", self.text));
        assert!(!words.is_empty());
        words.to_owned()
    }

    /// The address in the `Link` header with this `rel`, without the origin.
    pub fn link(&self, rel: &str) -> Option<String> {
        let header = self.headers.get("link")?.to_str().ok()?;
        let entry = header.split(", <").find(|entry| entry.ends_with(&format!("rel=\"{rel}\"")))?;
        let address = entry.trim_start_matches('<').split('>').next()?;
        Some(address.split_at(address.find("/api/")?).1.to_owned())
    }
}

impl Person {
    pub(super) fn nobody(origin: &str) -> Self {
        let (id, username, token) = (String::new(), String::new(), String::new());
        Self { id, username, token, app: Value::Null, origin: origin.to_owned(), http: unredirected() }
    }

    pub(super) async fn signed_in(origin: &str, username: &str, token: &str, app: &Value) -> Self {
        let mut person = Self::nobody(origin);
        person.token = token.to_owned();
        person.username = username.to_owned();
        person.app = app.clone();
        // By name, since the token's scopes may not hold the right to ask for oneself.
        let found = Self::nobody(origin).get(&format!("/api/v1/accounts/lookup?acct={username}")).await.ok();
        person.id = text(&found["id"]);
        person
    }

    /// Calls the same server at another address.
    pub fn moved_to(&mut self, origin: &str) {
        origin.clone_into(&mut self.origin);
    }

    /// Sends a request with a JSON body.
    pub async fn send(&self, method: Method, path: impl AsRef<str>, body: Option<Value>) -> Answer {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.deliver(request).await
    }

    /// A request with the token, to finish by hand. A whole address is taken as it is.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> RequestBuilder {
        let path = path.as_ref();
        let address =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.origin) };
        let request = self.http.request(method, address);
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    /// Sends a form, its keys and values as they are.
    pub async fn form(&self, method: Method, path: impl AsRef<str>, pairs: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(pairs).unwrap();
        let kind = "application/x-www-form-urlencoded";
        self.deliver(self.request(method, path).header("content-type", kind).body(body)).await
    }

    /// Sends a request and reads the answer, which is never the server's fault.
    pub async fn deliver(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let path = response.url().path().to_owned();
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.unwrap();
        assert!(status.as_u16() < 500, "{path}: {status} {text}");
        Answer { status, headers, body: serde_json::from_str(&text).unwrap_or_default(), text }
    }

    pub async fn get(&self, path: impl AsRef<str>) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: impl AsRef<str>, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: impl AsRef<str>, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn patch(&self, path: impl AsRef<str>, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub async fn delete(&self, path: impl AsRef<str>) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Posts `status` to everyone and returns the entity.
    pub async fn say(&self, status: &str) -> Value {
        self.say_to(status, "public").await
    }

    /// Posts `status` to those of `visibility`.
    pub async fn say_to(&self, status: &str, visibility: &str) -> Value {
        self.post("/api/v1/statuses", json!({"status": status, "visibility": visibility})).await.ok()
    }

    /// Answers a status.
    pub async fn reply(&self, status: &str, to: &Value) -> Value {
        self.post("/api/v1/statuses", json!({"status": status, "in_reply_to_id": to["id"]})).await.ok()
    }

    /// Posts, and returns the entity.
    pub async fn posts(&self, body: Value) -> Value {
        self.post("/api/v1/statuses", body).await.ok()
    }

    /// Tries to do something with a status.
    pub async fn try_act(&self, verb: &str, status: &Value) -> Answer {
        self.post(format!("/api/v1/statuses/{}/{verb}", text(&status["id"])), json!({})).await
    }

    /// Does something with a status: `favourite`, `reblog` and the like.
    pub async fn act(&self, verb: &str, status: &Value) -> Value {
        self.try_act(verb, status).await.ok()
    }

    /// Does something about someone: `follow`, `block` and the like.
    pub async fn relate(&self, verb: &str, person: &Self) -> Value {
        self.post(&format!("/api/v1/accounts/{}/{verb}", person.id), json!({})).await.ok()
    }

    /// The ids of what a list holds.
    pub async fn ids(&self, path: impl AsRef<str>) -> Vec<String> {
        ids(&self.get(path).await.ok())
    }
}

/// A client that shows where it is sent instead of going there.
fn unredirected() -> Client {
    Client::builder().redirect(redirect::Policy::none()).build().unwrap()
}

/// A string in an entity.
#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// The ids in a list of entities.
#[track_caller]
pub fn ids(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap_or_else(|| panic!("not a list: {list}"))
        .iter()
        .map(|item| text(&item["id"]))
        .collect()
}
