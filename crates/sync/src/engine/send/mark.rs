//! Marks on posts. Most are the same however often they are set; a server that refuses to set one twice, as Mastodon does
//! with pins, is asked whether it is set before the refusal is believed.

use rejoin_api::params::ReblogOptions;
use rejoin_api::requests::statuses;
use rejoin_api::{ApiError, Request, Status, StatusId};
use rejoin_domain::Mine;

use super::{Failure, Outcome, done};
use crate::engine::Engine;
use crate::outbox::Mark;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn mark(&self, id: &StatusId, mark: Mark, on: bool) -> Outcome {
        match self.deliver(&marking(id, mark, on)).await {
            Ok(status) => done(marked(&status, id, mark, on)),
            // What is gone bears no mark.
            Err(problem) if problem.is_gone() && !on => done(Batch::default()),
            Err(Problem::Api(refusal @ ApiError::Refused { .. })) => {
                let status = self.ask(&statuses::get(id)).await.map_err(Failure::before)?;
                let batch = marked(&status, id, mark, on);
                match is_marked(&status, mark) == Some(on) {
                    true => done(batch),
                    false => Err(Problem::from(refusal).into()),
                }
            }
            Err(problem) => Err(problem.into()),
        }
    }
}

fn marking(id: &StatusId, mark: Mark, on: bool) -> Request<Status> {
    match (mark, on) {
        (Mark::Favourite, true) => statuses::favourite(id),
        (Mark::Favourite, false) => statuses::unfavourite(id),
        (Mark::Boost, true) => statuses::reblog(id, &ReblogOptions::default()),
        (Mark::Boost, false) => statuses::unreblog(id),
        (Mark::Bookmark, true) => statuses::bookmark(id),
        (Mark::Bookmark, false) => statuses::unbookmark(id),
        (Mark::Pin, true) => statuses::pin(id),
        (Mark::Pin, false) => statuses::unpin(id),
        (Mark::MuteConversation, true) => statuses::mute(id),
        (Mark::MuteConversation, false) => statuses::unmute(id),
    }
}

fn is_marked(status: &Status, mark: Mark) -> Option<bool> {
    match mark {
        Mark::Favourite => status.favourited,
        Mark::Boost => status.reblogged,
        Mark::Bookmark => status.bookmarked,
        Mark::Pin => status.pinned,
        Mark::MuteConversation => status.muted,
    }
}

/// The answer to a mark. Some servers answer with the boost and some with the post, some leave out the flag or send the one
/// of before: what was acknowledged is set here.
fn marked(status: &Status, id: &StatusId, mark: Mark, on: bool) -> Batch {
    let mut batch = Batch::default();
    batch.entities.status(status);
    for post in batch.entities.posts.iter_mut().filter(|post| post.id == *id) {
        *flag(&mut post.mine, mark) = Some(on);
    }
    batch
}

fn flag(mine: &mut Mine, mark: Mark) -> &mut Option<bool> {
    match mark {
        Mark::Favourite => &mut mine.favourited,
        Mark::Boost => &mut mine.reblogged,
        Mark::Bookmark => &mut mine.bookmarked,
        Mark::Pin => &mut mine.pinned,
        Mark::MuteConversation => &mut mine.muted,
    }
}
