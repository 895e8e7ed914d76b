//! `/oauth/authorize`: who asks for what, and whether one allows it.

use axum::{
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use rusqlite::params;

use super::{
    page::{Page, trouble, trouble_of},
    request::{AuthorizeParams, AuthorizeRequest, Refusal},
    session::Browser,
    sign_in::sign_in_address,
};
use crate::{
    auth::{scope::Scopes, secret},
    config::Site,
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    extract::Params,
    ids::AccountId,
    settings,
    state::AppState,
    time::MINUTE,
};

/// How long a code is good for.
const CODE_LIFE: i64 = 10 * MINUTE;

/// `GET /oauth/authorize`
pub(super) async fn ask(
    State(state): State<AppState>,
    uri: Uri,
    browser: Browser,
    Params { value: params, .. }: Params<AuthorizeParams>,
) -> ApiResult<Response> {
    let again = params.force_login;
    let (site, request) = checked(&state, params.clone()).await?;
    let request = match request {
        Ok(request) => request,
        Err(refusal) => return Ok(refused(&site, &browser, refusal)),
    };
    let here = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let Some(account) = browser.account.filter(|_| !again) else {
        return Ok(Redirect::to(&sign_in_address(&here, again)).into_response());
    };
    let name = username(&state, account).await?;
    let body = html! {
        p { "You are signed in as " strong { "@" (name) } ". " strong { (request.app.name) } " asks to:" }
        (scope_list(&request.scopes))
        p class="hint" { (provenance(&state.site, &request)) }
        form method="post" action="/oauth/authorize" {
            (hidden_fields(&params, &browser))
            div class="choices" {
                button type="submit" name="decision" value="allow" { "Allow" }
                button type="submit" name="decision" value="deny" class="quiet" { "Do not allow" }
            }
        }
        form method="post" action="/auth/sign_out" class="apart" {
            input type="hidden" name="form_token" value=(browser.form_token());
            input type="hidden" name="return_to" value=(here);
            p { "Not you? " button type="submit" class="link" { "Use another account" } }
        }
    };
    let title = format!("Allow {}?", request.app.name);
    let page = Page { site: &site, title: &title, body, form_target: request.form_target() };
    Ok(browser.answer(page.answer(StatusCode::OK)))
}

/// `POST /oauth/authorize`
pub(super) async fn decide(
    State(state): State<AppState>,
    browser: Browser,
    Params { value: params, .. }: Params<AuthorizeParams>,
) -> ApiResult<Response> {
    let (form_token, allowed) = (params.form_token.clone(), params.decision == "allow");
    let (site, request) = checked(&state, params).await?;
    let request = match request {
        Ok(request) => request,
        Err(refusal) => return Ok(refused(&site, &browser, refusal)),
    };
    let Some(account) = browser.account.filter(|_| browser.sent(&form_token)) else {
        return Ok(trouble(
            &site,
            StatusCode::FORBIDDEN,
            "This page was open for too long. Go back to the app and start again.",
        ));
    };
    if !allowed {
        return Ok(match request.back_denied() {
            Some(address) => Redirect::to(&address).into_response(),
            None => trouble(&site, StatusCode::OK, "You did not allow it. You can close this page."),
        });
    }
    let granted = request.clone();
    let code = state.write(move |tx| grant(tx, account, &granted)).await?;
    Ok(match request.back_with(&code) {
        Some(address) => Redirect::to(&address).into_response(),
        None => code_page(&site, &request.app.name, &code),
    })
}

/// Makes a code.
fn grant(tx: &Tx<'_>, account: AccountId, request: &AuthorizeRequest) -> ApiResult<String> {
    let code = secret::random();
    tx.run("DELETE FROM oauth_grants WHERE expires_at < ?1", [tx.now])?;
    tx.run(
        "INSERT INTO oauth_grants (code_hash, app_id, account_id, redirect_uri, scopes, code_challenge, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            secret::hash(&code), request.app.id, account, request.redirect_uri, request.scopes.to_string(),
            request.code_challenge, tx.now.plus(CODE_LIFE),
        ],
    )?;
    Ok(code)
}

async fn checked(
    state: &AppState,
    params: AuthorizeParams,
) -> ApiResult<(String, Result<AuthorizeRequest, Refusal>)> {
    state.db.read(move |db| Ok((settings::title(db)?, params.check(db)?))).await
}

async fn username(state: &AppState, account: AccountId) -> ApiResult<String> {
    let sql = "SELECT username FROM accounts WHERE id = ?1";
    state.db.read(move |db| db.value(sql, [account])?.ok_or(ApiError::NotFound)).await
}

/// Only who is signed in is sent back to the app that asked in vain. Anyone may register an app, so that for others a link
/// to this server could lead anywhere: RFC 9700, 4.11.2.
fn refused(site: &str, browser: &Browser, refusal: Refusal) -> Response {
    match refusal {
        Refusal::SendBack { address, .. } if browser.account.is_some() => {
            Redirect::to(&address).into_response()
        }
        Refusal::SendBack { words, .. } | Refusal::Tell(words) => {
            trouble_of(site, &ApiError::BadRequest(words))
        }
    }
}

/// Where allowing it leads: an app can call itself anything, but not choose another's address.
fn provenance(site: &Site, request: &AuthorizeRequest) -> String {
    match request.form_target() {
        target if target == site.origin => "It is this server's own app.".to_owned(),
        target if target.is_empty() => "You will be shown a code to give to it.".to_owned(),
        target => format!("It will take you to {target} with the answer."),
    }
}

fn code_page(site: &str, app: &str, code: &str) -> Response {
    let body = html! {
        p { "Copy this code and paste it into " strong { (app) } ". It is good for ten minutes." }
        code class="code" { (code) }
    };
    Page { site, title: "Your code", body, form_target: String::new() }.answer(StatusCode::OK)
}

fn hidden_fields(params: &AuthorizeParams, browser: &Browser) -> Markup {
    let fields = [
        ("form_token", Some(browser.form_token())),
        ("client_id", Some(params.client_id.clone())),
        ("redirect_uri", Some(params.redirect_uri.clone())),
        ("response_type", Some(params.response_type.clone())),
        ("scope", params.scope.clone()),
        ("state", params.state.clone()),
        ("code_challenge", params.code_challenge.clone()),
        ("code_challenge_method", params.code_challenge_method.clone()),
    ];
    html! {
        @for (name, value) in fields {
            @if let Some(value) = value {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

fn scope_list(scopes: &Scopes) -> Markup {
    html! {
        ul {
            @for scope in scopes.iter() {
                li { (in_words(scope)) " " code { (scope) } }
            }
        }
    }
}

fn in_words(scope: &str) -> &'static str {
    match scope {
        "read" => "read everything that you can read",
        "write" => "post, favourite, follow and change settings for you",
        "follow" => "see and change whom you follow, mute and block",
        "push" => "send you push messages",
        "profile" | "read:accounts" => "see your profile",
        "read:blocks" => "see whom you block",
        "read:bookmarks" => "see your bookmarks",
        "read:favourites" => "see your favourites",
        "read:filters" => "see your filters",
        "read:follows" => "see whom you follow",
        "read:lists" => "see your lists",
        "read:mutes" => "see whom you mute",
        "read:notifications" => "see your notifications",
        "read:search" => "search for you",
        "read:statuses" => "read posts",
        "write:accounts" => "change your profile",
        "write:blocks" => "block people",
        "write:bookmarks" => "bookmark posts",
        "write:conversations" => "mark conversations as read",
        "write:favourites" => "favourite posts",
        "write:filters" => "change your filters",
        "write:follows" => "follow people",
        "write:lists" => "change your lists",
        "write:media" => "upload pictures",
        "write:mutes" => "mute people and threads",
        "write:notifications" => "clear your notifications",
        "write:reports" => "report people to whoever runs this server",
        "write:statuses" => "post, edit, delete and boost",
        _ => "do what this name says:",
    }
}
