//! Rate limits, with the numbers that Mastodon documents: 300 requests in 5 minutes, 30 uploads and 30 deletes in 30
//! minutes. A request with a person's token counts for their account, so that people who share an address don't use up
//! each other's. Any other counts for its address, also with an app's own token: anyone may have as many apps and such
//! tokens as they like. Windows are fixed; what is left of them is told in `X-RateLimit-*`.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    address::client_network,
    auth::{identity::Identity, secret},
    error::ApiError,
    extract::content_type,
    ids::AccountId,
    state::AppState,
    time::{MINUTE, Millis, SECOND},
};

/// Windows kept before old ones are swept out.
const SWEEP_AT: usize = 10_000;

/// What is counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    Any,
    Upload,
    Delete,
    /// Attempts to sign in from one address, right or wrong.
    SignIn,
    /// Wrong passwords for one name, from wherever, whether anybody has it or not.
    WrongPassword,
    /// Accounts made from one address.
    SignUp,
}

impl Rule {
    /// How many, in how many milliseconds.
    fn budget(self) -> (u32, i64) {
        match self {
            Self::Any => (300, 5 * MINUTE),
            Self::Upload | Self::Delete => (30, 30 * MINUTE),
            Self::SignIn => (25, 5 * MINUTE),
            Self::WrongPassword => (10, 15 * MINUTE),
            Self::SignUp => (5, 30 * MINUTE),
        }
    }
}

/// For whom it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Account(AccountId),
    /// As [`client_network`] says it.
    Address(IpAddr),
    /// As [`Key::name`] makes it.
    Name([u8; 32]),
}

impl Key {
    /// The name (or e-mail address) that somebody signs in with: hashed, since it may be long.
    pub(crate) fn name(name: &str) -> Self {
        Self::Name(secret::hash(&name.to_ascii_lowercase()))
    }
}

/// What is left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    limit: u32,
    used: u32,
    resets_at: Millis,
}

impl Allowance {
    fn exceeded(self) -> bool {
        self.used > self.limit
    }

    fn refusal(self, now: Millis) -> ApiError {
        let wait = (self.resets_at.0 - now.0).max(0) / SECOND + 1;
        ApiError::TooMany { retry_after: u64::try_from(wait).unwrap_or(1) }
    }

    fn tell(self, headers: &mut HeaderMap) {
        let left = self.limit.saturating_sub(self.used);
        headers.insert("x-ratelimit-limit", HeaderValue::from(self.limit));
        headers.insert("x-ratelimit-remaining", HeaderValue::from(left));
        if let Ok(reset) = HeaderValue::try_from(self.resets_at.iso()) {
            headers.insert("x-ratelimit-reset", reset);
        }
    }
}

/// All counters.
#[derive(Debug)]
pub(crate) struct RateLimits {
    factor: u32,
    windows: Mutex<HashMap<(Rule, Key), (Millis, u32)>>,
}

impl RateLimits {
    /// Limits `factor` times as wide as documented.
    pub(crate) fn new(factor: u32) -> Self {
        Self { factor: factor.max(1), windows: Mutex::default() }
    }

    /// Counts one, and says what is left.
    pub(crate) fn count(&self, rule: Rule, key: Key, now: Millis) -> Allowance {
        let (limit, period) = rule.budget();
        let resets_at = Millis((now.0 / period + 1) * period);
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > SWEEP_AT {
            windows.retain(|_, (end, _)| *end > now);
        }
        let window = windows.entry((rule, key)).or_insert((resets_at, 0));
        if window.0 != resets_at {
            *window = (resets_at, 0);
        }
        window.1 = window.1.saturating_add(1);
        Allowance { limit: limit.saturating_mul(self.factor), used: window.1, resets_at }
    }

    /// Refuses if there is nothing left, and counts nothing.
    pub(crate) fn check(&self, rule: Rule, key: &Key) -> Result<(), ApiError> {
        let now = Millis::now();
        let (limit, _) = rule.budget();
        let limit = limit.saturating_mul(self.factor);
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        match windows.get(&(rule, key.clone())) {
            Some(&(resets_at, used)) if resets_at > now && used >= limit => {
                Err(Allowance { limit, used, resets_at }.refusal(now))
            }
            _ => Ok(()),
        }
    }

    /// Counts one, and refuses if it was one too many.
    pub(crate) fn spend(&self, rule: Rule, key: Key) -> Result<(), ApiError> {
        let now = Millis::now();
        let allowance = self.count(rule, key, now);
        if allowance.exceeded() { Err(allowance.refusal(now)) } else { Ok(()) }
    }
}

/// The middleware. It runs after [`crate::auth::identity::identify`].
pub(crate) async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let now = Millis::now();
    let key = key(&state, &request);
    let general = state.limits.count(Rule::Any, key.clone(), now);
    let special = special_rule(&request).map(|rule| state.limits.count(rule, key, now));
    let told = special.unwrap_or(general);
    let exceeded = [Some(general), special].into_iter().flatten().find(|allowance| allowance.exceeded());
    let mut response = match exceeded {
        Some(allowance) => allowance.refusal(now).into_response(),
        None => next.run(request).await,
    };
    exceeded.unwrap_or(told).tell(response.headers_mut());
    response
}

fn key(state: &AppState, request: &Request) -> Key {
    let account = match request.extensions().get() {
        Some(Identity::Known(token)) => token.account,
        _ => None,
    };
    let address = || client_network(&state.config, request.headers(), request.extensions());
    account.map_or_else(|| Key::Address(address()), Key::Account)
}

fn special_rule(request: &Request) -> Option<Rule> {
    let path = request.uri().path();
    let under = |prefix: &str| path.starts_with(prefix);
    let attaches = request.method() == Method::POST && (path == "/api/v1/media" || path == "/api/v2/media");
    // A picture for the profile comes as a part of a form and in no other way.
    let portrays = request.method() == Method::PATCH
        && path == "/api/v1/accounts/update_credentials"
        && content_type(request.headers()) == "multipart/form-data";
    if attaches || portrays {
        return Some(Rule::Upload);
    }
    let deletes = request.method() == Method::DELETE && under("/api/v1/statuses/");
    let unboosts =
        request.method() == Method::POST && under("/api/v1/statuses/") && path.ends_with("/unreblog");
    (deletes || unboosts).then_some(Rule::Delete)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_fills_and_empties() {
        let limits = RateLimits::new(1);
        let key = || Key::Account(AccountId(1));
        let start = Millis(30 * MINUTE);
        for _ in 0..30 {
            assert!(!limits.count(Rule::Upload, key(), start).exceeded());
        }
        assert!(limits.count(Rule::Upload, key(), start).exceeded());
        assert!(!limits.count(Rule::Upload, Key::Account(AccountId(2)), start).exceeded());
        assert!(!limits.count(Rule::Delete, key(), start).exceeded());
        assert!(!limits.count(Rule::Upload, key(), start.plus(30 * MINUTE)).exceeded());
    }
}
