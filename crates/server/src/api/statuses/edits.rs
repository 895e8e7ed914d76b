//! Editing: the text to edit, the edit, and what was there before.

use axum::{Json, extract::State};
use rejoin_api as api;
use serde::Deserialize;

use crate::{
    auth::scope::{ReadStatuses, WriteStatuses},
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, MaybeAuth, Params, Path},
    ids::StatusId,
    render::{Render, media_entity},
    state::AppState,
    statuses::{
        draft::{PollParams, StatusParams},
        edit::{self, EditMedia, MediaAttributes},
        lookup,
    },
    time::Millis,
};

use super::posts::visible_original;

/// As [`StatusParams`], whose fields have to be named again: serde cannot flatten what comes from a form.
#[derive(Debug, Deserialize)]
pub(super) struct Edit {
    status: Option<String>,
    #[serde(default)]
    media_ids: Vec<crate::ids::MediaId>,
    #[serde(default)]
    media_attributes: Vec<MediaAttributes>,
    poll: Option<PollParams>,
    sensitive: Option<bool>,
    spoiler_text: Option<String>,
    language: Option<String>,
    quote_approval_policy: Option<String>,
}

/// `PUT /api/v1/statuses/{id}`
pub(super) async fn edit(
    State(state): State<AppState>,
    auth: Auth<WriteStatuses>,
    Path(id): Path<StatusId>,
    Params { value: params, .. }: Params<Edit>,
) -> ApiResult<Json<api::Status>> {
    let account = auth.account;
    let Edit {
        status,
        media_ids,
        media_attributes,
        poll,
        sensitive,
        spoiler_text,
        language,
        quote_approval_policy,
    } = params;
    let words = StatusParams {
        status,
        media_ids,
        poll,
        sensitive,
        spoiler_text,
        language,
        quote_approval_policy,
        ..StatusParams::default()
    };
    let words = tokio::task::spawn_blocking(move || words.check_length().map(|()| words))
        .await
        .map_err(ApiError::internal)??;
    state
        .write(move |tx| {
            edit::edit(tx, account, id, &words, &media_attributes)?;
            Render::within(tx, account).status(id)
        })
        .await
        .map(Json)
}

/// `GET /api/v1/statuses/{id}/source`
pub(super) async fn source(
    State(state): State<AppState>,
    auth: Auth<ReadStatuses>,
    Path(id): Path<StatusId>,
) -> ApiResult<Json<api::StatusSource>> {
    state
        .read(Some(auth.account), move |render| {
            let id = visible_original(render, id)?;
            let row =
                render.db.first("SELECT text, spoiler_text FROM statuses WHERE id = ?1", [id], |row| {
                    Ok(api::StatusSource {
                        id: id.into(),
                        text: row.get(0)?,
                        spoiler_text: row.get(1)?,
                        content_type: None,
                    })
                })?;
            row.ok_or(ApiError::NotFound)
        })
        .await
        .map(Json)
}

/// A version as the database keeps it.
struct Version {
    content: String,
    spoiler_text: String,
    sensitive: bool,
    media: Vec<EditMedia>,
    poll: Option<Vec<String>>,
    created_at: Millis,
}

/// `GET /api/v1/statuses/{id}/history`
pub(super) async fn history(
    State(state): State<AppState>,
    viewer: MaybeAuth<ReadStatuses>,
    Path(id): Path<StatusId>,
) -> ApiResult<Json<Vec<api::StatusEdit>>> {
    state
        .read(viewer.account(), move |render| {
            let found = lookup::original(render.db, id, render.viewer)?;
            let status = render.status(found.id)?;
            let versions = versions(render, found.id)?;
            if versions.is_empty() {
                return Ok(vec![only_version(status)]);
            }
            versions.into_iter().map(|version| version_entity(render, version, &status)).collect()
        })
        .await
        .map(Json)
}

fn versions(render: &Render<'_>, id: StatusId) -> ApiResult<Vec<Version>> {
    let sql = "SELECT content, spoiler_text, sensitive, media, poll_options, created_at FROM status_edits
        WHERE status_id = ?1 ORDER BY created_at, id";
    Ok(render.db.all(sql, [id], |row| {
        let media: String = row.get(3)?;
        let poll: Option<String> = row.get(4)?;
        Ok(Version {
            content: row.get(0)?,
            spoiler_text: row.get(1)?,
            sensitive: row.get(2)?,
            media: serde_json::from_str(&media).unwrap_or_default(),
            poll: poll.and_then(|json| serde_json::from_str(&json).ok()),
            created_at: row.get(5)?,
        })
    })?)
}

fn version_entity(render: &Render<'_>, version: Version, status: &api::Status) -> ApiResult<api::StatusEdit> {
    let ids: Vec<_> = version.media.iter().map(|media| media.id).collect();
    let mut files = render.media_by_id(&ids)?;
    let as_it_was = |kept: EditMedia| {
        let mut media = files.remove(&kept.id)?;
        media.description = kept.description;
        Some(media_entity(render.site, media))
    };
    Ok(api::StatusEdit {
        media_attachments: version.media.into_iter().filter_map(as_it_was).collect(),
        content: version.content,
        spoiler_text: version.spoiler_text,
        sensitive: version.sensitive,
        created_at: version.created_at.into(),
        account: status.account.clone(),
        poll: version.poll.map(edit_poll),
        quote: status.quote.clone(),
        emojis: status.emojis.clone(),
    })
}

/// The history of what was never edited.
fn only_version(status: api::Status) -> api::StatusEdit {
    api::StatusEdit {
        content: status.content,
        spoiler_text: status.spoiler_text,
        sensitive: status.sensitive,
        created_at: status.created_at,
        account: status.account,
        poll: status
            .poll
            .map(|poll| edit_poll(poll.options.into_iter().map(|option| option.title).collect())),
        quote: status.quote,
        media_attachments: status.media_attachments,
        emojis: status.emojis,
    }
}

fn edit_poll(titles: Vec<String>) -> api::EditPoll {
    api::EditPoll { options: titles.into_iter().map(|title| api::EditPollOption { title }).collect() }
}
