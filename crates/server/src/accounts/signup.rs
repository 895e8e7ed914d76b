//! Making an account: one set of rules for the sign-up page, the API and the command line.

use rusqlite::params;
use serde_json::{Map, Value, json};

use super::profile::MAX_DISPLAY_NAME;
use crate::{
    auth::password,
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::AccountId,
    statuses::draft::check_language,
};

/// Most characters of a username, as on Mastodon.
pub(crate) const MAX_USERNAME: usize = 30;

/// Most characters of why someone wants an account.
const MAX_REASON: usize = 420;

/// Names that would read as the server's own.
const RESERVED: &[&str] =
    &["admin", "administrator", "root", "support", "help", "moderator", "mod", "system", "rejoin"];

/// What someone who signs up says.
#[derive(Debug, Clone, Default)]
pub(crate) struct NewAccount {
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) email: Option<String>,
    pub(crate) display_name: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) reason: Option<String>,
}

/// A [`NewAccount`] that follows the rules, its password hashed.
#[derive(Debug)]
pub(crate) struct CheckedAccount {
    account: NewAccount,
    password_hash: String,
}

/// How long a password is, in words.
pub(crate) fn password_rule() -> String {
    format!("The password needs {} to {} characters", password::LENGTH.start(), password::LENGTH.end())
}

/// Checks the rules and hashes the password, which takes tens of milliseconds of CPU.
pub(crate) fn check(mut account: NewAccount) -> ApiResult<CheckedAccount> {
    account.email = said(account.email);
    account.locale = said(account.locale);
    let mut wrong = Wrong::default();
    check_name(&account.username, &mut wrong);
    if !password::LENGTH.contains(&account.password.chars().count()) {
        wrong.add("password", "ERR_INVALID", password_rule());
    }
    if account.email.as_deref().is_some_and(|email| !plausible_email(email)) {
        wrong.add("email", "ERR_INVALID", "This is not an e-mail address".to_owned());
    }
    if longer(account.display_name.as_deref(), MAX_DISPLAY_NAME) {
        let words = format!("A name has at most {MAX_DISPLAY_NAME} characters");
        wrong.add("display_name", "ERR_TOO_LONG", words);
    }
    if longer(account.reason.as_deref(), MAX_REASON) {
        wrong.add("reason", "ERR_TOO_LONG", format!("A reason has at most {MAX_REASON} characters"));
    }
    match account.locale.as_deref().map(check_language).transpose() {
        Ok(locale) => account.locale = locale,
        Err(_) => wrong.add("locale", "ERR_INVALID", "The locale is not an ISO 639 code".to_owned()),
    }
    wrong.refuse()?;
    let password_hash = password::hash(&account.password)?;
    Ok(CheckedAccount { account, password_hash })
}

/// None for what is blank.
fn said(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn longer(text: Option<&str>, most: usize) -> bool {
    text.is_some_and(|text| text.chars().count() > most)
}

fn check_name(name: &str, wrong: &mut Wrong) {
    if name.is_empty() {
        wrong.add("username", "ERR_BLANK", "A username is needed".to_owned());
    } else if name.len() > MAX_USERNAME {
        wrong.add("username", "ERR_TOO_LONG", format!("A username has at most {MAX_USERNAME} characters"));
    } else if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        wrong.add(
            "username",
            "ERR_INVALID",
            "A username is made of letters a to z, digits and underscores".to_owned(),
        );
    } else if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
        wrong.add("username", "ERR_RESERVED", "This username is reserved".to_owned());
    }
}

/// One at sign, something on both sides, no spaces. Mail is never sent, so more would only annoy.
fn plausible_email(email: &str) -> bool {
    email.len() <= 254
        && !email.contains(char::is_whitespace)
        && email
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
}

/// Makes the account; refuses if the name or the address is taken.
pub(crate) fn create(tx: &mut Tx<'_>, checked: CheckedAccount) -> ApiResult<AccountId> {
    let CheckedAccount { account, password_hash } = checked;
    let mut wrong = Wrong::default();
    if tx.any("SELECT 1 FROM accounts WHERE username = ?1", [&account.username])? {
        wrong.add("username", "ERR_TAKEN", "This username is taken".to_owned());
    }
    if account.email.is_some() && tx.any("SELECT 1 FROM users WHERE email = ?1", [&account.email])? {
        wrong.add("email", "ERR_TAKEN", "This e-mail address is in use".to_owned());
    }
    wrong.refuse()?;
    let id: AccountId = tx.next_id();
    let display_name = account.display_name.unwrap_or_default();
    tx.run(
        "INSERT INTO accounts (id, username, display_name, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, account.username, display_name, tx.now],
    )?;
    tx.run(
        "INSERT INTO users (account_id, email, password_hash, locale, reason, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, account.email, password_hash, account.locale.as_deref().unwrap_or("en"), account.reason, tx.now],
    )?;
    Ok(id)
}

/// What is wrong, by field, in the shape of Mastodon's `details`.
#[derive(Default)]
struct Wrong {
    words: Vec<String>,
    details: Map<String, Value>,
}

impl Wrong {
    fn add(&mut self, field: &str, error: &str, description: String) {
        self.details.insert(field.to_owned(), json!([{ "error": error, "description": description }]));
        self.words.push(description);
    }

    fn refuse(self) -> ApiResult<()> {
        if self.words.is_empty() {
            return Ok(());
        }
        Err(ApiError::InvalidFields { message: self.words.join(". "), details: self.details })
    }
}
