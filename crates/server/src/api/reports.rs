//! `POST /api/v1/reports`: bringing something before whoever runs the server.

use axum::{Json, Router, extract::State, routing::post};
use rejoin_api as api;
use rusqlite::params;
use serde::Deserialize;

use crate::{
    accounts::lookup::person,
    auth::scope::WriteReports,
    db::{Query, Tx, json_ids},
    error::{ApiError, ApiResult},
    extract::{Auth, Params},
    ids::{AccountId, ReportId, RuleId, StatusId},
    render::Render,
    state::AppState,
    statuses::lookup::visible,
};

/// Most characters of a comment, as on Mastodon, and most posts of one report.
const MAX_COMMENT: usize = 1_000;
const MAX_STATUSES: usize = 100;
const CATEGORIES: &[&str] = &["spam", "legal", "violation", "other"];

pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/api/v1/reports", post(create))
}

#[derive(Debug, Deserialize)]
struct ReportBody {
    account_id: Option<AccountId>,
    #[serde(default)]
    status_ids: Vec<StatusId>,
    #[serde(default)]
    rule_ids: Vec<RuleId>,
    #[serde(default)]
    comment: String,
    category: Option<String>,
    #[serde(default)]
    forward: bool,
}

async fn create(
    State(state): State<AppState>,
    viewer: Auth<WriteReports>,
    body: Params<ReportBody>,
) -> ApiResult<Json<api::Report>> {
    let account = viewer.account;
    state.write(move |tx| report(tx, account, body.value)).await.map(Json)
}

fn report(tx: &Tx<'_>, viewer: AccountId, body: ReportBody) -> ApiResult<api::Report> {
    let target = body.account_id.ok_or_else(|| ApiError::invalid("account_id: Say whom this is about"))?;
    person(tx, target)?;
    if body.comment.chars().count() > MAX_COMMENT {
        return Err(ApiError::invalid(format!("comment: This is longer than {MAX_COMMENT} characters")));
    }
    if body.status_ids.len() > MAX_STATUSES {
        return Err(ApiError::invalid(format!("status_ids: Name at most {MAX_STATUSES} posts")));
    }
    for status in &body.status_ids {
        if visible(tx, *status, Some(viewer))?.account != target {
            return Err(ApiError::invalid(format!("status_ids: {status} is by someone else")));
        }
    }
    for rule in &body.rule_ids {
        if !tx.any("SELECT 1 FROM rules WHERE id = ?1", [rule])? {
            return Err(ApiError::invalid(format!("rule_ids: {rule} is no rule of this server")));
        }
    }
    let category = category(&body)?;
    let id: ReportId = tx.next_id();
    tx.run(
        "INSERT INTO reports (id, account_id, target_id, category, comment, status_ids, rule_ids, forward, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            id,
            viewer,
            target,
            category,
            body.comment,
            json_ids(body.status_ids.iter().copied()),
            json_ids(body.rule_ids.iter().copied()),
            body.forward,
            tx.now
        ],
    )?;
    Ok(api::Report {
        id: id.into(),
        category: category.as_str().into(),
        comment: body.comment,
        // There is no other server to tell.
        forwarded: false,
        created_at: tx.now.into(),
        status_ids: Some(body.status_ids.into_iter().map(Into::into).collect()),
        rule_ids: Some(body.rule_ids.into_iter().map(Into::into).collect()),
        target_account: Some(Render::within(tx, viewer).account(target)?),
        ..api::Report::default()
    })
}

/// Naming a rule says that it was broken.
fn category(body: &ReportBody) -> ApiResult<String> {
    let word = body.category.as_deref().filter(|word| !word.is_empty()).unwrap_or("other");
    if !body.rule_ids.is_empty() {
        return Ok("violation".to_owned());
    }
    if CATEGORIES.contains(&word) {
        return Ok(word.to_owned());
    }
    Err(ApiError::invalid(format!("category: This can be spam, legal, violation or other, not {word}")))
}
