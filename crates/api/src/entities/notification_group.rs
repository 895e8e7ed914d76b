use super::{
    Account, AccountWarning, NotificationFallback, NotificationKind, PartialAccountWithAvatar,
    RelationshipSeveranceEvent, Report, Status, as_number,
};
use crate::id::{AccountId, NotificationId, StatusId};
use crate::time::Timestamp;

wire! {
    /// A page of notifications, those that belong together put together by the server (Mastodon 4.3).
    part struct GroupedNotificationsResults {
        /// Every account that a group names, once.
        pub accounts: Vec<Account>,
        /// Accounts of which a picture is enough, when that was asked for.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub partial_accounts: Option<Vec<PartialAccountWithAvatar>>,
        /// Every post that a group names, once.
        pub statuses: Vec<Status>,
        /// The groups, latest first.
        pub notification_groups: Vec<NotificationGroup>,
    }
}

wire! {
    /// Notifications that belong together.
    pub struct NotificationGroup {
        /// What they have in common.
        pub group_key: String = required,
        /// How many there are.
        pub notifications_count: u64,
        /// What happened.
        pub kind as "type": NotificationKind,
        /// The latest of them.
        #[serde(serialize_with = "as_number")]
        pub most_recent_notification_id: NotificationId,
        /// The oldest of them on this page.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub page_min_id: Option<NotificationId>,
        /// The latest of them on this page.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub page_max_id: Option<NotificationId>,
        /// When the latest of them on this page happened.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub latest_page_notification_at: Option<Timestamp>,
        /// Some of those who did it, latest first.
        pub sample_account_ids: Vec<AccountId>,
        /// The post concerned.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status_id: Option<StatusId>,
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
