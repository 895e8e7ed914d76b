//! Having a post published later by the server. Before an uncertain one is sent again, it is looked for among those that wait
//! there, and among the own posts where its time has come.

use rejoin_api::requests::{scheduled, statuses};
use rejoin_api::{ApiError, Page, ScheduledStatus, Scheduling};
use rejoin_domain::TimelineKey;

use super::switch::stored;
use super::{Failure, Outcome, Sent};
use crate::engine::Engine;
use crate::engine::kept::{Kept, Scheduled};
use crate::outbox::{Draft, Entry, Made};
use crate::platform::Platform;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn schedule(&self, entry: &Entry, draft: &Draft) -> Outcome {
        let is_over = draft.scheduled_at.is_some_and(|at| at <= self.now());
        if entry.uncertain {
            let all = self.ask(&scheduled::list(&Page::of(40))).await.map_err(Failure::before)?.items;
            return match all.iter().find(|one| is_of(one, entry, draft)) {
                Some(found) => self.waits(found).await,
                None if is_over => self.look_for_post(entry, draft).await,
                None => Ok(Sent::NotArrived),
            };
        }
        if is_over {
            // What was to come at a time of its own may be wrong at another: that is for its author to decide.
            let words = "The time at which it was to be published has passed. Edit it to send it now, or choose another time.";
            let problem = ApiError::Forbidden { message: Some(words.to_owned()) };
            return Err(Failure::before(problem.into()));
        }
        let status = self.new_status(entry, draft).await?;
        match self.deliver(&statuses::schedule(&status, Some(&entry.key))).await? {
            Scheduling::Waiting(found) if found.id.as_str().is_empty() => Err(Failure::senseless()),
            Scheduling::Waiting(found) => self.waits(&found).await,
            Scheduling::Published(published) if published.id.as_str().is_empty() => Err(Failure::senseless()),
            Scheduling::Published(published) => {
                Ok(Self::published(self.is_live(&TimelineKey::Home), &published, Batch::default()))
            }
        }
    }

    /// What is to be written of a post that waits at its server.
    async fn waits(&self, found: &ScheduledStatus) -> Outcome {
        let change = |all: &mut Vec<Scheduled>| {
            all.retain(|one| one.id != found.id);
            all.push(Scheduled::from_wire(found));
        };
        let batch = self.with_change(&Kept::Scheduled, change).await.map_err(stored)?;
        Ok(Sent::Done(Box::new(batch), Some(Made::Scheduled(found.id.clone()))))
    }
}

/// Whether a post that waits was made of an entry: it has its key where the server tells, else its words and its time, to the
/// second.
fn is_of(one: &ScheduledStatus, entry: &Entry, draft: &Draft) -> bool {
    let seconds = |at: rejoin_api::Timestamp| at.as_millis().div_euclid(1000);
    let params = &one.params;
    match &params.idempotency {
        Some(key) => *key == entry.key,
        None => {
            draft.scheduled_at.map(seconds) == Some(seconds(one.scheduled_at))
                && params.text.trim() == draft.text.trim()
                && params.spoiler_text.as_deref().unwrap_or_default().trim() == draft.warning.trim()
                && params.in_reply_to_id == draft.in_reply_to
        }
    }
}
