//! What a client asks for at `/oauth/authorize`, checked.

use rusqlite::Connection;
use serde::Deserialize;
use url::Url;

use super::apps::{App, OUT_OF_BAND};
use crate::{auth::scope::Scopes, error::ApiResult};

/// As it comes in the address, and again in the form of the page.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct AuthorizeParams {
    #[serde(default)]
    pub(super) client_id: String,
    #[serde(default)]
    pub(super) redirect_uri: String,
    #[serde(default)]
    pub(super) response_type: String,
    pub(super) scope: Option<String>,
    pub(super) state: Option<String>,
    pub(super) code_challenge: Option<String>,
    pub(super) code_challenge_method: Option<String>,
    #[serde(default)]
    pub(super) force_login: bool,
    /// Of the form only.
    #[serde(default)]
    pub(super) form_token: String,
    /// Of the form only: `allow` or anything else.
    #[serde(default)]
    pub(super) decision: String,
}

/// A request that can be granted.
#[derive(Debug, Clone)]
pub(super) struct AuthorizeRequest {
    pub(super) app: App,
    pub(super) redirect_uri: String,
    pub(super) scopes: Scopes,
    pub(super) state: Option<String>,
    pub(super) code_challenge: Option<String>,
}

/// Why it can't be granted.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The client or the way back to it is not known: only the person can be told.
    Tell(String),
    /// The client is told, at this address. The person is told in words, where they are not sent there unasked.
    SendBack { address: String, words: String },
}

impl AuthorizeParams {
    /// Checks the request; the outer error is the database's.
    pub(super) fn check(self, db: &Connection) -> ApiResult<Result<AuthorizeRequest, Refusal>> {
        let Some(app) = App::find(db, &self.client_id)? else {
            return Ok(Err(Refusal::Tell(
                "The app that sent you here is not known to this server. Start again from the app."
                    .to_owned(),
            )));
        };
        if !app.redirect_uris.contains(&self.redirect_uri) {
            let words = format!("{} did not register the address that it wants you to return to.", app.name);
            return Ok(Err(Refusal::Tell(words)));
        }
        Ok(self.check_rest(app))
    }

    fn check_rest(self, app: App) -> Result<AuthorizeRequest, Refusal> {
        let back = |error: &str, words: &str| {
            let pairs = [
                ("error", Some(error)),
                ("error_description", Some(words)),
                ("state", self.state.as_deref()),
            ];
            match way_back(&self.redirect_uri, &pairs) {
                Some(address) => Refusal::SendBack { address, words: words.to_owned() },
                None => Refusal::Tell(words.to_owned()),
            }
        };
        if self.response_type != "code" {
            return Err(back("unsupported_response_type", "Only response_type=code is given out here"));
        }
        let asked = self.scope.as_deref().map(str::trim).filter(|scope| !scope.is_empty()).unwrap_or("read");
        let scopes = Scopes::parse(asked).ok().filter(|scopes| app.scopes.contain(scopes));
        let Some(scopes) = scopes else {
            return Err(back("invalid_scope", "The app asks for a scope that it did not register"));
        };
        let code_challenge = self.code_challenge.clone().filter(|challenge| !challenge.is_empty());
        if code_challenge.is_some() && self.code_challenge_method.as_deref() != Some("S256") {
            return Err(back("invalid_request", "Only code_challenge_method=S256 is taken"));
        }
        Ok(AuthorizeRequest {
            app,
            redirect_uri: self.redirect_uri,
            scopes,
            state: self.state,
            code_challenge,
        })
    }
}

impl AuthorizeRequest {
    /// The address that takes the person back with a code; None if they carry it themselves.
    pub(super) fn back_with(&self, code: &str) -> Option<String> {
        way_back(&self.redirect_uri, &[("code", Some(code)), ("state", self.state.as_deref())])
    }

    /// The address that takes the person back without one.
    pub(super) fn back_denied(&self) -> Option<String> {
        let pairs = [
            ("error", Some("access_denied")),
            ("error_description", Some("The person did not allow it")),
            ("state", self.state.as_deref()),
        ];
        way_back(&self.redirect_uri, &pairs)
    }

    /// What a form's policy has to name for the browser to follow the way back.
    pub(super) fn form_target(&self) -> String {
        match Url::parse(&self.redirect_uri) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => url.origin().ascii_serialization(),
            Ok(url) if self.redirect_uri != OUT_OF_BAND => format!("{}:", url.scheme()),
            _ => String::new(),
        }
    }
}

fn way_back(redirect_uri: &str, pairs: &[(&str, Option<&str>)]) -> Option<String> {
    let mut url = Url::parse(redirect_uri).ok().filter(|_| redirect_uri != OUT_OF_BAND)?;
    for (name, value) in pairs {
        if let Some(value) = value {
            url.query_pairs_mut().append_pair(name, value);
        }
    }
    Some(url.into())
}
