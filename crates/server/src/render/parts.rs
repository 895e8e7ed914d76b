//! What hangs on statuses: media, mentions, tags.

use std::collections::HashMap;

use rejoin_api as api;
use rusqlite::{Row, named_params};

use super::{Render, grouped};
use crate::{
    config::Site,
    db::{Query, json_ids},
    error::ApiResult,
    ids::{MediaId, StatusId},
    text::normal_tag,
};

/// A row of `media` as entities need it.
#[derive(Debug, Clone)]
pub(crate) struct Media {
    pub(crate) id: MediaId,
    pub(crate) kind: String,
    pub(crate) file: String,
    pub(crate) preview: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) focus: (f64, f64),
    pub(crate) blurhash: Option<String>,
    pub(crate) size: Option<(u32, u32)>,
    pub(crate) preview_size: Option<(u32, u32)>,
    pub(crate) duration: Option<f64>,
}

const MEDIA_COLUMNS: &str =
    "m.id, m.type, m.file, m.preview, m.description, m.focus_x, m.focus_y, m.blurhash,
    m.width, m.height, m.preview_width, m.preview_height, m.duration";

impl Media {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            file: row.get(2)?,
            preview: row.get(3)?,
            description: row.get(4)?,
            focus: (row.get(5)?, row.get(6)?),
            blurhash: row.get(7)?,
            size: row.get::<_, Option<u32>>(8)?.zip(row.get(9)?),
            preview_size: row.get::<_, Option<u32>>(10)?.zip(row.get(11)?),
            duration: row.get(12)?,
        })
    }
}

/// The entity of an attachment.
pub(crate) fn media_entity(site: &Site, media: Media) -> api::MediaAttachment {
    let details = |(width, height): (u32, u32), duration: Option<f64>| api::MetaDetails {
        width: Some(width),
        height: Some(height),
        size: Some(format!("{width}x{height}")),
        aspect: (height > 0).then(|| f64::from(width) / f64::from(height)),
        duration,
        ..api::MetaDetails::default()
    };
    let url = site.media(&media.file);
    api::MediaAttachment {
        id: media.id.into(),
        kind: api::MediaKind::from(media.kind.as_str()),
        preview_url: media.preview.map(|file| site.media(&file)).or_else(|| Some(url.clone())),
        url: Some(url),
        remote_url: None,
        meta: Some(api::MediaMeta {
            original: media.size.map(|size| details(size, media.duration)),
            small: media.preview_size.map(|size| details(size, None)),
            focus: Some(api::Focus { x: media.focus.0, y: media.focus.1 }),
        }),
        description: media.description,
        blurhash: media.blurhash,
    }
}

impl Render<'_> {
    /// Attachments by id, whoever's they are.
    pub(crate) fn media_by_id(&self, ids: &[MediaId]) -> ApiResult<HashMap<MediaId, Media>> {
        let sql =
            format!("SELECT {MEDIA_COLUMNS} FROM media m WHERE m.id IN (SELECT value FROM json_each(:ids))");
        let rows = self.db.all(&sql, named_params! { ":ids": json_ids(ids.iter().copied()) }, Media::of)?;
        Ok(rows.into_iter().map(|media| (media.id, media)).collect())
    }

    /// Entities of attachments, in this order.
    pub(crate) fn media(&self, ids: &[MediaId]) -> ApiResult<Vec<api::MediaAttachment>> {
        let mut map = self.media_by_id(ids)?;
        Ok(ids.iter().filter_map(|id| map.remove(id)).map(|media| media_entity(self.site, media)).collect())
    }

    pub(super) fn media_of(&self, ids: &str) -> ApiResult<HashMap<StatusId, Vec<api::MediaAttachment>>> {
        let sql = format!(
            "SELECT {MEDIA_COLUMNS}, m.status_id FROM media m
             WHERE m.status_id IN (SELECT value FROM json_each(:ids)) ORDER BY m.status_id, m.position"
        );
        Ok(grouped(self.db.all(&sql, named_params! { ":ids": ids }, |row| {
            Ok((row.get(13)?, media_entity(self.site, Media::of(row)?)))
        })?))
    }

    pub(super) fn mentions_of(&self, ids: &str) -> ApiResult<HashMap<StatusId, Vec<api::Mention>>> {
        let sql =
            "SELECT m.status_id, a.id, a.username FROM mentions m JOIN accounts a ON a.id = m.account_id
            WHERE m.status_id IN (SELECT value FROM json_each(:ids)) ORDER BY m.status_id, a.id";
        Ok(grouped(self.db.all(sql, named_params! { ":ids": ids }, |row| {
            let id: crate::ids::AccountId = row.get(1)?;
            let username: String = row.get(2)?;
            let url = self.site.profile(&username);
            Ok((row.get(0)?, api::Mention { id: id.into(), acct: username.clone(), username, url }))
        })?))
    }

    pub(super) fn tags_of(&self, ids: &str) -> ApiResult<HashMap<StatusId, Vec<api::StatusTag>>> {
        let sql = "SELECT st.status_id, t.name FROM status_tags st JOIN tags t ON t.id = st.tag_id
            WHERE st.status_id IN (SELECT value FROM json_each(:ids)) ORDER BY st.status_id, t.id";
        Ok(grouped(self.db.all(sql, named_params! { ":ids": ids }, |row| {
            let name: String = row.get(1)?;
            Ok((row.get(0)?, api::StatusTag { url: self.site.tag(&normal_tag(&name)), name }))
        })?))
    }
}
