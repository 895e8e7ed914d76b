//! What a user can do.

use rejoin_api::lenient::{Fault, FromJson, Raw};
use rejoin_api::{AccountId, MediaId, NotificationId, PollId, StatusId, Visibility};
use rejoin_domain::{WebUrl, record, word};
use serde::Serialize;

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

    /// Names what follows directly from it; sorts behind it.
    #[must_use]
    pub(super) fn followed(&self) -> Self {
        Self(format!("{}~", self.0))
    }

    /// The mutation behind such an id, or `None` for the id of a post on a server.
    #[must_use]
    pub fn of_post(id: &StatusId) -> Option<Self> {
        id.as_str().strip_prefix(UNSENT).map(|rest| Self(rest.to_owned()))
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
    },
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
    }
}

record! {
    /// A post as its author writes it.
    pub struct Draft {
        /// The text.
        pub text: String,
        /// The content warning; empty for none.
        pub warning: String,
        /// Whether media are to be covered.
        pub sensitive: bool,
        /// Whom it is for.
        pub visibility: Visibility,
        /// Its language; `None` leaves it to the server.
        pub language: Option<String>,
        /// The post it answers, which may itself not be sent yet.
        pub in_reply_to: Option<StatusId>,
        /// The post it quotes.
        pub quote: Option<StatusId>,
        /// Its attachments.
        pub media: Vec<Attachment>,
        /// Its poll; a post has a poll or attachments.
        pub poll: Option<PollDraft>,
    }
}

impl Draft {
    /// Whether there is nothing worth keeping.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.warning.trim().is_empty()
            && self.media.is_empty()
            && self.poll.is_none()
    }
}

record! {
    /// An attachment of a draft.
    pub struct Attachment {
        /// Names its bytes in the store; empty for an attachment that the server holds already, when a post is edited.
        pub file: String,
        /// The name of the file.
        pub name: String,
        /// Its media type.
        pub mime: String,
        /// What it shows, for who cannot see it.
        pub description: String,
        /// The point to keep in view, from -1 (left, bottom) to 1 (right, top).
        pub focus: Option<(f64, f64)>,
        /// Its id on the server, once it is there.
        pub uploaded: Option<MediaId>,
        /// Its preview on the server, for one that was there when the edit began.
        pub preview: Option<WebUrl>,
    }
}

record! {
    /// The poll of a draft.
    pub struct PollDraft {
        /// What can be chosen.
        pub options: Vec<String>,
        /// How long it is open, in seconds.
        pub expires_in: u32,
        /// Whether several options may be chosen.
        pub multiple: bool,
        /// Whether counts stay hidden until it ends.
        pub hide_totals: bool,
    }
}
