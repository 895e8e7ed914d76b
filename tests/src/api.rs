//! A tiny client for preparing what a journey then looks at.

use anyhow::{Context, Result, bail};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

/// The password of everyone that a journey makes.
pub const PASSWORD: &str = "correct horse battery staple";

const SCOPES: &str = "read write follow push";

/// One account's view of the server's REST API, or nobody's.
#[derive(Debug, Clone)]
pub struct Api {
    origin: String,
    http: Client,
    token: Option<String>,
}

impl Api {
    /// Talks to `origin` with nobody signed in.
    pub fn new(origin: &str) -> Result<Self> {
        Ok(Self { origin: origin.to_owned(), http: Client::builder().no_proxy().build()?, token: None })
    }

    /// By what it is known to the server who asks.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Registers an account by the API's own way and returns its view. The password is [`PASSWORD`].
    pub async fn register(&self, username: &str) -> Result<Self> {
        let app = self
            .post(
                "/api/v1/apps",
                json!({
                    "client_name": "Journey",
                    "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
                    "scopes": SCOPES,
                }),
            )
            .await?;
        let own = self
            .post(
                "/oauth/token",
                json!({
                    "grant_type": "client_credentials",
                    "client_id": app["client_id"],
                    "client_secret": app["client_secret"],
                    "scope": SCOPES,
                }),
            )
            .await?;
        let user = self
            .with_token(&own)?
            .post(
                "/api/v1/accounts",
                json!({
                    "username": username,
                    "email": format!("{username}@example.org"),
                    "password": PASSWORD,
                    "agreement": true,
                    "locale": "en",
                }),
            )
            .await?;
        self.with_token(&user)
    }

    fn with_token(&self, answer: &Value) -> Result<Self> {
        let token = answer["access_token"].as_str().context("no access_token in the answer")?;
        Ok(Self { token: Some(token.to_owned()), ..self.clone() })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.origin));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// `GET`, parsed.
    pub async fn get(&self, path: &str) -> Result<Value> {
        answer(path, self.request(Method::GET, path)).await
    }

    /// `POST` of a JSON body, parsed.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value> {
        answer(path, self.request(Method::POST, path).json(&body)).await
    }

    /// `PATCH` of a JSON body, parsed.
    pub async fn patch(&self, path: &str, body: Value) -> Result<Value> {
        answer(path, self.request(Method::PATCH, path).json(&body)).await
    }

    /// `DELETE`, parsed.
    pub async fn delete(&self, path: &str) -> Result<Value> {
        answer(path, self.request(Method::DELETE, path)).await
    }

    /// Publishes a public post and returns its id.
    pub async fn publish(&self, text: &str) -> Result<String> {
        id(&self.post("/api/v1/statuses", json!({ "status": text })).await?)
    }

    /// Publishes a public reply and returns its id.
    pub async fn reply(&self, to: &str, text: &str) -> Result<String> {
        id(&self.post("/api/v1/statuses", json!({ "status": text, "in_reply_to_id": to })).await?)
    }

    /// Uploads a picture and returns its attachment's id.
    pub async fn upload(&self, png: Vec<u8>, description: &str) -> Result<String> {
        let file = Part::bytes(png).file_name("picture.png").mime_str("image/png")?;
        let form = Form::new().part("file", file).text("description", description.to_owned());
        id(&answer("/api/v2/media", self.request(Method::POST, "/api/v2/media").multipart(form)).await?)
    }

    /// The id of an account by its name.
    pub async fn account_id(&self, acct: &str) -> Result<String> {
        id(&self.get(&format!("/api/v1/accounts/lookup?acct={acct}")).await?)
    }

    /// The newest posts of an account by its name, boosts left out.
    pub async fn posts_of(&self, acct: &str) -> Result<Vec<Value>> {
        let id = self.account_id(acct).await?;
        let posts =
            self.get(&format!("/api/v1/accounts/{id}/statuses?exclude_reblogs=true&limit=40")).await?;
        posts.as_array().cloned().context("no list of posts")
    }

    /// How the account stands to another.
    pub async fn relationship(&self, acct: &str) -> Result<Value> {
        let id = self.account_id(acct).await?;
        let all = self.get(&format!("/api/v1/accounts/relationships?id[]={id}")).await?;
        Ok(all[0].clone())
    }

    /// Follows an account by its name.
    pub async fn follow(&self, acct: &str) -> Result<()> {
        let id = self.account_id(acct).await?;
        self.post(&format!("/api/v1/accounts/{id}/follow"), json!({})).await.map(drop)
    }
}

async fn answer(path: &str, request: RequestBuilder) -> Result<Value> {
    let response = request.send().await.with_context(|| format!("{path} had no answer"))?;
    let status = response.status();
    let body = response.text().await?;
    if !status.is_success() {
        bail!("{path} answered {status}: {body}");
    }
    serde_json::from_str(&body).with_context(|| format!("{path} answered no JSON: {body}"))
}

fn id(entity: &Value) -> Result<String> {
    entity["id"].as_str().map(str::to_owned).with_context(|| format!("no id in {entity}"))
}
