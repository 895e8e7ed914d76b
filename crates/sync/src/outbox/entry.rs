//! An entry of the queue.

use rejoin_api::{AccountId, StatusId, Timestamp};
use rejoin_domain::record;

use super::{Draft, Mark, Mutation, MutationId, Relation};

record! {
    /// A mutation that the server has not acknowledged.
    pub struct Entry {
        /// Names it; sorts by the time it was made.
        pub id: MutationId,
        /// What the user did.
        pub mutation: Mutation,
        /// When.
        pub made_at: Timestamp,
        /// How it stands.
        pub state: State,
        /// How often sending it was begun; the longer the wait before the next time.
        pub tries: u32,
        /// Under which the server does it only once. A new content is a new key.
        pub key: String,
        /// Whether an attempt may have reached the server without its answer reaching the device.
        pub uncertain: bool,
        /// When this content was first sent, by the device's clock: what the server made of it is not older.
        pub first_tried: Option<Timestamp>,
        /// When it was last sent.
        pub last_tried: Option<Timestamp>,
    }
}

/// How an entry stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum State {
    /// It waits for its turn.
    #[default]
    Queued,
    /// It is tried again from this time on.
    Waiting {
        /// From when on.
        until: Timestamp,
        /// Why, in words.
        why: String,
    },
    /// It is being sent.
    Sending,
    /// The server refused it, in its words; it waits for the user's decision.
    Wedged(String),
}

/// What a mutation is about. Mutations of one subject are sent in order, and later ones may take the place of earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A mark on a post.
    Mark(&'a StatusId, Mark),
    /// A relation to an account.
    Relation(&'a AccountId, Relation),
    /// The text of a post.
    Content(&'a StatusId),
    /// The vote in the poll of a post.
    Vote(&'a StatusId),
    /// A request to follow.
    FollowRequest(&'a AccountId),
    /// What was read.
    Read,
    /// Itself alone.
    Own,
}

impl Mutation {
    /// What it is about.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::Post(_) => Subject::Own,
            Self::Edit { id, .. } | Self::Delete { id } => Subject::Content(id),
            Self::Mark { id, mark, .. } => Subject::Mark(id, *mark),
            Self::Relate { id, relation, .. } => Subject::Relation(id, *relation),
            Self::AnswerFollowRequest { id, .. } => Subject::FollowRequest(id),
            Self::Vote { post, .. } => Subject::Vote(post),
            Self::ReadNotifications { .. } => Subject::Read,
        }
    }

    /// The posts it names, of which some may not be sent yet.
    fn posts_mut(&mut self) -> Vec<&mut StatusId> {
        match self {
            Self::Post(draft) => draft.posts_mut(),
            Self::Edit { id, draft } => std::iter::once(id).chain(draft.posts_mut()).collect(),
            Self::Delete { id } | Self::Mark { id, .. } => vec![id],
            Self::Vote { post, .. } => vec![post],
            Self::Relate { .. } | Self::AnswerFollowRequest { .. } | Self::ReadNotifications { .. } => vec![],
        }
    }

    /// The unsent posts that have to be sent before it.
    #[must_use]
    pub fn depends_on(&self) -> Vec<MutationId> {
        self.clone().posts_mut().into_iter().filter_map(|id| MutationId::of_post(id)).collect()
    }

    /// Names a post that has been sent by its real id.
    pub fn resolve(&mut self, unsent: &StatusId, real: &StatusId) -> bool {
        let mut found = false;
        for id in self.posts_mut().into_iter().filter(|id| *id == unsent) {
            id.clone_from(real);
            found = true;
        }
        found
    }

    /// Whether doing it twice is different from doing it once, so that an uncertain result is read back before a repeat.
    #[must_use]
    pub fn creates(&self) -> bool {
        matches!(self, Self::Post(_) | Self::Vote { .. })
    }

    /// The unsent post that it edits or deletes.
    #[must_use]
    pub fn changes_unsent(&self) -> Option<MutationId> {
        match self {
            Self::Edit { id, .. } | Self::Delete { id } => MutationId::of_post(id),
            _ => None,
        }
    }

    /// The draft it publishes.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Post(draft) | Self::Edit { draft, .. } => Some(draft),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn draft_mut(&mut self) -> Option<&mut Draft> {
        match self {
            Self::Post(draft) | Self::Edit { draft, .. } => Some(draft),
            _ => None,
        }
    }

    /// The files it holds in the store.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let media = self.draft().into_iter().flat_map(|draft| &draft.media);
        media.map(|attachment| attachment.file.as_str()).filter(|file| !file.is_empty())
    }
}

impl Draft {
    fn posts_mut(&mut self) -> Vec<&mut StatusId> {
        self.in_reply_to.iter_mut().chain(self.quote.iter_mut()).collect()
    }
}

impl Entry {
    /// A new entry, ready to be sent.
    #[must_use]
    pub fn new(id: MutationId, mutation: Mutation, made_at: Timestamp, key: String) -> Self {
        Self {
            id,
            mutation,
            made_at,
            state: State::Queued,
            tries: 0,
            key,
            uncertain: false,
            first_tried: None,
            last_tried: None,
        }
    }

    /// Whether the server has nothing of it, so that it can still be changed or dropped without the server noticing.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        !self.uncertain && self.state != State::Sending
    }
}
