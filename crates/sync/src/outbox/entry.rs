//! An entry of the queue.

use rejoin_api::{AccountId, FilterId, ListId, ScheduledStatusId, StatusId, Timestamp};
use rejoin_domain::record;

use super::{Attachment, Draft, Made, Mark, Mutation, MutationId, PolicyOf, Relation, Switch};

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
        /// Where it stands in the queue, if the user has moved it; see [`Entry::place`].
        #[serde(skip_serializing_if = "String::is_empty")]
        pub moved_to: String,
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
    /// Who may quote a post.
    QuotePolicy(&'a StatusId),
    /// What a post quotes.
    Quote(&'a StatusId),
    /// A request to follow.
    FollowRequest(&'a AccountId),
    /// The note about an account.
    Note(&'a AccountId),
    /// The own profile.
    Profile,
    /// What a list is.
    List(&'a ListId),
    /// Whether an account is on a list.
    Member(&'a ListId, &'a AccountId),
    /// A filter.
    Filter(&'a FilterId),
    /// Whether a filter counts for a post.
    FilteredPost(&'a FilterId, &'a StatusId),
    /// What becomes of notifications by some people.
    Policy(PolicyOf),
    /// What is on or off under its name.
    Switch(Switch, &'a str),
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
            Self::Post(_) | Self::Report(_) | Self::CreateList { .. } | Self::CreateFilter { .. } => {
                Subject::Own
            }
            Self::Edit { id, .. } | Self::Delete { id } => Subject::Content(id),
            Self::Mark { id, mark, .. } => Subject::Mark(id, *mark),
            Self::Relate { id, relation, .. } => Subject::Relation(id, *relation),
            Self::AnswerFollowRequest { id, .. } => Subject::FollowRequest(id),
            Self::Vote { post, .. } => Subject::Vote(post),
            Self::QuotePolicy { id, .. } => Subject::QuotePolicy(id),
            Self::RevokeQuote { quoting, .. } => Subject::Quote(quoting),
            Self::ReadNotifications { .. } => Subject::Read,
            Self::Note { id, .. } => Subject::Note(id),
            Self::EditProfile(_) => Subject::Profile,
            Self::EditList { id, .. } | Self::DeleteList { id } => Subject::List(id),
            Self::ListMember { list, account, .. } => Subject::Member(list, account),
            Self::EditFilter { id, .. } | Self::DeleteFilter { id } => Subject::Filter(id),
            Self::FilterPost { filter, post, .. } => Subject::FilteredPost(&filter.id, post),
            Self::Policy { of, .. } => Subject::Policy(*of),
            Self::Switch { what, name, .. } => Subject::Switch(*what, name),
        }
    }

    /// The posts it names, of which some may not be sent yet.
    fn posts_mut(&mut self) -> Vec<&mut StatusId> {
        match self {
            Self::Post(draft) => draft.posts_mut(),
            Self::Edit { id, draft } => std::iter::once(id).chain(draft.posts_mut()).collect(),
            Self::Delete { id } | Self::Mark { id, .. } | Self::QuotePolicy { id, .. } => vec![id],
            Self::RevokeQuote { id, quoting } => vec![id, quoting],
            Self::Vote { post, .. } | Self::FilterPost { post, .. } => vec![post],
            Self::Report(report) => report.posts.iter_mut().collect(),
            _ => vec![],
        }
    }

    fn list_mut(&mut self) -> Option<&mut ListId> {
        match self {
            Self::EditList { id, .. } | Self::DeleteList { id } | Self::ListMember { list: id, .. } => {
                Some(id)
            }
            _ => None,
        }
    }

    fn filter_mut(&mut self) -> Option<&mut FilterId> {
        match self {
            Self::EditFilter { id, .. } | Self::DeleteFilter { id } => Some(id),
            Self::FilterPost { filter, .. } => Some(&mut filter.id),
            _ => None,
        }
    }

    /// The unsent posts, lists and filters that have to be made before it.
    #[must_use]
    pub fn depends_on(&self) -> Vec<MutationId> {
        let mut own = self.clone();
        let mut all: Vec<_> = own.posts_mut().into_iter().filter_map(|id| MutationId::of_post(id)).collect();
        all.extend(own.list_mut().and_then(|id| MutationId::of_list(id)));
        all.extend(own.filter_mut().and_then(|id| MutationId::of_filter(id)));
        all
    }

    /// Names what has been made of another mutation by its real id.
    pub fn resolve(&mut self, other: &MutationId, made: &Made) {
        match made {
            Made::Post(real) => {
                let unsent = other.as_post();
                self.posts_mut().into_iter().filter(|id| **id == unsent).for_each(|id| id.clone_from(real));
            }
            Made::List(real) => {
                self.list_mut()
                    .into_iter()
                    .filter(|id| **id == other.as_list())
                    .for_each(|id| id.clone_from(real));
            }
            Made::Filter(real) => {
                let unsent = other.as_filter();
                self.filter_mut().into_iter().filter(|id| **id == unsent).for_each(|id| id.clone_from(real));
            }
            Made::Scheduled(real) => {
                // What would have deleted the post takes back that there will be one.
                if matches!(self, Self::Delete { id } if *id == other.as_post()) {
                    *self = Self::unscheduled(real);
                }
            }
        }
    }

    /// What takes back that a post is to be published later.
    #[must_use]
    pub fn unscheduled(id: &ScheduledStatusId) -> Self {
        Self::Switch { what: Switch::Scheduled, name: id.to_string(), on: false }
    }

    /// Whether doing it twice is different from doing it once, so that an uncertain result is read back before a repeat.
    #[must_use]
    pub fn creates(&self) -> bool {
        matches!(self, Self::Vote { .. } | Self::Report(_)) || self.undone(&MutationId::default()).is_some()
    }

    /// What takes back on the server what was made there of this mutation, which is called so.
    #[must_use]
    pub fn undone(&self, own: &MutationId) -> Option<Self> {
        match self {
            Self::Post(_) => Some(Self::Delete { id: own.as_post() }),
            Self::CreateList { .. } => Some(Self::DeleteList { id: own.as_list() }),
            Self::CreateFilter { .. } => Some(Self::DeleteFilter { id: own.as_filter() }),
            _ => None,
        }
    }

    /// The unsent post, list or filter that it edits or deletes.
    #[must_use]
    pub fn changes_unsent(&self) -> Option<MutationId> {
        match self {
            Self::Edit { id, .. } | Self::Delete { id } => MutationId::of_post(id),
            Self::EditList { id, .. } | Self::DeleteList { id } => MutationId::of_list(id),
            Self::EditFilter { id, .. } | Self::DeleteFilter { id } => MutationId::of_filter(id),
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
        media.chain(self.pictures()).map(|one| one.file.as_str()).filter(|file| !file.is_empty())
    }

    fn pictures(&self) -> impl Iterator<Item = &Attachment> {
        let profile = match self {
            Self::EditProfile(profile) => Some(profile),
            _ => None,
        };
        profile.into_iter().flat_map(|profile| profile.avatar.iter().chain(&profile.header))
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
            moved_to: String::new(),
        }
    }

    /// Where it stands in the queue: entries are sorted by this text. At first it is the id.
    #[must_use]
    pub fn place(&self) -> &str {
        if self.moved_to.is_empty() { self.id.as_str() } else { &self.moved_to }
    }

    /// Whether the server has nothing of it, so that it can still be changed or dropped without the server noticing.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        !self.uncertain && self.state != State::Sending
    }
}
