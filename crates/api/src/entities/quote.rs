use super::Status;
use crate::id::StatusId;

wire! {
    /// The quote in a post. Deeper quotes come shallow, with the id alone.
    part struct Quote {
        /// Whether it may be shown.
        pub state: QuoteState,
        /// The quoted post, when it may be shown.
        pub quoted_status: Option<Box<Status>>,
        /// Its id, where the post itself is not given.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub quoted_status_id: Option<StatusId>,
    }
}

words! {
    /// How a quote stands.
    pub enum QuoteState {
        /// Not decided by the author of the quoted post.
        Pending = "pending";
        /// Allowed: may be shown.
        Accepted = "accepted",
        /// Declined by the author of the quoted post.
        Rejected = "rejected",
        /// Allowed once, not any more.
        Revoked = "revoked",
        /// The quoted post is gone.
        Deleted = "deleted",
        /// The reader may not see the quoted post.
        Unauthorized = "unauthorized",
        /// The reader blocks the author of the quoted post.
        BlockedAccount = "blocked_account",
        /// The reader blocks the domain of the author of the quoted post.
        BlockedDomain = "blocked_domain",
        /// The reader mutes the author of the quoted post.
        MutedAccount = "muted_account",
    }
}

wire! {
    /// Who may quote a post.
    part struct QuoteApproval {
        /// Who may at once.
        pub automatic: Vec<QuoteAudience>,
        /// Who may after the author agreed.
        pub manual: Vec<QuoteAudience>,
        /// Which of these goes for the reader.
        pub current_user: QuotePermission,
    }
}

words! {
    /// A group of people who may quote.
    pub enum QuoteAudience {
        /// Everyone.
        Public = "public";
        /// Who follows the author.
        Followers = "followers",
        /// Whom the author follows.
        Following = "following",
        /// A rule that the server cannot put into words.
        UnsupportedPolicy = "unsupported_policy",
    }
}

words! {
    /// Whether the reader may quote.
    pub enum QuotePermission {
        /// The server cannot tell.
        UnknownPolicy = "unknown";
        /// At once.
        Automatic = "automatic",
        /// After the author agreed.
        Manual = "manual",
        /// Never.
        Denied = "denied",
    }
}

words! {
    /// Who may quote a post, as its author sets it.
    pub enum QuotePolicy {
        /// Everyone.
        Public = "public";
        /// Who follows the author.
        Followers = "followers",
        /// Nobody but the author.
        Nobody = "nobody",
    }
}
