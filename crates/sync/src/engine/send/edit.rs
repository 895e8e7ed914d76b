//! Changing a published post: the same however often it is sent.

use rejoin_api::StatusId;
use rejoin_api::params::{EditStatus, MediaAttributes};
use rejoin_api::requests::statuses;

use super::media::focus;
use super::post::poll;
use super::{Failure, Outcome, done};
use crate::engine::Engine;
use crate::outbox::{Draft, Entry};
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn edit(&self, entry: &Entry, id: &StatusId, draft: &Draft) -> Outcome {
        let media_ids = self.upload_all(entry, draft).await.map_err(Failure::before)?;
        let attributes =
            draft.media.iter().zip(&media_ids).filter(|(attachment, _)| attachment.file.is_empty());
        let status = EditStatus {
            status: Some(draft.text.clone()),
            spoiler_text: Some(draft.warning.clone()),
            sensitive: Some(draft.sensitive),
            language: draft.language.clone(),
            media_attributes: attributes
                .map(|(attachment, id)| MediaAttributes {
                    id: id.clone(),
                    description: Some(attachment.description.clone()),
                    focus: attachment.focus.map(focus),
                })
                .collect(),
            media_ids,
            poll: draft.poll.as_ref().map(poll),
            quote_approval_policy: draft.quote_policy.clone(),
        };
        let edited = self.deliver(&statuses::edit(id, &status)).await?;
        let mut batch = Batch::default();
        batch.entities.status(&edited);
        done(batch)
    }
}
