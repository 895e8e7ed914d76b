//! Uploading attachments before their post. Each is noted as soon as it is on the server. One that was uploaded for an
//! attempt of before is asked for first: servers drop what is in no post after about a day, and its bytes are still here.

use rejoin_api::params::UpdateMedia;
use rejoin_api::requests::media;
use rejoin_api::{ApiError, FilePart, FileSource, MediaAttachment, MediaId};

use crate::engine::Engine;
use crate::outbox::{Attachment, Draft, Entry, QueueChange};
use crate::platform::{Clock, Platform};
use crate::problem::Problem;

/// How often a server that works on an attachment is asked whether it is done, and at what interval, in milliseconds. One
/// that takes longer is asked again when the entry is tried again, so that others are sent meanwhile.
const PATIENCE: u32 = 4;
const INTERVAL: u32 = 1_500;

impl<P: Platform> Engine<P> {
    /// Uploads what is not on the server yet, noting each as it arrives there.
    pub(super) async fn upload_all(&self, entry: &Entry, draft: &Draft) -> Result<Vec<MediaId>, Problem> {
        let mut ids = Vec::with_capacity(draft.media.len());
        for attachment in &draft.media {
            ids.push(match &attachment.uploaded {
                Some(id) if self.is_kept(attachment, id).await? => id.clone(),
                _ => self.upload(entry, attachment).await?,
            });
        }
        Ok(ids)
    }

    /// Whether the server still has an attachment, ready to be used.
    async fn is_kept(&self, attachment: &Attachment, id: &MediaId) -> Result<bool, Problem> {
        if attachment.file.is_empty() {
            return Ok(true);
        }
        match self.ask_page(&media::get(id)).await {
            Ok((_, response)) if response.is_unfinished() => self.wait_for(id).await.map(|()| true),
            Ok(_) => Ok(true),
            Err(problem) if problem.is_gone() => Ok(false),
            Err(problem) => Err(problem),
        }
    }

    async fn upload(&self, entry: &Entry, attachment: &Attachment) -> Result<MediaId, Problem> {
        let Some(file) = self.file(&attachment.file).await? else {
            let message = Some(format!("“{}” is not on this device any more.", attachment.name));
            return Err(ApiError::Forbidden { message }.into());
        };
        let part = FilePart {
            file_name: attachment.name.clone(),
            content_type: attachment.mime.clone(),
            source: FileSource::Handle(attachment.file.clone()),
        };
        let about = UpdateMedia {
            description: Some(attachment.description.clone()).filter(|text| !text.trim().is_empty()),
            focus: attachment.focus.map(focus),
        };
        let request = media::upload(part, &about);
        self.make_sure_to_lead().await?;
        let response = self.send(&request.call, &[(attachment.file.clone(), file)]).await?;
        let uploaded: MediaAttachment = request.read(&response)?;
        let id = uploaded.id;
        let change = QueueChange::Uploaded(entry.id.clone(), attachment.file.clone(), id.clone());
        self.write_leading(change.into()).await?;
        if response.is_unfinished() {
            self.wait_for(&id).await?;
        }
        Ok(id)
    }

    /// Waits until the server has done its work on an attachment.
    async fn wait_for(&self, id: &MediaId) -> Result<(), Problem> {
        let request = media::get(id);
        for _ in 0..PATIENCE {
            self.clock.sleep(INTERVAL).await;
            let (_, response) = self.ask_page(&request).await?;
            if !response.is_unfinished() {
                return Ok(());
            }
        }
        Err(ApiError::ServerTrouble { status: 206, retry_after: None }.into())
    }
}

pub(super) fn focus((x, y): (f64, f64)) -> String {
    format!("{},{}", hundredths(x), hundredths(y))
}

/// Two digits after the point, written from whole numbers: the formatting of floats weighs 10 kB of WebAssembly.
fn hundredths(part: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "from -100 to 100")]
    let whole = (part.clamp(-1.0, 1.0) * 100.0).round() as i32;
    let sign = if whole < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", whole.abs() / 100, whole.abs() % 100)
}
