use super::{Account, Report, Status};
use crate::id::{NotificationId, StatusId};
use crate::time::Timestamp;

wire! {
    /// Something that happened and concerns the reader.
    pub struct Notification {
        /// Its id.
        pub id: NotificationId,
        /// What happened.
        pub kind as "type": NotificationKind,
        /// The same for notifications that belong together (Mastodon 4.3).
        #[serde(skip_serializing_if = "Option::is_none")]
        pub group_key: Option<String>,
        /// When.
        pub created_at: Timestamp,
        /// Who did it.
        pub account: Account,
        /// The post concerned.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<Box<Status>>,
        /// The report concerned.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub report: Option<Box<Report>>,
        /// What cut relationships.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub event: Option<RelationshipSeveranceEvent>,
        /// What a moderator did.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub moderation_warning: Option<Box<AccountWarning>>,
        /// What to say of a kind that is not known.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fallback: Option<NotificationFallback>,
    }
}

words! {
    /// What happened.
    #[non_exhaustive]
    pub enum NotificationKind {
        /// Somebody mentioned the reader.
        Mention = "mention";
        /// Somebody followed with notifications posted.
        Status = "status",
        /// Somebody boosted the reader's post.
        Reblog = "reblog",
        /// Somebody follows the reader.
        Follow = "follow",
        /// Somebody asks to follow the reader.
        FollowRequest = "follow_request",
        /// Somebody favoured the reader's post.
        Favourite = "favourite",
        /// A poll of the reader's, or one they voted in, ended.
        Poll = "poll",
        /// A post the reader boosted was edited.
        Update = "update",
        /// Somebody quoted the reader's post.
        Quote = "quote",
        /// A post the reader quoted was edited.
        QuotedUpdate = "quoted_update",
        /// For administrators: somebody signed up.
        AdminSignUp = "admin.sign_up",
        /// For administrators: somebody reported.
        AdminReport = "admin.report",
        /// A block cut the reader's relationships.
        SeveredRelationships = "severed_relationships",
        /// A moderator acted on the reader's account.
        ModerationWarning = "moderation_warning",
    }
}

wire! {
    /// How a server describes a notification to programs that do not know its kind.
    part struct NotificationFallback {
        /// A line.
        pub title: String,
        /// A sentence.
        pub summary: Option<String>,
        /// More.
        pub details: Option<String>,
    }
}

wire! {
    /// A block that cut relationships.
    part struct RelationshipSeveranceEvent {
        /// Its id.
        pub id: String,
        /// What kind of block.
        pub kind as "type": SeveranceKind,
        /// Whether the list of those cut is gone.
        pub purged: bool,
        /// The domain or account blocked.
        pub target_name: String,
        /// How many followers were lost.
        pub followers_count: u64,
        /// How many followed accounts were lost.
        pub following_count: u64,
        /// When.
        pub created_at: Timestamp,
    }
}

words! {
    /// What kind of block cut relationships.
    pub enum SeveranceKind {
        /// The server blocked a domain.
        DomainBlock = "domain_block";
        /// The reader blocked a domain.
        UserDomainBlock = "user_domain_block",
        /// The server suspended an account.
        AccountSuspension = "account_suspension",
    }
}

wire! {
    /// What a moderator did to the reader's account.
    part struct AccountWarning {
        /// Its id.
        pub id: String,
        /// What was done.
        pub action: String,
        /// What the moderator says.
        pub text: String,
        /// The posts concerned.
        pub status_ids: Option<Vec<StatusId>>,
        /// The account concerned.
        pub target_account: Option<Box<Account>>,
        /// What the reader answered.
        pub appeal: Option<Appeal>,
        /// When.
        pub created_at: Timestamp,
    }
}

wire! {
    /// What somebody answered to a moderator.
    part struct Appeal {
        /// The answer.
        pub text: String,
        /// `approved`, `rejected` or `pending`.
        pub state: String,
    }
}
