//! Voting in a poll, once. Whether an uncertain vote has arrived is read off the poll; so is whether a refused one was cast
//! before.

use rejoin_api::requests::polls;
use rejoin_api::{ApiError, Poll, PollId, StatusId};

use super::{Failure, Outcome, Sent, done};
use crate::engine::Engine;
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

impl<P: Platform> Engine<P> {
    pub(super) async fn vote(&self, post: &StatusId, poll: &PollId, choices: &[u32]) -> Outcome {
        let answer = self.deliver(&polls::vote(poll, choices)).await;
        let refusal = match answer {
            Ok(poll) => return done(self.polled(post, &poll).await?),
            Err(Problem::Api(refusal @ ApiError::Refused { .. })) => refusal,
            Err(problem) => return Err(problem.into()),
        };
        match self.look_for_vote(post, poll).await? {
            cast @ Sent::Done(..) => Ok(cast),
            _ => Err(Problem::from(refusal).into()),
        }
    }

    pub(super) async fn look_for_vote(&self, post: &StatusId, poll: &PollId) -> Outcome {
        let poll = self.ask(&polls::get(poll)).await.map_err(Failure::before)?;
        match poll.voted {
            Some(true) => done(self.polled(post, &poll).await?),
            _ => Ok(Sent::NotArrived),
        }
    }

    async fn polled(&self, post: &StatusId, poll: &Poll) -> Result<Batch, Problem> {
        let mut batch = Batch::default();
        if let Some(mut post) = self.stored_post(post).await? {
            post.poll = Some(rejoin_domain::Poll::from_wire(poll));
            batch.entities.posts.push(post);
        }
        Ok(batch)
    }
}
