//! What each mutation is on the wire, and what its answer means to the store: one file a kind.

mod delete;
mod edit;
mod filter;
mod follow_request;
mod list;
mod mark;
mod media;
mod note;
mod policy;
mod post;
mod profile;
mod quote;
mod read_position;
mod relate;
mod report;
mod schedule;
mod switch;
mod vote;

use rejoin_api::{ApiError, FromJson, Request};

use super::Engine;
use crate::outbox::{Entry, Made, Mutation};
use crate::platform::Platform;
use crate::problem::Problem;
use crate::records::Batch;

/// What came of sending an entry that the server acknowledged.
#[derive(Debug)]
pub(super) enum Sent {
    /// It has happened; this is to be written, and this has been made of it.
    Done(Box<Batch>, Option<Made>),
    /// An earlier attempt was looked for, and has not arrived.
    NotArrived,
    /// The server holds another post under its key: it goes on under this one.
    KeyTaken(String),
    /// It cannot be found out what came of it: for these reasons the user has to decide.
    Unknown(&'static str),
}

/// Why an entry was not acknowledged.
#[derive(Debug)]
pub(super) struct Failure {
    /// What went wrong.
    pub(super) problem: Problem,
    /// Whether it went wrong with the request that changes something, and not with one that prepares or reads.
    pub(super) changing: bool,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self { problem, changing: true }
    }
}

impl Failure {
    /// One before anything was changed.
    fn before(problem: Problem) -> Self {
        Self { problem, changing: false }
    }

    /// An answer that says success and nothing else.
    fn senseless() -> Self {
        Problem::from(ApiError::Garbage { status: 200, fault: None }).into()
    }
}

type Outcome = Result<Sent, Failure>;

impl<P: Platform> Engine<P> {
    /// Sends one entry, or finds out what came of an earlier attempt.
    pub(super) async fn perform(&self, entry: &Entry) -> Outcome {
        match &entry.mutation {
            Mutation::Post(draft) if draft.scheduled_at.is_some() => self.schedule(entry, draft).await,
            Mutation::Post(draft) if entry.uncertain => self.look_for_post(entry, draft).await,
            Mutation::Post(draft) => self.publish(entry, draft).await,
            Mutation::Edit { id, draft } => self.edit(entry, id, draft).await,
            Mutation::Delete { id } => self.delete(id).await,
            Mutation::Mark { id, mark, on } => self.mark(id, *mark, *on).await,
            Mutation::Relate { id, relation, on, how } => self.relate(id, *relation, *on, how).await,
            Mutation::AnswerFollowRequest { id, accept } => self.answer_follow_request(id, *accept).await,
            Mutation::Vote { post, poll, choices } => {
                if entry.uncertain {
                    self.look_for_vote(post, poll).await
                } else {
                    self.vote(post, poll, choices).await
                }
            }
            Mutation::ReadNotifications { upto } => self.read_up_to(upto).await,
            Mutation::Note { id, comment } => self.note(id, comment).await,
            Mutation::Report(report) => self.report(entry, report).await,
            Mutation::EditProfile(profile) => self.edit_profile(profile).await,
            Mutation::CreateList { draft, known } if entry.uncertain => {
                self.look_for_list(draft, known).await
            }
            Mutation::CreateList { draft, .. } => self.create_list(draft).await,
            Mutation::EditList { id, draft } => self.edit_list(id, draft).await,
            Mutation::DeleteList { id } => self.delete_list(id).await,
            Mutation::ListMember { list, account, on } => self.list_member(list, account, *on).await,
            Mutation::CreateFilter { draft, known } if entry.uncertain => {
                self.look_for_filter(draft, known).await
            }
            Mutation::CreateFilter { draft, .. } => self.create_filter(draft).await,
            Mutation::EditFilter { id, draft } => self.edit_filter(id, draft).await,
            Mutation::FilterPost { filter, post, on } => self.filter_post(&filter.id, post, *on).await,
            Mutation::DeleteFilter { id } => self.delete_filter(id).await,
            Mutation::QuotePolicy { id, policy } => self.set_quote_policy(id, policy).await,
            Mutation::RevokeQuote { id, quoting } => self.revoke_quote(id, quoting).await,
            Mutation::Policy { of, decision } => self.set_policy(*of, decision).await,
            Mutation::Switch { what, name, on } => self.switch(*what, name, *on).await,
        }
    }

    /// Sends a request that changes something. An answer that says success and makes no sense says nothing: it may be a page
    /// of the network in between.
    async fn deliver<T: FromJson>(&self, request: &Request<T>) -> Result<T, Problem> {
        self.make_sure_to_lead().await?;
        let response = self.send(&request.call, &[]).await?;
        match request.read(&response) {
            Err(ApiError::NotSupported) if response.is_success() => {
                Err(ApiError::Garbage { status: response.status, fault: None }.into())
            }
            answer => Ok(answer?),
        }
    }
}

fn done(batch: Batch) -> Outcome {
    Ok(Sent::Done(Box::new(batch), None))
}
