//! `/auth/sign_in` and `/auth/sign_out`.

use axum::{
    extract::State,
    http::{Extensions, HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use rusqlite::Connection;
use serde::Deserialize;

use super::{
    page::{Page, alert, trouble},
    session::{self, Browser},
};
use crate::{
    address::client_network,
    auth::password,
    db::Query,
    error::{ApiError, ApiResult},
    extract::Params,
    ids::AccountId,
    limits::{Key, Rule},
    settings::{self, Setting},
    state::AppState,
};

/// What a wrong name or password is answered with: which of both it was is nobody's business.
const WRONG: &str = "That name and password do not belong together.";

/// The address of the page, to come back to `return_to` afterwards; with `again` also for who is signed in.
pub(super) fn sign_in_address(return_to: &str, again: bool) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    // What asked for a fresh sign-in has got it when it is come back to.
    query.append_pair("return_to", &return_to.replace("force_login=", "forced_login="));
    if again {
        query.append_pair("again", "1");
    }
    format!("/auth/sign_in?{}", query.finish())
}

/// Where to go afterwards: to an authorisation under way, or to the app. Never to another site.
pub(super) fn safe_return(return_to: &str) -> &str {
    if return_to.starts_with("/oauth/authorize?") { return_to } else { "/" }
}

#[derive(Debug, Deserialize)]
pub(super) struct Form {
    #[serde(default)]
    return_to: String,
    #[serde(default)]
    again: bool,
}

/// `GET /auth/sign_in`
pub(super) async fn form(
    State(state): State<AppState>,
    browser: Browser,
    Params { value: form, .. }: Params<Form>,
) -> ApiResult<Response> {
    if browser.account.is_some() && !form.again {
        return Ok(Redirect::to(safe_return(&form.return_to)).into_response());
    }
    page(&state, &browser, StatusCode::OK, "", &form.return_to, None).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Submitted {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    return_to: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    /// Signs in to the account that the page offers.
    #[serde(default)]
    demo: bool,
}

/// `POST /auth/sign_in`
pub(super) async fn submit(
    State(state): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    browser: Browser,
    Params { value: form, .. }: Params<Submitted>,
) -> ApiResult<Response> {
    if !browser.sent(&form.form_token) {
        let words = "This page was open for too long. Please try once more.";
        return page(&state, &browser, StatusCode::FORBIDDEN, &form.username, &form.return_to, Some(words))
            .await;
    }
    let address = client_network(&state.config, &headers, &extensions);
    let checked = match state.limits.spend(Rule::SignIn, Key::Address(address)) {
        Ok(()) if form.demo => demo_account(&state).await,
        Ok(()) => check(&state, &form.username, form.password).await,
        Err(refusal) => Err(refusal),
    };
    match checked {
        Ok(account) => sign_in(&state, &browser, account, safe_return(&form.return_to)).await,
        Err(ApiError::Internal(error)) => Err(ApiError::Internal(error)),
        Err(refusal) => {
            let words = refusal.to_string();
            page(&state, &browser, refusal.status(), &form.username, &form.return_to, Some(&words)).await
        }
    }
}

/// Begins a session and goes on.
pub(super) async fn sign_in(
    state: &AppState,
    browser: &Browser,
    account: AccountId,
    to: &str,
) -> ApiResult<Response> {
    let old = browser.clone();
    let session = state
        .write(move |tx| {
            old.end_session(tx)?;
            session::begin(tx, account)
        })
        .await?;
    Ok(browser.signed_in(Redirect::to(to), &session))
}

/// The account whose name (or e-mail address) and password these are. Wrong ones are counted for the name as it was
/// typed, so that one that nobody has is locked like any other.
async fn check(state: &AppState, name: &str, password: String) -> ApiResult<AccountId> {
    let name = name.trim().trim_start_matches('@').to_owned();
    let key = Key::name(&name);
    state.limits.check(Rule::WrongPassword, &key)?;
    let found = state.db.read(move |db| find(db, &name)).await?;
    let account = found.as_ref().map(|(account, _)| *account);
    let right = tokio::task::spawn_blocking(move || {
        password::verify(&password, found.as_ref().map(|(_, hash)| hash.as_str()))
    });
    // Awaited for a name that nobody has, too: it takes as long.
    let right = right.await.map_err(ApiError::internal)?;
    match account.filter(|_| right) {
        Some(account) => Ok(account),
        None => {
            state.limits.spend(Rule::WrongPassword, key)?;
            Err(ApiError::invalid(WRONG))
        }
    }
}

fn find(db: &Connection, name: &str) -> ApiResult<Option<(AccountId, String)>> {
    let sql = "SELECT a.id, u.password_hash FROM users u JOIN accounts a ON a.id = u.account_id
        WHERE (a.username = ?1 OR u.email = ?1) AND a.disabled_at IS NULL";
    Ok(db.first(sql, [name], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

async fn demo_account(state: &AppState) -> ApiResult<AccountId> {
    let found = state.db.read(|db| {
        let name = settings::get(db, Setting::DemoUsername)?;
        Ok(name.map(|name| find(db, &name)).transpose()?.flatten())
    });
    found
        .await?
        .map(|(account, _)| account)
        .ok_or_else(|| ApiError::invalid("This server has no demo account."))
}

async fn page(
    state: &AppState,
    browser: &Browser,
    status: StatusCode,
    username: &str,
    return_to: &str,
    words: Option<&str>,
) -> ApiResult<Response> {
    let read = |db: &Connection| {
        let demo = settings::get(db, Setting::DemoUsername)?.zip(settings::get(db, Setting::DemoPassword)?);
        Ok((settings::title(db)?, demo))
    };
    let (site, demo) = state.db.read(read).await?;
    let hidden = html! {
        input type="hidden" name="form_token" value=(browser.form_token());
        input type="hidden" name="return_to" value=(return_to);
    };
    let sign_up = state.config.open_registrations.then(|| {
        let query =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("return_to", return_to).finish();
        format!("/auth/sign_up?{query}")
    });
    let body = html! {
        (alert(words))
        @if let Some((name, password)) = &demo { (demo_offer(&hidden, name, password)) }
        form method="post" action="/auth/sign_in" {
            (hidden)
            div class="field" {
                label for="username" { "Username" }
                input id="username" name="username" type="text" value=(username) autocomplete="username" autocapitalize="none"
                    spellcheck="false" required autofocus[demo.is_none()];
            }
            div class="field" {
                label for="password" { "Password" }
                input id="password" name="password" type="password" autocomplete="current-password" required;
            }
            button type="submit" { "Sign in" }
        }
        div class="apart" {
            @if let Some(address) = sign_up {
                p { "New here? " a href=(address) { "Make an account" } }
            }
            p class="hint" { "Forgot your password? Whoever runs this server can give you a new one." }
        }
    };
    Ok(browser
        .answer(Page { site: &site, title: "Sign in", body, form_target: String::new() }.answer(status)))
}

fn demo_offer(hidden: &Markup, name: &str, password: &str) -> Markup {
    html! {
        form method="post" action="/auth/sign_in" {
            (hidden)
            input type="hidden" name="demo" value="1";
            button type="submit" { "Use the demo account" }
            p class="hint" { "Username " code { (name) } ", password " code { (password) } ". Everyone shares it." }
        }
        h2 { "Or your own account" }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct SignOut {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    return_to: String,
}

/// `POST /auth/sign_out`: ends this browser's session. Tokens of clients stay good.
pub(super) async fn sign_out(
    State(state): State<AppState>,
    browser: Browser,
    Params { value: form, .. }: Params<SignOut>,
) -> ApiResult<Response> {
    if !browser.sent(&form.form_token) {
        let site = state.db.read(settings::title).await?;
        return Ok(trouble(
            &site,
            StatusCode::FORBIDDEN,
            "This page was open for too long. Go back and try once more.",
        ));
    }
    let old = browser.clone();
    state.write(move |tx| old.end_session(tx)).await?;
    Ok(browser.signed_out(Redirect::to(safe_return(&form.return_to))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_no_other_site() {
        for bad in [
            "",
            "//evil.example",
            "https://evil.example/oauth/authorize?",
            "/oauth/authorize.evil",
            "/\\evil.example",
        ] {
            assert_eq!(safe_return(bad), "/", "{bad}");
        }
        assert_eq!(safe_return("/oauth/authorize?x=1"), "/oauth/authorize?x=1");
    }
}
