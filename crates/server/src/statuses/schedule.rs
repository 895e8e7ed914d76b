//! Posts to be made later.

use rejoin_api as api;
use rusqlite::{Connection, params};

use super::{
    create::{self, Made},
    draft::{StatusParams, refuse},
    lookup, quote,
};
use crate::{
    db::{Query, Tx},
    error::{ApiError, ApiResult},
    ids::{AccountId, AppId, MediaId, ScheduledId},
    render::Render,
    time::{MINUTE, Millis},
};

/// How far ahead a scheduled post has to be, as on Mastodon.
const AHEAD: i64 = 5 * MINUTE;
/// Most posts that one person has waiting.
const MAX_WAITING: i64 = 300;

/// Reads `scheduled_at`: None if it is in the past, which means at once.
pub(crate) fn parse_time(text: &str, now: Millis) -> ApiResult<Option<Millis>> {
    let time =
        Millis::parse(text).ok_or_else(|| refuse(format_args!("Scheduled at {text} is not a time")))?;
    if time <= now {
        return Ok(None);
    }
    if time < now.plus(AHEAD) {
        return Err(refuse("Scheduled at must be at least five minutes ahead"));
    }
    Ok(Some(time))
}

/// Keeps `params` until `time`. They follow the rules already.
pub(crate) fn schedule(
    tx: &mut Tx<'_>,
    author: AccountId,
    app: Option<AppId>,
    params: &StatusParams,
    time: Millis,
) -> ApiResult<ScheduledId> {
    let waiting: i64 = tx
        .value("SELECT count(*) FROM scheduled_statuses WHERE account_id = ?1", [author])?
        .unwrap_or_default();
    if waiting >= MAX_WAITING {
        return Err(refuse(format_args!("{MAX_WAITING} posts are waiting already")));
    }
    if let Some(parent) = params.in_reply_to_id {
        lookup::original(tx, parent, Some(author))?;
    }
    if let Some(quoted) = params.quoted_status_id {
        quote::quotable(tx, quoted, author)?;
    }
    let id: ScheduledId = tx.next_id();
    tx.run(
        "INSERT INTO scheduled_statuses (id, account_id, scheduled_at, params, app_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, author, time, serde_json::to_string(params)?, app, tx.now],
    )?;
    for (position, media) in params.media_ids.iter().enumerate() {
        let held = tx.run(
            "UPDATE media SET scheduled_status_id = ?1, position = ?2
             WHERE id = ?3 AND account_id = ?4 AND status_id IS NULL AND scheduled_status_id IS NULL",
            params![id, i64::try_from(position).unwrap_or_default(), media, author],
        )?;
        if held == 0 {
            return Err(refuse(format_args!("Attachment {media} is not there, or already part of a post")));
        }
    }
    Ok(id)
}

/// True if some post's time has come.
pub(crate) fn any_due(db: &Connection, now: Millis) -> ApiResult<bool> {
    Ok(db.any("SELECT 1 FROM scheduled_statuses WHERE scheduled_at <= ?1 AND error IS NULL", [now])?)
}

/// Makes the posts whose time has come. One that can't be made is kept: if that is the server's fault, for a minute
/// later; otherwise (what it answers is gone) for its author, who finds it among those that wait and is told why.
pub(crate) fn publish_due(tx: &mut Tx<'_>) -> ApiResult<()> {
    let sql = "SELECT id, account_id, params, app_id FROM scheduled_statuses
        WHERE scheduled_at <= ?1 AND error IS NULL ORDER BY scheduled_at LIMIT 50";
    let due: Vec<(ScheduledId, AccountId, String, Option<AppId>)> =
        tx.all(sql, [tx.now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    for (id, author, json, app) in due {
        match tx.attempt(|tx| publish(tx, id, author, &json, app)) {
            Ok(()) => {}
            Err(ApiError::Internal(error)) => {
                tracing::error!(%id, %error, "a scheduled post could not be made; trying again in a minute");
                let later = tx.now.plus(MINUTE);
                tx.run("UPDATE scheduled_statuses SET scheduled_at = ?2 WHERE id = ?1", params![id, later])?;
            }
            Err(refusal) => {
                let words = refusal.to_string();
                tx.run("UPDATE scheduled_statuses SET error = ?2 WHERE id = ?1", params![id, words])?;
            }
        }
    }
    Ok(())
}

/// Gives a post another time, and another chance.
pub(crate) fn reschedule(tx: &Tx<'_>, id: ScheduledId, time: Millis) -> ApiResult<()> {
    tx.run("UPDATE scheduled_statuses SET scheduled_at = ?2, error = NULL WHERE id = ?1", params![id, time])?;
    Ok(())
}

fn publish(
    tx: &mut Tx<'_>,
    id: ScheduledId,
    author: AccountId,
    json: &str,
    app: Option<AppId>,
) -> ApiResult<()> {
    let params: StatusParams = serde_json::from_str(json)?;
    let draft = params.check(&lookup::defaults(tx, author)?)?;
    tx.run("UPDATE media SET scheduled_status_id = NULL WHERE scheduled_status_id = ?1", [id])?;
    let status = create::create(tx, author, app, &draft, None)?;
    // A repeat of the request that scheduled it finds the post.
    tx.run("UPDATE idempotency_keys SET status_id = ?2 WHERE scheduled_status_id = ?1", params![id, status])?;
    tx.run("DELETE FROM scheduled_statuses WHERE id = ?1", [id])?;
    Ok(())
}

impl Render<'_> {
    /// A scheduled post of the viewer's.
    pub(crate) fn scheduled(&self, id: ScheduledId) -> ApiResult<api::ScheduledStatus> {
        let sql = "SELECT scheduled_at, params, app_id, error FROM scheduled_statuses WHERE id = ?1 AND account_id = ?2";
        let row = self.db.first(sql, params![id, self.viewer], |row| {
            Ok((
                row.get::<_, Millis>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<AppId>>(2)?,
                row.get(3)?,
            ))
        })?;
        let (scheduled_at, json, app, error) = row.ok_or(ApiError::NotFound)?;
        let params: StatusParams = serde_json::from_str(&json)?;
        let media_ids = params.media_ids.clone();
        Ok(api::ScheduledStatus {
            id: id.into(),
            scheduled_at: scheduled_at.into(),
            media_attachments: self.media(&media_ids)?,
            params: wire_params(params, media_ids, app),
            error,
        })
    }
}

fn wire_params(params: StatusParams, media: Vec<MediaId>, app: Option<AppId>) -> api::ScheduledParams {
    api::ScheduledParams {
        text: params.status.unwrap_or_default(),
        poll: params.poll.map(|poll| api::ScheduledPoll {
            options: poll.options,
            expires_in: u64::try_from(poll.expires_in).unwrap_or_default(),
            multiple: poll.multiple,
            hide_totals: poll.hide_totals,
        }),
        media_ids: (!media.is_empty()).then(|| media.into_iter().map(Into::into).collect()),
        sensitive: params.sensitive,
        spoiler_text: params.spoiler_text,
        visibility: params.visibility.as_deref().unwrap_or("public").into(),
        in_reply_to_id: params.in_reply_to_id.map(Into::into),
        language: params.language,
        application_id: app.map(Into::into),
        scheduled_at: None,
        idempotency: None,
        with_rate_limit: false,
    }
}

/// What a request that was made before is answered with again.
pub(crate) fn again(render: &Render<'_>, made: Made) -> ApiResult<Result<api::Status, api::ScheduledStatus>> {
    match made {
        Made::Status(id) => render.status(id).map(Ok),
        Made::Scheduled(id) => render.scheduled(id).map(Err),
    }
}
