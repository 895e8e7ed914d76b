//! A post in another language, by the translator that the server was told of.

use axum::{Json, extract::State};
use rejoin_api as api;
use serde::Deserialize;

use crate::{
    auth::scope::ReadStatuses,
    db::Query,
    error::{ApiError, ApiResult},
    extract::{Auth, Params, Path},
    ids::StatusId,
    state::AppState,
    text::{self, Links},
    translator::NAME,
};

use super::posts::visible_original;

/// Into which language posts are translated where nobody says.
const USUAL: &str = "en";

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    lang: Option<String>,
}

/// `POST /api/v1/statuses/{id}/translate`
pub(super) async fn translate(
    State(state): State<AppState>,
    auth: Auth<ReadStatuses>,
    Path(id): Path<StatusId>,
    Params { value: wanted, .. }: Params<Wanted>,
) -> ApiResult<Json<api::Translation>> {
    let Some(translator) = &state.config.translator else { return Err(ApiError::NotFound) };
    let (text, status) = state
        .read(Some(auth.account), move |render| {
            let id = visible_original(render, id)?;
            let text = render.db.value("SELECT text FROM statuses WHERE id = ?1", [id])?;
            Ok((text.unwrap_or_default(), render.status(id)?))
        })
        .await?;
    if !matches!(status.visibility, api::Visibility::Public | api::Visibility::Unlisted) {
        return Err(ApiError::forbidden("What not everybody may read is not given to a translator"));
    }
    let to = wanted.lang.as_deref().unwrap_or(USUAL);
    let (texts, from) = translator.translate(&all_of(text, &status), status.language.as_deref(), to).await?;
    let links = Links {
        origin: &state.site.origin,
        host: &state.site.host,
        known: &status.mentions.iter().map(|one| one.username.clone()).collect::<Vec<_>>(),
    };
    Ok(Json(put_together(texts, from, to, &status, &links)))
}

/// Everything in a post that has words: its text, its warning, what its poll offers, what its attachments show.
fn all_of(text: String, status: &api::Status) -> Vec<String> {
    let options = status.poll.iter().flat_map(|poll| &poll.options).map(|option| option.title.clone());
    let shown = status.media_attachments.iter().map(|media| media.description.clone().unwrap_or_default());
    [text, status.spoiler_text.clone()].into_iter().chain(options).chain(shown).collect()
}

/// The same parts again, in their order.
fn put_together(
    texts: Vec<String>,
    from: String,
    to: &str,
    status: &api::Status,
    links: &Links<'_>,
) -> api::Translation {
    let mut texts = texts.into_iter();
    let mut next = || texts.next().unwrap_or_default();
    let (content, spoiler_text) = (text::status_html(&next(), links), next());
    let poll = status.poll.as_ref().map(|poll| api::TranslationPoll {
        id: poll.id.clone(),
        options: poll.options.iter().map(|_| api::TranslationPollOption { title: next() }).collect(),
    });
    let media = status.media_attachments.iter();
    let media = media.map(|media| api::TranslationAttachment { id: media.id.clone(), description: next() });
    api::Translation {
        content,
        spoiler_text,
        language: to.to_owned(),
        detected_source_language: from,
        provider: NAME.to_owned(),
        media_attachments: media.collect(),
        poll,
    }
}
