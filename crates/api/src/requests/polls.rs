//! `/api/v1/polls`.

use crate::entities::Poll;
use crate::error::NotFoundMeans::Thing;
use crate::id::PollId;
use crate::params::PollVote;
use crate::request::{Auth, Request};

/// A poll.
pub fn get(id: &PollId) -> Request<Poll> {
    Request::get("/api/v1/polls/{}", &[id.as_str()]).auth(Auth::Optional).not_found(Thing)
}

/// Votes, once, for options counted from 0.
pub fn vote(id: &PollId, choices: &[u32]) -> Request<Poll> {
    let vote = PollVote { choices: choices.to_vec() };
    Request::post("/api/v1/polls/{}/votes", &[id.as_str()]).not_found(Thing).form(&vote)
}
