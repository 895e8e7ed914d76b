//! OAuth 2 with PKCE, within this page: away to the server and back.
//!
//! 1. The server says where its pages are (`/.well-known/oauth-authorization-server`; older servers do not, and have them at
//!    the usual places).
//! 2. The app registers itself there, once a server.
//! 3. The person goes to the server's page with a challenge and a state that only this device knows.
//! 4. The server sends the browser back with a code, which becomes a token by the verifier behind the challenge.
//! 5. The account of the token is asked for; only then is anything kept.

use futures::future::LocalBoxFuture;
use leptos::prelude::GetUntracked;
use leptos::wasm_split::wasm_split;
use rejoin_api::params::{NewApplication, NewToken, RevokeToken};
use rejoin_api::requests::accounts;
use rejoin_api::requests::oauth::{self, Authorize};
use rejoin_api::{ApiError, AuthorizationServer, FromJson, Request};
use rejoin_domain::{WebUrl, record, server_address};
use rejoin_net_web::WebNetwork;
use rejoin_sync::net::Network;
use web_sys::UrlSearchParams;

use super::registry::{KnownApp, Registry, SavedAccount, forget_app, known_app, remember_app};
use super::{SignInError, use_app};
use crate::browser::storage;
use crate::browser::{self, clock, random};

/// What is asked for where the server knows no finer scopes.
const COARSE: [&str; 4] = ["read", "write", "follow", "push"];

const APP_NAME: &str = "Rejoin";
const PENDING: &str = "rejoin.sign-in";

record! {
    /// A sign-in that was begun here.
    struct Pending {
        app: KnownApp,
        state: String,
        verifier: String,
    }
}

/// Asks a server to let somebody sign in; answers with the page to go to.
#[wasm_split(later, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn begin(
    typed: String,
) -> Result<LocalBoxFuture<'static, Result<WebUrl, SignInError>>, SignInError> {
    Ok(Box::pin(async move { ask_to_sign_in(&typed).await }))
}

async fn ask_to_sign_in(typed: &str) -> Result<WebUrl, SignInError> {
    let server = server_address(typed).ok_or_else(|| SignInError::NotAnAddress(typed.trim().to_owned()))?;
    let network = WebNetwork::new(server.as_str(), None);
    let metadata = match ask(&network, &oauth::metadata()).await {
        Ok(metadata) => Some(metadata),
        Err(Failure::Server(_)) => None,
        Err(Failure::Network) => return Err(unreachable(&server).await),
    };
    let scope = scope(metadata.as_ref());
    let redirect_uri = format!("{}/sign-in/callback", browser::origin().unwrap_or_default());
    let app = match known_app(&server, &scope, &redirect_uri) {
        Some(app) => app,
        None => register(&network, &server, scope, redirect_uri).await?,
    };
    let verifier = secret()?;
    let challenge =
        random::sha256(verifier.as_bytes()).await.map(|hash| base64_url(&hash)).ok_or_else(|| {
            SignInError::Device("this page was not opened over https, and signing in needs that".to_owned())
        })?;
    let pending = Pending { app, state: secret()?, verifier };
    let kept = serde_json::to_string(&pending).is_ok_and(|text| storage::set(PENDING, &text));
    if !kept {
        return Err(SignInError::Device("the browser keeps no data for this page".to_owned()));
    }
    let endpoint = metadata.map_or_else(|| format!("{server}/oauth/authorize"), |m| m.authorization_endpoint);
    let page = Authorize {
        client_id: pending.app.client_id,
        redirect_uri: pending.app.redirect_uri,
        scope: pending.app.scope,
        state: pending.state,
        code_challenge: challenge,
        force_login: wants_another(&server),
    };
    WebUrl::parse(&page.url(&endpoint)).ok_or_else(|| SignInError::NotCompatible(server.host().to_owned()))
}

/// Whether who signs in wants another account of a server than the one that its own pages know: this device has one of it, which
/// is not the one whose sign-in the server refuses.
fn wants_another(server: &WebUrl) -> bool {
    let is_known = Registry::load().accounts.iter().any(|account| account.server.host() == server.host());
    is_known && !use_app().token_refused().get_untracked()
}

/// Ends the sign-in with the query that the server sent the browser back with.
pub(super) async fn finish(query: &str) -> Result<SavedAccount, SignInError> {
    let query = UrlSearchParams::new_with_str(query).map_err(|_| SignInError::StateMismatch)?;
    let value = |name: &str| query.get(name);
    let pending: Pending = storage::get(PENDING)
        .and_then(|text| rejoin_api::parse(&text).ok())
        .ok_or(SignInError::StateMismatch)?;
    if value("state").as_deref() != Some(pending.state.as_str()) {
        return Err(SignInError::StateMismatch);
    }
    // A code is good once, and so is what belongs to it.
    storage::remove(PENDING);
    if let Some(error) = value("error") {
        return Err(if error == "access_denied" {
            SignInError::Cancelled
        } else {
            SignInError::Refused(value("error_description").unwrap_or(error))
        });
    }
    let Some(code) = value("code") else { return Err(SignInError::StateMismatch) };
    let Pending { app, verifier, .. } = pending;
    let grant = NewToken {
        grant_type: "authorization_code".to_owned(),
        client_id: app.client_id.clone(),
        client_secret: app.client_secret.clone(),
        code: Some(code),
        redirect_uri: Some(app.redirect_uri.clone()),
        code_verifier: Some(verifier),
        scope: Some(app.scope.clone()),
        ..NewToken::default()
    };
    let token = match ask(&WebNetwork::new(app.server.as_str(), None), &oauth::token(&grant)).await {
        Ok(token) => token,
        Err(failure) => {
            // The server may have forgotten the app: the next attempt registers it anew.
            forget_app(&app.server);
            return Err(failure.of(&app.server));
        }
    };
    let network = WebNetwork::new(app.server.as_str(), Some(token.access_token.clone()));
    let account =
        ask(&network, &accounts::verify_credentials()).await.map_err(|failure| failure.of(&app.server))?;
    let shown = rejoin_domain::Account::from_wire(&account);
    Ok(SavedAccount {
        name: shown.plain_name(),
        avatar: shown.avatar_static,
        server: app.server,
        id: account.id,
        username: account.username,
        token: token.access_token,
        client_id: app.client_id,
        client_secret: app.client_secret,
        scope: token.scope,
    })
}

/// Gives the token of an account back. `false` when the server could not be told.
pub(super) async fn revoke(account: &SavedAccount) -> bool {
    let network = WebNetwork::new(account.server.as_str(), None);
    let token = RevokeToken {
        client_id: account.client_id.clone(),
        client_secret: account.client_secret.clone(),
        token: account.token.clone(),
    };
    !matches!(ask(&network, &oauth::revoke(&token)).await, Err(Failure::Network))
}

async fn register(
    network: &WebNetwork,
    server: &WebUrl,
    scope: String,
    redirect_uri: String,
) -> Result<KnownApp, SignInError> {
    let wanted = NewApplication {
        client_name: APP_NAME.to_owned(),
        redirect_uris: redirect_uri.clone(),
        scopes: Some(scope.clone()),
        website: browser::origin(),
    };
    let known = ask(network, &oauth::register_app(&wanted)).await.map_err(|failure| match failure {
        Failure::Server(ApiError::NotSupported | ApiError::NotFound | ApiError::Garbage { .. }) => {
            SignInError::NotCompatible(server.host().to_owned())
        }
        other => other.of(server),
    })?;
    if known.client_id.is_empty() {
        return Err(SignInError::NotCompatible(server.host().to_owned()));
    }
    let client_secret = Some(known.client_secret).filter(|secret| !secret.is_empty());
    let app = KnownApp {
        server: server.clone(),
        client_id: known.client_id,
        client_secret,
        scope,
        redirect_uri,
        registered_at: clock::now(),
    };
    remember_app(&app);
    Ok(app)
}

/// What to ask for: of the coarse scopes those that the server knows. They are what the app uses, all of it.
fn scope(metadata: Option<&AuthorizationServer>) -> String {
    let supported = metadata.map(|m| m.scopes_supported.as_slice()).unwrap_or_default();
    let known = |scope: &&str| supported.is_empty() || supported.iter().any(|s| s == scope);
    COARSE.into_iter().filter(known).collect::<Vec<_>>().join(" ")
}

enum Failure {
    Network,
    Server(ApiError),
}

impl Failure {
    fn of(self, server: &WebUrl) -> SignInError {
        match self {
            Self::Network => SignInError::Unreachable(server.host().to_owned()),
            Self::Server(error) => SignInError::Refused(rejoin_sync::words(&error)),
        }
    }
}

async fn ask<T: FromJson>(network: &WebNetwork, request: &Request<T>) -> Result<T, Failure> {
    let response = network.send(&request.call, &[]).await.map_err(|_| Failure::Network)?;
    request.read(&response).map_err(Failure::Server)
}

/// Whether nobody is there, or somebody whom the browser may not read: a request whose answer nobody reads tells.
async fn unreachable(server: &WebUrl) -> SignInError {
    if rejoin_net_web::answers_at_all(server.as_str()).await {
        SignInError::NotAllowed(server.host().to_owned())
    } else {
        SignInError::Unreachable(server.host().to_owned())
    }
}

/// 256 bits that nobody can guess, as text.
fn secret() -> Result<String, SignInError> {
    let mut bytes = [0u8; 32];
    if random::fill(&mut bytes) {
        Ok(base64_url(&bytes))
    } else {
        Err(SignInError::Device("the browser has no secure randomness".to_owned()))
    }
}

/// Base 64 for addresses, without padding (RFC 4648, section 5).
fn base64_url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let triple =
            chunk.iter().fold(0u32, |all, byte| (all << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for position in 0..=chunk.len() {
            let digit = (triple >> (18 - 6 * position)) & 63;
            text.extend(DIGITS.get(digit as usize).map(|byte| char::from(*byte)));
        }
    }
    text
}
