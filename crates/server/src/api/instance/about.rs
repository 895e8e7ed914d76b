//! The smaller things that the server says of itself.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use rejoin_api as api;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use crate::{
    auth::scope::Anything,
    db::Query,
    error::ApiResult,
    extract::MaybeAuth,
    ids::RuleId,
    render::EmojiTable,
    settings::{self, Setting},
    state::AppState,
    text::{Links, note_html},
    time::{DAY, Millis, SECOND},
};

/// Weeks that the activity goes back, as on Mastodon.
const WEEKS: i64 = 12;

pub(super) fn rule_list(db: &Connection) -> ApiResult<Vec<api::Rule>> {
    let rule = |row: &rusqlite::Row<'_>| {
        let id: RuleId = row.get(0)?;
        Ok(api::Rule { id: id.into(), text: row.get(1)?, hint: row.get(2)?, translations: None })
    };
    Ok(db.all("SELECT id, text, hint FROM rules ORDER BY id", [], rule)?)
}

/// `GET /api/v1/instance/rules`
pub(super) async fn rules(State(state): State<AppState>) -> ApiResult<Json<Vec<api::Rule>>> {
    state.db.read(rule_list).await.map(Json)
}

/// `GET /api/v1/instance/extended_description`
pub(super) async fn extended_description(State(state): State<AppState>) -> ApiResult<Json<Value>> {
    state
        .read(None, |render| {
            let text = settings::get(render.db, Setting::ExtendedDescription)?.unwrap_or_default();
            let links = Links { origin: &render.site.origin, host: &render.site.host, known: &[] };
            let began: Option<Millis> = render.db.value("SELECT min(created_at) FROM accounts", [])?;
            Ok(json!({ "updated_at": began.unwrap_or_else(Millis::now).iso(), "content": note_html(&text, &links) }))
        })
        .await
        .map(Json)
}

/// `GET /api/v1/instance/peers`: the server exchanges nothing with others.
pub(super) async fn peers() -> Json<Vec<String>> {
    Json(Vec::new())
}

/// `GET /api/v1/instance/domain_blocks`: nor has it anyone to keep out.
pub(super) async fn domain_blocks() -> Json<Vec<Value>> {
    Json(Vec::new())
}

/// `GET /api/v1/instance/translation_languages`: none where nothing is translated.
pub(super) async fn translation_languages(
    State(state): State<AppState>,
) -> ApiResult<Json<BTreeMap<String, Vec<String>>>> {
    match &state.config.translator {
        Some(translator) => translator.languages().await.map(Json),
        None => Ok(Json(BTreeMap::new())),
    }
}

/// `GET /api/v1/instance/activity`: posts, sign-ups and people who posted, by week, latest first.
pub(super) async fn activity(State(state): State<AppState>) -> ApiResult<Json<Vec<Value>>> {
    let week = |db: &Connection, start: Millis| -> ApiResult<Value> {
        let end = start.plus(7 * DAY);
        let count = |sql| db.value::<i64>(sql, params![start, end]).map(Option::unwrap_or_default);
        let posts = count("SELECT count(*) FROM statuses WHERE created_at >= ?1 AND created_at < ?2")?;
        let people = count(
            "SELECT count(DISTINCT account_id) FROM statuses WHERE created_at >= ?1 AND created_at < ?2",
        )?;
        let joined = count("SELECT count(*) FROM accounts WHERE created_at >= ?1 AND created_at < ?2")?;
        Ok(json!({
            "week": (start.0 / SECOND).to_string(),
            "statuses": posts.to_string(),
            "logins": people.to_string(),
            "registrations": joined.to_string(),
        }))
    };
    let read = move |db: &Connection| {
        let this_week = Millis(Millis::now().0 / (7 * DAY) * (7 * DAY));
        (0..WEEKS).map(|back| week(db, this_week.plus(-back * 7 * DAY))).collect()
    };
    state.db.read(read).await.map(Json)
}

/// `GET /api/v1/custom_emojis`
pub(super) async fn custom_emojis(
    State(state): State<AppState>,
    _: MaybeAuth<Anything>,
) -> ApiResult<Json<Vec<api::CustomEmoji>>> {
    state.read(None, |render| Ok(EmojiTable::load(render)?.into_all())).await.map(Json)
}
