//! What a user can do.

use rejoin_api::lenient::{Fault, FromJson, Raw};
use rejoin_api::{
    AccountId, Filter, FilterId, ListId, NotificationId, PolicyDecision, PollId, QuotePolicy,
    ScheduledStatusId, StatusId,
};
use rejoin_domain::word;
use serde::Serialize;

use super::{Draft, FilterDraft, How, ListDraft, Profile, Report};

/// Names a mutation. Made on the device; sorts by the time it was made, which is the order of the queue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct MutationId(String);

impl FromJson for MutationId {
    fn from_json(raw: Raw<'_>) -> Result<Self, Fault> {
        String::from_json(raw).map(Self)
    }
}

impl MutationId {
    /// Made at this time (milliseconds since 1970), with something that makes it unique.
    #[must_use]
    pub fn new(now: i64, unique: &str) -> Self {
        Self(format!("{now:014}-{unique}"))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id under which a post that is not sent yet appears among posts.
    #[must_use]
    pub fn as_post(&self) -> StatusId {
        StatusId::from(format!("{UNSENT}{}", self.0))
    }

    /// The id under which a list that is not made yet appears among lists.
    #[must_use]
    pub fn as_list(&self) -> ListId {
        ListId::from(format!("{UNSENT}{}", self.0))
    }

    /// The id under which a filter that is not made yet appears among filters.
    #[must_use]
    pub fn as_filter(&self) -> FilterId {
        FilterId::from(format!("{UNSENT}{}", self.0))
    }

    /// The id under which a post stands that no server has been told to publish later yet.
    #[must_use]
    pub fn as_scheduled(&self) -> ScheduledStatusId {
        ScheduledStatusId::from(format!("{UNSENT}{}", self.0))
    }

    /// Names what follows directly from it; sorts behind it.
    #[must_use]
    pub(super) fn followed(&self) -> Self {
        Self(format!("{}~", self.0))
    }

    /// The mutation behind such an id, or `None` for the id of a post on a server.
    #[must_use]
    pub fn of_post(id: &StatusId) -> Option<Self> {
        Self::of_text(id.as_str())
    }

    /// The mutation behind such an id, or `None` for the id of a list on a server.
    #[must_use]
    pub fn of_list(id: &ListId) -> Option<Self> {
        Self::of_text(id.as_str())
    }

    /// The mutation behind such an id, or `None` for the id of a filter on a server.
    #[must_use]
    pub fn of_filter(id: &FilterId) -> Option<Self> {
        Self::of_text(id.as_str())
    }

    /// The mutation behind such an id, or `None` for the id of a post that its server is to publish later.
    #[must_use]
    pub fn of_scheduled(id: &ScheduledStatusId) -> Option<Self> {
        Self::of_text(id.as_str())
    }

    fn of_text(id: &str) -> Option<Self> {
        id.strip_prefix(UNSENT).map(|rest| Self(rest.to_owned()))
    }
}

impl From<&str> for MutationId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// No server gives ids with a colon.
const UNSENT: &str = "unsent:";

/// One write that the user made.
#[derive(Debug, Clone, PartialEq)]
pub enum Mutation {
    /// Publish a post, a reply or a quote.
    Post(Draft),
    /// Change a published post.
    Edit {
        /// The post.
        id: StatusId,
        /// What it shall be.
        draft: Draft,
    },
    /// Delete a post.
    Delete {
        /// The post.
        id: StatusId,
    },
    /// Set or take back something on a post.
    Mark {
        /// The post.
        id: StatusId,
        /// What.
        mark: Mark,
        /// Set or take back.
        on: bool,
    },
    /// Set or end a relation to an account.
    Relate {
        /// The account.
        id: AccountId,
        /// Which.
        relation: Relation,
        /// Set or end.
        on: bool,
        /// What more is to be said of it.
        how: How,
    },
    /// Note something about an account, for the reader alone.
    Note {
        /// The account.
        id: AccountId,
        /// Plain text; empty to remove the note.
        comment: String,
    },
    /// Bring something before the moderators.
    Report(Report),
    /// Change the own profile.
    EditProfile(Profile),
    /// Let somebody follow, or refuse it.
    AnswerFollowRequest {
        /// Who asked.
        id: AccountId,
        /// The answer.
        accept: bool,
    },
    /// Vote in a poll.
    Vote {
        /// The post with the poll.
        post: StatusId,
        /// The poll.
        poll: PollId,
        /// The options, counted from 0.
        choices: Vec<u32>,
    },
    /// Remember on the server up to where notifications are read.
    ReadNotifications {
        /// The newest that was seen.
        upto: NotificationId,
    },
    /// Make a list.
    CreateList {
        /// What it shall be.
        draft: ListDraft,
        /// The lists that were there when the user made it: none of them is it.
        known: Vec<ListId>,
    },
    /// Change a list.
    EditList {
        /// The list.
        id: ListId,
        /// What it shall be.
        draft: ListDraft,
    },
    /// Delete a list.
    DeleteList {
        /// The list.
        id: ListId,
    },
    /// Put an account on a list, or take it off.
    ListMember {
        /// The list.
        list: ListId,
        /// The account.
        account: AccountId,
        /// Put on or take off.
        on: bool,
    },
    /// Make a filter.
    CreateFilter {
        /// What it shall be.
        draft: FilterDraft,
        /// The filters that were there when the user made it: none of them is it.
        known: Vec<FilterId>,
    },
    /// Change a filter.
    EditFilter {
        /// The filter.
        id: FilterId,
        /// What it shall be.
        draft: FilterDraft,
    },
    /// Delete a filter.
    DeleteFilter {
        /// The filter.
        id: FilterId,
    },
    /// Have a filter count for a post whatever is in it, or no more.
    FilterPost {
        /// The filter as it was then, by which the post is drawn until it is sent.
        filter: Box<Filter>,
        /// The post.
        post: StatusId,
        /// Count or not.
        on: bool,
    },
    /// Say who may quote a post of one's own.
    QuotePolicy {
        /// The post.
        id: StatusId,
        /// Who.
        policy: QuotePolicy,
    },
    /// Take a post of one's own out of one that quotes it, for good.
    RevokeQuote {
        /// The own post.
        id: StatusId,
        /// The post that quotes it.
        quoting: StatusId,
    },
    /// Say what becomes of notifications by some people.
    Policy {
        /// By whom.
        of: PolicyOf,
        /// What becomes of them.
        decision: PolicyDecision,
    },
    /// Turn on or off something that has a name.
    Switch {
        /// What.
        what: Switch,
        /// Its name or id.
        name: String,
        /// On or off.
        on: bool,
    },
}

/// What a server has made of a mutation that creates something, by its id there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// A post.
    Post(StatusId),
    /// A list.
    List(ListId),
    /// A filter.
    Filter(FilterId),
    /// A post that the server is to publish later.
    Scheduled(ScheduledStatusId),
}

word! {
    /// What can be set on a post.
    pub enum Mark {
        /// Favourite.
        Favourite = "favourite",
        /// Boost.
        Boost = "boost",
        /// Bookmark.
        Bookmark = "bookmark",
        /// Pin to the own profile.
        Pin = "pin",
        /// Mute notifications of its conversation.
        MuteConversation = "mute",
    }
}

word! {
    /// What can be set towards an account.
    pub enum Relation {
        /// Follow.
        Follow = "follow",
        /// Block.
        Block = "block",
        /// Mute.
        Mute = "mute",
        /// Feature on the own profile.
        Endorse = "endorse",
        /// Let it follow the reader; that can only be ended.
        Follower = "follower",
    }
}

word! {
    /// By whom notifications are, where the reader may decide what becomes of them.
    pub enum PolicyOf {
        /// People the reader does not follow.
        NotFollowing = "not_following",
        /// People who do not follow the reader.
        NotFollowers = "not_followers",
        /// Accounts made lately.
        NewAccounts = "new_accounts",
        /// Private mentions that answer nothing.
        PrivateMentions = "private_mentions",
        /// Accounts limited by a moderator.
        LimitedAccounts = "limited_accounts",
    }
}

word! {
    /// What is on or off under its name.
    pub enum Switch {
        /// Whether a hashtag is followed.
        FollowTag = "follow_tag",
        /// Whether a hashtag stands on the own profile.
        FeatureTag = "feature_tag",
        /// Whether nothing of a server is wanted.
        BlockDomain = "block_domain",
        /// Whether a conversation has something unread.
        Unread = "unread",
        /// Whether a conversation is listed; it can only be taken off.
        Conversation = "conversation",
        /// Whether somebody is suggested; it can only be declined.
        Suggestion = "suggestion",
        /// Whether what somebody notified comes through, or is dismissed.
        NotificationRequest = "notification_request",
        /// Whether a post is to be published later; that can only be taken back.
        Scheduled = "scheduled",
    }
}

impl Switch {
    /// Whether off takes back what on did.
    #[must_use]
    pub fn goes_back(self) -> bool {
        matches!(self, Self::FollowTag | Self::FeatureTag | Self::BlockDomain | Self::Unread)
    }
}
