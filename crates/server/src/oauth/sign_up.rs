//! `/auth/sign_up`.

use axum::{
    extract::State,
    http::{Extensions, HeaderMap, StatusCode},
    response::Response,
};
use maud::html;
use rusqlite::Connection;
use serde::Deserialize;

use super::{
    page::{Page, alert, trouble},
    session::Browser,
    sign_in::{safe_return, sign_in, sign_in_address},
};
use crate::{
    accounts::signup::{self, NewAccount},
    address::client_network,
    auth::password,
    db::Query,
    error::{ApiError, ApiResult},
    extract::Params,
    ids::AccountId,
    limits::{Key, Rule},
    settings,
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Form {
    #[serde(default)]
    form_token: String,
    #[serde(default)]
    return_to: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    agreement: bool,
}

/// `GET /auth/sign_up`
pub(super) async fn form(
    State(state): State<AppState>,
    browser: Browser,
    Params { value: form, .. }: Params<Form>,
) -> ApiResult<Response> {
    page(&state, &browser, StatusCode::OK, &form, None).await
}

/// `POST /auth/sign_up`
pub(super) async fn submit(
    State(state): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    browser: Browser,
    Params { value: form, .. }: Params<Form>,
) -> ApiResult<Response> {
    if !browser.sent(&form.form_token) {
        let words = "This page was open for too long. Please try once more.";
        return page(&state, &browser, StatusCode::FORBIDDEN, &form, Some(words)).await;
    }
    let address = client_network(&state.config, &headers, &extensions);
    match make(&state, &form, Key::Address(address)).await {
        Ok(account) => sign_in(&state, &browser, account, safe_return(&form.return_to)).await,
        Err(ApiError::Internal(error)) => Err(ApiError::Internal(error)),
        Err(refusal) => {
            let words = refusal.to_string();
            page(&state, &browser, refusal.status(), &form, Some(&words)).await
        }
    }
}

async fn make(state: &AppState, form: &Form, address: Key) -> ApiResult<AccountId> {
    if !state.config.open_registrations {
        return Err(ApiError::forbidden("This server takes no new accounts."));
    }
    if !form.agreement {
        return Err(ApiError::invalid("The rules have to be agreed to."));
    }
    state.limits.spend(Rule::SignUp, address)?;
    let account = NewAccount {
        username: form.username.trim().to_owned(),
        password: form.password.clone(),
        display_name: Some(form.display_name.trim().to_owned()),
        ..NewAccount::default()
    };
    let checked =
        tokio::task::spawn_blocking(move || signup::check(account)).await.map_err(ApiError::internal)??;
    state.write(move |tx| signup::create(tx, checked)).await
}

async fn page(
    state: &AppState,
    browser: &Browser,
    status: StatusCode,
    form: &Form,
    words: Option<&str>,
) -> ApiResult<Response> {
    let read = |db: &Connection| {
        Ok((settings::title(db)?, db.column::<String>("SELECT text FROM rules ORDER BY id", [])?))
    };
    let (site, rules) = state.db.read(read).await?;
    if !state.config.open_registrations {
        return Ok(trouble(&site, StatusCode::FORBIDDEN, "This server takes no new accounts."));
    }
    let body = html! {
        (alert(words))
        form method="post" action="/auth/sign_up" {
            input type="hidden" name="form_token" value=(browser.form_token());
            input type="hidden" name="return_to" value=(form.return_to);
            div class="field" {
                label for="username" { "Username" }
                input id="username" name="username" type="text" value=(form.username) autocomplete="username" autocapitalize="none"
                    spellcheck="false" maxlength=(signup::MAX_USERNAME) pattern="[A-Za-z0-9_]+" aria-describedby="username-hint" required autofocus;
                p id="username-hint" class="hint" { "Letters a to z, digits and underscores. It cannot be changed." }
            }
            div class="field" {
                label for="display_name" { "Name" }
                input id="display_name" name="display_name" type="text" value=(form.display_name) autocomplete="name"
                    maxlength=(crate::accounts::profile::MAX_DISPLAY_NAME) aria-describedby="name-hint";
                p id="name-hint" class="hint" { "What people see above your posts. You can change it later." }
            }
            div class="field" {
                label for="password" { "Password" }
                input id="password" name="password" type="password" autocomplete="new-password"
                    minlength=(password::LENGTH.start()) maxlength=(password::LENGTH.end()) aria-describedby="password-hint" required;
                p id="password-hint" class="hint" { (signup::password_rule()) "." }
            }
            @if !rules.is_empty() {
                h2 { "The rules here" }
                ol { @for rule in &rules { li { (rule) } } }
            }
            div class="field" {
                label class="check" {
                    input type="checkbox" name="agreement" value="1" required;
                    span { @if rules.is_empty() { "I will be kind to the others here" } @else { "I agree to these rules" } }
                }
            }
            button type="submit" { "Sign up" }
        }
        p class="apart" { "Have an account already? " a href=(sign_in_address(&form.return_to, false)) { "Sign in" } }
    };
    Ok(browser.answer(
        Page { site: &site, title: "Make an account", body, form_target: String::new() }.answer(status),
    ))
}
