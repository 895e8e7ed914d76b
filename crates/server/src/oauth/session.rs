//! Browsers at the server's own pages: who is signed in, and whether a form is from here.
//!
//! Two cookies, both HttpOnly and SameSite=Lax, so that they come along when a client sends the person here and never with a
//! form of another site: one names the session, the other is random and known to this browser only. Each form carries
//! the hash of the latter; another site can read neither, so it can't make a form that is taken.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use rusqlite::params;

use crate::{
    auth::secret,
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::AccountId,
    state::AppState,
    time::{DAY, SECOND},
};

const SESSION: &str = "rejoin_session";
const FORM: &str = "rejoin_form";

/// How long a browser stays signed in.
const SESSION_LIFE: i64 = 30 * DAY;

/// A browser at one of the pages.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// Who is signed in.
    pub(super) account: Option<AccountId>,
    session: Option<String>,
    form: String,
    /// True if the browser has yet to be told `form`.
    fresh: bool,
    secure: bool,
}

impl FromRequestParts<AppState> for Browser {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> ApiResult<Self> {
        let session = cookie(&parts.headers, SESSION);
        let form = cookie(&parts.headers, FORM);
        let account = match session.clone() {
            None => None,
            Some(session) => {
                let sql = "SELECT s.account_id FROM sessions s JOIN accounts a ON a.id = s.account_id
                    WHERE s.session_hash = ?1 AND s.expires_at > ?2 AND a.disabled_at IS NULL";
                let now = crate::time::Millis::now();
                state.db.read(move |db| Ok(db.value(sql, params![secret::hash(&session), now])?)).await?
            }
        };
        let fresh = form.is_none();
        let secure = state.site.origin.starts_with("https:");
        Ok(Self { account, session, form: form.unwrap_or_else(secret::random), fresh, secure })
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value.to_owned())
}

impl Browser {
    /// What a form has to carry.
    pub(super) fn form_token(&self) -> String {
        // Another use of the same cookie would hash another prefix.
        secret::challenge(&format!("form {}", self.form))
    }

    /// True if a form that carries `token` came from one of our pages in this browser.
    pub(super) fn sent(&self, token: &str) -> bool {
        !self.fresh && secret::same(token, &self.form_token())
    }

    /// `response`, with the cookie that its forms need.
    pub(super) fn answer(&self, response: impl IntoResponse) -> Response {
        let mut response = response.into_response();
        if self.fresh {
            self.set(&mut response, FORM, &self.form, None);
        }
        response
    }

    /// `response`, with the cookie of a session.
    pub(super) fn signed_in(&self, response: impl IntoResponse, session: &str) -> Response {
        let mut response = response.into_response();
        self.set(&mut response, SESSION, session, Some(SESSION_LIFE / SECOND));
        response
    }

    /// `response`, without the session.
    pub(super) fn signed_out(&self, response: impl IntoResponse) -> Response {
        let mut response = response.into_response();
        self.set(&mut response, SESSION, "", Some(0));
        response
    }

    fn set(&self, response: &mut Response, name: &str, value: &str, max_age: Option<i64>) {
        let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
        if let Ok(value) = HeaderValue::try_from(text) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }

    /// Forgets the session in the database.
    pub(super) fn end_session(&self, tx: &Tx<'_>) -> ApiResult<()> {
        if let Some(session) = &self.session {
            tx.run("DELETE FROM sessions WHERE session_hash = ?1", [secret::hash(session)])?;
        }
        Ok(())
    }
}

/// Begins a session and says what its cookie holds.
pub(super) fn begin(tx: &Tx<'_>, account: AccountId) -> ApiResult<String> {
    let session = secret::random();
    tx.run("DELETE FROM sessions WHERE expires_at <= ?1", [tx.now])?;
    tx.run(
        "INSERT INTO sessions (session_hash, account_id, created_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![secret::hash(&session), account, tx.now, tx.now.plus(SESSION_LIFE)],
    )?;
    Ok(session)
}
