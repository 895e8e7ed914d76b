//! `/oauth` and `/api/v1/apps`: signing in and out.

use crate::entities::{Application, AuthorizationServer, CredentialApplication, Token};
use crate::error::NotFoundMeans::Feature;
use crate::form;
use crate::params::{NewApplication, NewToken, RevokeToken};
use crate::request::{Auth, Request};
use crate::response::Nothing;

/// How to sign in (Mastodon 4.3).
pub fn metadata() -> Request<AuthorizationServer> {
    Request::get("/.well-known/oauth-authorization-server", &[]).auth(Auth::Never).not_found(Feature)
}

/// Registers a program.
pub fn register_app(app: &NewApplication) -> Request<CredentialApplication> {
    Request::post("/api/v1/apps", &[]).auth(Auth::Never).not_found(Feature).form(app)
}

/// The program that the token was given to.
pub fn verify_app() -> Request<Application> {
    Request::get("/api/v1/apps/verify_credentials", &[])
}

/// Makes a token of a code.
pub fn token(grant: &NewToken) -> Request<Token> {
    Request::post("/oauth/token", &[]).auth(Auth::Never).form(grant)
}

/// Gives a token back.
pub fn revoke(token: &RevokeToken) -> Request<Nothing> {
    Request::post("/oauth/revoke", &[]).auth(Auth::Never).form(token)
}

/// What to ask of the person who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authorize {
    /// The program.
    pub client_id: String,
    /// Where to return to, as registered.
    pub redirect_uri: String,
    /// What for, separated by blanks.
    pub scope: String,
    /// Comes back unchanged.
    pub state: String,
    /// The SHA-256 of the verifier in URL-safe base64 without padding (PKCE).
    pub code_challenge: String,
    /// Whether to ask even if the person is signed in on the server.
    pub force_login: bool,
}

impl Authorize {
    /// The address to send the person to; `endpoint` is the server's, as in its metadata or `/oauth/authorize`.
    pub fn url(&self, endpoint: &str) -> String {
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", &self.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.scope),
            ("state", &self.state),
            ("code_challenge", &self.code_challenge),
            ("code_challenge_method", "S256"),
        ];
        if self.force_login {
            pairs.push(("force_login", "true"));
        }
        let separator = if endpoint.contains('?') { '&' } else { '?' };
        format!("{endpoint}{separator}{}", form::encode(pairs))
    }
}
