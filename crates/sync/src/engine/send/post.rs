//! Publishing a post, a reply or a quote. Before an uncertain one is sent again, it is looked for among the own posts.

use rejoin_api::Status;
use rejoin_api::params::{NewPoll, NewStatus};
use rejoin_api::requests::statuses;
use rejoin_domain::TimelineKey;
use rejoin_domain::timeline::Change;

use super::{Failure, Outcome, Sent};
use crate::engine::Engine;
use crate::outbox::{Draft, Entry, Made, PollDraft};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

/// What follows a key when it is changed, and a key that was changed so often that a server which always answers with the same
/// post is believed.
const CHANGED: &str = "+";
const CHANGED_OFTEN: &str = "+++++";
/// The value that holds posts which were recognised, with the keys of the entries that they were taken for.
const RECOGNISED: &str = "recognised";
/// How many of them are remembered.
const REMEMBERED: usize = 50;

impl<P: Platform> Engine<P> {
    pub(super) async fn publish(&self, entry: &Entry, draft: &Draft) -> Outcome {
        let status = self.new_status(entry, draft).await?;
        let published = self.deliver(&statuses::create(&status, Some(&entry.key))).await?;
        // A program in between that answers with something else says nothing of the post.
        if published.id.as_str().is_empty() {
            return Err(Failure::senseless());
        }
        // Of equal posts that were uncertain together, another may have been recognised in the one that this key has made.
        let (claimed, _) = self.others(entry).await?;
        if claimed.contains(&published.id) && !entry.key.ends_with(CHANGED_OFTEN) {
            // Its key then stands for nothing, or for what may still arrive: it is the one to go on under.
            let recognised = self.recognised().await?;
            let free =
                recognised.into_iter().find(|(id, key)| *id == published.id.as_str() && *key != entry.key);
            return Ok(Sent::KeyTaken(
                free.map_or_else(|| format!("{}{CHANGED}", entry.key), |(_, key)| key),
            ));
        }
        Ok(Self::published(self.is_live(&TimelineKey::Home), &published, Batch::default()))
    }

    /// The draft as the API has it, with everything uploaded that is attached.
    pub(super) async fn new_status(&self, entry: &Entry, draft: &Draft) -> Result<NewStatus, Failure> {
        let media_ids = self.upload_all(entry, draft).await.map_err(Failure::before)?;
        let filled = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        Ok(NewStatus {
            status: filled(&draft.text),
            media_ids,
            poll: draft.poll.as_ref().map(poll),
            in_reply_to_id: draft.in_reply_to.clone(),
            sensitive: Some(draft.sensitive),
            spoiler_text: filled(&draft.warning),
            visibility: Some(draft.visibility.clone()),
            language: draft.language.clone(),
            quoted_status_id: draft.quote.clone(),
            quote_approval_policy: draft.quote_policy.clone(),
            scheduled_at: draft.scheduled_at,
        })
    }

    pub(super) async fn look_for_post(&self, entry: &Entry, draft: &Draft) -> Outcome {
        let found = self.find_published(entry, draft).await.map_err(Failure::before)?;
        let Some(status) = found else { return Ok(Sent::NotArrived) };
        let mut recognised = self.recognised().await.map_err(Failure::before)?;
        recognised.insert(0, (status.id.to_string(), entry.key.clone()));
        recognised.truncate(REMEMBERED);
        let values = vec![(RECOGNISED.to_owned(), serde_json::to_string(&recognised).ok())];
        let batch = Batch { values, ..Batch::default() };
        Ok(Self::published(self.is_live(&TimelineKey::Home), &status, batch))
    }

    async fn recognised(&self) -> Result<Vec<(String, String)>, Problem> {
        Ok(self.value_of(RECOGNISED).await?.unwrap_or_default())
    }

    /// What is to be written of a post that its server has published.
    pub(super) fn published(gapless: bool, status: &Status, mut batch: Batch) -> Sent {
        let id = batch.entities.status(status);
        let change = Change::Unplaced { post: id.clone(), streamed: false, gapless };
        batch.timelines.push((TimelineKey::Home, change));
        Sent::Done(Box::new(batch), Some(Made::Post(id)))
    }
}

pub(super) fn poll(draft: &PollDraft) -> NewPoll {
    NewPoll {
        options: draft.options.clone(),
        expires_in: draft.expires_in.into(),
        multiple: draft.multiple,
        hide_totals: draft.hide_totals,
    }
}
