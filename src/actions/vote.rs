//! Vote in a poll.

use rejoin_domain::Poll;
use rejoin_sync::Mutation;

use crate::state::PostView;

/// Votes for these options, counted from 0.
pub fn vote(view: &PostView, poll: &Poll, choices: Vec<u32>) {
    super::perform(Mutation::Vote { post: view.post.id.clone(), poll: poll.id.clone(), choices });
}
